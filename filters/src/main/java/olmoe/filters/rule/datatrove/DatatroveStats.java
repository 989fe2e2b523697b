package olmoe.filters.rule.datatrove;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.rule.Copies;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;
import olmoe.tokenizer.text.spacy.SpacyEnglish;

/// One of datatrove's blocks of statistics, version 0.10.1, with its defaults and its names. Ratios and means are 0
/// where there is nothing to divide by.
public enum DatatroveStats {
    /// Of characters.
    DOC("length", DatatroveStats::characters),
    /// Lines stand between U+000A, empty ones too.
    LINE("n_lines", DatatroveStats::lines),
    /// Paragraphs stand between pairs of U+000A, those of white space only left out.
    PARAGRAPH("n_paragraphs", DatatroveStats::paragraphs),
    /// Words are spaCy's.
    WORD("n_words", DatatroveStats::words),
    /// Sentences are spaCy's.
    SENTENCE("n_sentences", DatatroveStats::sentences);

    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");

    private final String count;
    private final BiConsumer<TextView, Map<String, Object>> measure;
    private final Annotate step;

    DatatroveStats(String count, BiConsumer<TextView, Map<String, Object>> measure) {
        this.count = count;
        this.measure = measure;
        this.step = new Block(this);
    }

    /// The block as a step: its statistics are columns.
    public Annotate step() {
        return step;
    }

    /// Every statistic by datatrove's name; the count is a Long, all others are Doubles.
    public Map<String, Object> measure(TextView text) {
        Map<String, Object> values = new LinkedHashMap<>();
        measure.accept(text, values);
        return values;
    }

    private record Block(DatatroveStats stats) implements Annotate {
        @Override
        public String name() {
            return switch (stats) {
                case DOC -> "doc-stats/datatrove";
                case LINE -> "line-stats/datatrove";
                case PARAGRAPH -> "paragraph-stats/datatrove";
                case WORD -> "word-stats/datatrove";
                case SENTENCE -> "sentence-stats/datatrove";
            };
        }

        @Override
        public List<Attribute> provides() {
            return stats.measure(TextView.of("")).keySet().stream()
                    .map(name -> new Attribute(
                            name, name.equals(stats.count) ? Attribute.Type.COUNT : Attribute.Type.NUMBER))
                    .toList();
        }

        @Override
        public Map<String, Object> annotate(Document document, TextView text) {
            return stats.measure(text);
        }
    }

    private static void characters(TextView text, Map<String, Object> values) {
        values.put("length", (long) text.length());
        values.put("white_space_ratio", share(text, PYTHON::isSpace));
        values.put("non_alpha_digit_ratio", share(text, c -> !PYTHON.isLetter(c) && !PYTHON.isDigit(c)));
        values.put("digit_ratio", share(text, PYTHON::isDigit));
        values.put("uppercase_ratio", share(text, PYTHON::isUppercase));
        double ellipses = 3.0 * text.occurrences("...") + text.occurrences("…");
        values.put("elipsis_ratio", ratio(ellipses, text.length()));
        values.put("punctuation_ratio", share(text, DatatroveCharacters::isPunctuation));
    }

    private static void lines(TextView text, Map<String, Object> values) {
        Spans lines = text.betweenNewlines();
        Copies copies = new Copies(lines);
        values.put("n_lines", (long) lines.size());
        values.put("avg_line_length", meanLength(lines));
        values.put("short_line_ratio_chars_10", share(lines, i -> lines.length(i) <= 10));
        values.put("short_line_ratio_chars_30", share(lines, i -> lines.length(i) <= 30));
        values.put("long_line_ratio_chars_2000", share(lines, i -> lines.length(i) >= 2000));
        values.put("long_line_ratio_chars_10000", share(lines, i -> lines.length(i) >= 10_000));
        values.put(
                "lines_ending_with_terminal_mark_ratio",
                share(
                        lines,
                        i -> lines.length(i) > 0 && ".?!\"'".indexOf(lines.codePoint(i, lines.length(i) - 1)) >= 0));
        values.put("bullet_point_lines_ratio", share(lines, i -> isBullet(lines, i)));
        values.put("line_duplicates", ratio(copies.count(), lines.size()));
        values.put("line_char_duplicates", ratio(copies.characters(), lines.totalLength()));
    }

