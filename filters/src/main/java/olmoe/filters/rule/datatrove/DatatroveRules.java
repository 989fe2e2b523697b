package olmoe.filters.rule.datatrove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Settings;
import olmoe.filters.rule.WordList;
import olmoe.tokenizer.text.TextView;

/// datatrove's filters and formatters for English, with spaCy's words and sentences.
public final class DatatroveRules {
    private static final String DATATROVE = "datatrove 0.10.1, ";
    private static final String GOPHER = "; Gopher, arXiv 2112.11446, table A1";

    private DatatroveRules() {}

    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(rules());
        entries.add(FineWebSequence.entry(DATATROVE));
        for (DatatroveStats stats : DatatroveStats.values()) {
            String name = stats.step().name();
            String block = name.substring(0, name.indexOf('-'));
            entries.add(new Entry(
                    name,
                    Kind.ANNOTATE,
                    DATATROVE + "pipeline/stats/" + block + "_stats.py",
                    String.join(", ", stats.measure(TextView.of("")).keySet()),
                    Map.of(),
                    settings -> stats.step()));
        }
        return entries;
    }

    private static List<Entry> rules() {
        return List.of(
                Entry.of(
                        new DatatroveGopherQuality(50, 100_000, 3, 10, 0.1, 0.9, 0.3, 0.8, 2),
                        DATATROVE + "GopherQualityFilter" + GOPHER,
                        "word count and length, symbols, bullets, ellipses, words without letters, stop words"),
                Entry.of(
                        new DatatroveGopherRepetition(
                                0.30,
                                0.20,
                                0.30,
                                0.20,
                                List.of(0.20, 0.18, 0.16),
                                List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10)),
                        DATATROVE + "GopherRepetitionFilter" + GOPHER,
                        "too many repeated paragraphs, lines or word n-grams"),
                c4(true, "C4QualityFilter"),
                c4(false, "C4QualityFilter with filter_no_terminal_punct=False, as FineWeb has it"),
                Entry.of(
                        new DatatroveC4Paragraph(3, 200),
                        DATATROVE + "C4ParagraphFilter; mC4, arXiv 2010.11934",
                        "too few long lines"),
                new Entry(
                        "c4-badwords/datatrove",
                        Kind.JUDGE,
                        DATATROVE + "C4BadWordsFilter; C4, arXiv 1910.10683",
                        "holds a word of a list, such as LDNOOBW's",
                        Map.of("words", "a file, one entry a line", "language", "en", "keep-fraction", 0.0),
                        DatatroveRules::badWords),
                Entry.of(
                        new DatatroveFineWebQuality(0.12, 30, 0.67, 0.01, 0.3),
                        DATATROVE + "FineWebQualityFilter; FineWeb, arXiv 2406.17557",
                        "lines without end marks, short lines, repeated lines, many lines"),
                Entry.of(
                        new DatatrovePiiFormatter(),
                        DATATROVE + "PIIFormatter, begun anew in every document",
                        "replaces e-mail and public IPv4 addresses"),
                Entry.of(
                        new DatatroveSimplifyText(),
                        DATATROVE + "simplify_text; FineWeb's MinHash",
                        "makes the text by which MinHash compares: small letters, no punctuation, numbers to 0"),
                symbolLines(false, "SymbolLinesFormatter", "takes away lines of punctuation"),
                symbolLines(
                        true,
                        "SymbolLinesFormatter with replace_char=\"\\n\"",
                        "takes away lines of punctuation, leaves a newline for a run of them"));
    }

    private static Entry c4(boolean terminalPunctuation, String filter) {
        return new Entry(
                new DatatroveC4Quality(terminalPunctuation, 5, 3, 1000).name(),
                Kind.EDIT,
                DATATROVE + filter + "; C4, arXiv 1910.10683",
                "takes lines away; drops what has too few sentences left, lorem ipsum or a curly bracket",
                new TreeMap<>(Map.of("min-sentences", 5, "min-words-per-line", 3, "max-word-length", 1000)),
                settings -> new DatatroveC4Quality(
                        terminalPunctuation,
                        settings.count("min-sentences", 5),
                        settings.count("min-words-per-line", 3),
                        settings.count("max-word-length", 1000)));
    }

    private static DatatroveC4BadWords badWords(Settings settings) {
        return new DatatroveC4BadWords(
                new BadWords(WordList.required("words", settings)),
                settings.text("language", "en"),
                settings.fraction("keep-fraction", 0));
    }

    private static Entry symbolLines(boolean newline, String formatter, String summary) {
        DatatroveSymbolLines rule = new DatatroveSymbolLines(newline);
        return new Entry(rule.name(), Kind.EDIT, DATATROVE + formatter, summary, Map.of(), settings -> rule);
    }
}
