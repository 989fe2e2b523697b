package olmoe.filters.rule.dolma;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.WordTrie;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// dolma's taggers `c4_v1` and `c4_v2` (`taggers/c4.py`, allenai/dolma at 669f534), with the list of words given.
///
/// Lines stand between newlines, in lower case and stripped; their spans hold the newline. Marked are those that do
/// not end with `.`, `?`, `!` or `"`, and those of fewer than 3 words; of the document a listed word between white
/// space or a listed phrase anywhere, `javascript` (v1 as a word, v2 anywhere), `lorem ipsum`, `{`, and the number
/// of lines. v1 looks for phrases in one line and gives the marks of lines first; v2 counts offsets of lines in the
/// text in lower case.
///
/// In lower case there are as many lines, and each line is the same as if it were made small alone.
///
/// @param words the entries without a space
/// @param phrases the others
public record DolmaC4Tagger(String name, WordTrie words, WordTrie phrases, boolean second) implements Annotate {
    private static final int FEWEST_WORDS = 3;
    private static final String END_MARKS = ".?!\"";
    private static final CodePoints TABLE = CodePoints.unicode14();

    static DolmaC4Tagger of(String name, WordList list, boolean second) {
        return new DolmaC4Tagger(
                name,
                new WordTrie(list.words().stream()
                        .filter(word -> word.indexOf(' ') < 0)
                        .toList()),
                new WordTrie(list.words().stream()
                        .filter(word -> word.indexOf(' ') >= 0)
                        .toList()),
                second);
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(attribute(), Attribute.Type.TEXT));
    }

    private String attribute() {
        return name.substring(0, name.indexOf('/'));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return Map.of(attribute(), second ? second(text) : first(text));
    }

    private String first(TextView text) {
        DolmaSpans spans = new DolmaSpans();
        TextView lower = TextView.of(TABLE.lower(text.text()));
        Spans lines = text.betweenNewlines();
        LineMarks marks = LineMarks.of(lower);
        for (int i = 0; i < lines.size(); i++) {
            marks.addUnended(spans, lines, i);
        }
        for (int i = 0; i < lines.size(); i++) {
            marks.addShort(spans, lines, i);
        }
        mark(holdsListed(lower), spans, text, "has_naughty_word");
        mark(holdsWord(lower, "javascript"), spans, text, "has_javascript");
        mark(lower.text().contains("lorem ipsum"), spans, text, "has_lorem_ipsum");
        mark(lower.text().indexOf('{') >= 0, spans, text, "has_curly_brace");
        spans.add(0, text.length(), "line_count", lines.size());
        return spans.toString();
    }

    private String second(TextView text) {
        DolmaSpans spans = new DolmaSpans();
        TextView lower = TextView.of(TABLE.lower(text.text()));
        mark(lower.text().indexOf('{') >= 0, spans, text, "has_curly_brace");
        mark(lower.text().contains("lorem ipsum"), spans, text, "has_lorem_ipsum");
        mark(lower.text().contains("javascript"), spans, text, "has_javascript");
        mark(holdsListed(lower), spans, text, "has_naughty_word");
        Spans lines = lower.betweenNewlines();
        LineMarks marks = LineMarks.of(lower);
        for (int i = 0; i < lines.size(); i++) {
            marks.addUnended(spans, lines, i);
            marks.addShort(spans, lines, i);
        }
        spans.add(0, text.length(), "line_count", lines.size());
        return spans.toString();
    }

    private static void mark(boolean marked, DolmaSpans spans, TextView text, String flag) {
        if (marked) {
            spans.add(0, text.length(), flag, 1);
        }
    }

    private boolean holdsListed(TextView lower) {
        Spans pieces = lower.words();
        int[] points = lower.codePoints();
        for (int i = 0; i < pieces.size(); i++) {
            int end = pieces.end(i);
            if (words.longest(points, pieces.start(i), end, at -> at == end) == end) {
                return true;
            }
        }
        for (int at = 0; at < points.length; at++) {
            if (phrases.longest(points, at, points.length, end -> true) > at) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsWord(TextView lower, String word) {
        Spans words = lower.words();
        for (int i = 0; i < words.size(); i++) {
            if (words.length(i) == word.length() && words.startsWith(i, word)) {
                return true;
            }
        }
        return false;
    }

    /// Which lines do not end with an end mark before white space, and which have too few words.
    private record LineMarks(BitSet unended, BitSet few) {

        static LineMarks of(TextView lower) {
            LineMarks marks = new LineMarks(new BitSet(), new BitSet());
            Spans lines = lower.betweenNewlines();
            Spans words = lower.words();
            int word = 0;
            for (int i = 0; i < lines.size(); i++) {
                int first = word;
                while (word < words.size() && words.end(word) <= lines.end(i)) {
                    word++;
                }
                marks.few.set(i, word - first < FEWEST_WORDS);
                int last = word - 1;
                boolean ended = last >= first && END_MARKS.indexOf(words.codePoint(last, words.length(last) - 1)) >= 0;
                marks.unended.set(i, !ended);
            }
            return marks;
        }

        void addUnended(DolmaSpans spans, Spans lines, int line) {
            add(unended, spans, lines, line, "lines_with_no_ending_punctuation");
        }

        void addShort(DolmaSpans spans, Spans lines, int line) {
            add(few, spans, lines, line, "lines_with_too_few_words");
        }

        private static void add(BitSet marked, DolmaSpans spans, Spans lines, int line, String type) {
            if (marked.get(line)) {
                int newline = line < lines.size() - 1 ? 1 : 0;
                spans.add(lines.start(line), lines.end(line) + newline, type, 1);
            }
        }
    }
}