    private static boolean isBullet(Spans lines, int i) {
        int at = 0;
        while (at < lines.length(i) && PYTHON.isSpace(lines.codePoint(i, at))) {
            at++;
        }
        return at < lines.length(i) && "-*•".indexOf(lines.codePoint(i, at)) >= 0;
    }

    private static void paragraphs(TextView text, Map<String, Object> values) {
        Spans paragraphs = filledParagraphs(text.codePoints());
        Copies copies = new Copies(paragraphs);
        values.put("n_paragraphs", (long) paragraphs.size());
        values.put("avg_paragraph_length", meanLength(paragraphs));
        values.put("short_paragraph_ratio_100", share(paragraphs, i -> paragraphs.length(i) <= 100));
        values.put("long_paragraph_ratio_1000", share(paragraphs, i -> paragraphs.length(i) >= 1000));
        values.put("paragraph_duplicates", ratio(copies.count(), paragraphs.size()));
        values.put("paragraph_char_duplicates", ratio(copies.characters(), paragraphs.totalLength()));
    }

    private static Spans filledParagraphs(int[] points) {
        Spans.Collector paragraphs = new Spans.Collector(points);
        int start = 0;
        boolean filled = false;
        for (int at = 0; at <= points.length; at++) {
            boolean pair = at + 1 < points.length && points[at] == '\n' && points[at + 1] == '\n';
            if (pair || at == points.length) {
                if (filled) {
                    paragraphs.add(start, at);
                }
                filled = false;
                at += pair ? 1 : 0;
                start = at + 1;
            } else {
                filled |= !PYTHON.isSpace(points[at]);
            }
        }
        return paragraphs.spans();
    }

    private static void words(TextView text, Map<String, Object> values) {
        Spans words = text.spacyWords();
        values.put("n_words", (long) words.size());
        values.put("avg_word_length", meanLength(words));
        values.put("avg_words_per_line", ratio(words.size(), text.splitLines().size()));
        values.put("short_word_ratio_3", share(words, i -> words.length(i) <= 3));
        values.put("long_word_ratio_7", share(words, i -> words.length(i) >= 7));
        values.put("type_token_ratio", ratio(words.distinct(), words.size()));
        values.put("uppercase_word_ratio", share(words, i -> isUpper(words, i)));
        values.put("capitalized_word_ratio", share(words, i -> isTitle(words, i)));
        values.put("stop_word_ratio", share(words, i -> words.length(i) <= 4 && STOP_WORDS.contains(words.text(i))));
    }

    /// Python's str.isupper.
    private static boolean isUpper(Spans words, int i) {
        boolean cased = false;
        for (int k = 0; k < words.length(i); k++) {
            int c = words.codePoint(i, k);
            if (PYTHON.isCased(c)) {
                if (!PYTHON.isUppercase(c)) {
                    return false;
                }
                cased = true;
            }
        }
        return cased;
    }

    /// Python's str.istitle.
    private static boolean isTitle(Spans words, int i) {
        boolean cased = false;
        boolean afterCased = false;
        for (int k = 0; k < words.length(i); k++) {
            int c = words.codePoint(i, k);
            boolean isCased = PYTHON.isCased(c);
            boolean begins = PYTHON.isUppercase(c) || PYTHON.category(c) == Character.TITLECASE_LETTER;
            if (isCased && begins == afterCased) {
                return false;
            }
            cased |= isCased;
            afterCased = isCased;
        }
        return cased;
    }

    private static void sentences(TextView text, Map<String, Object> values) {
        Spans sentences = SpacyEnglish.sentences(text.codePoints());
        values.put("n_sentences", (long) sentences.size());
        values.put("avg_sentence_length", meanLength(sentences));
        values.put("short_sentence_ratio_20", share(sentences, i -> sentences.length(i) <= 20));
        values.put("long_sentence_ratio_75", share(sentences, i -> sentences.length(i) >= 75));
    }

    private static double meanLength(Spans pieces) {
        return ratio(pieces.totalLength(), pieces.size());
    }

    private static double share(TextView text, IntPredicate counts) {
        long count = 0;
        for (int c : text.codePoints()) {
            count += counts.test(c) ? 1 : 0;
        }
        return ratio(count, text.length());
    }

    private static double share(Spans pieces, IntPredicate counts) {
        long count = 0;
        for (int i = 0; i < pieces.size(); i++) {
            count += counts.test(i) ? 1 : 0;
        }
        return ratio(count, pieces.size());
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
