package olmoe.filters.rule.dolma;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
/// @param phrases the entries with a space
public record DolmaC4Tagger(String name, Set<String> words, WordTrie phrases, boolean second) implements Annotate {
    private static final int FEWEST_WORDS = 3;
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final String[] FLAGS = {"has_naughty_word", "has_javascript", "has_lorem_ipsum", "has_curly_brace"};
    private static final int[] FLAGS_OF_SECOND = {3, 2, 1, 0};

    static DolmaC4Tagger of(String name, WordList list, boolean second) {
        return new DolmaC4Tagger(
                name,
                new HashSet<>(list.words().stream()
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
        int[] points = text.codePoints();
        boolean[] flags = new boolean[FLAGS.length];
        Lines lines = Lines.of(points);
        boolean[] few = new boolean[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            Line line = Line.of(TABLE.lower(new String(points, lines.start(i), lines.contentEnd(i) - lines.start(i))));
            if (!line.isEnded()) {
                spans.add(lines.start(i), lines.end(i), "lines_with_no_ending_punctuation", 1);
            }
            few[i] = line.words().size() < FEWEST_WORDS;
            flags[0] |= holdsListed(line);
            flags[1] |= line.holdsWord("javascript");
            flags[2] |= line.text().contains("lorem ipsum");
            flags[3] |= line.text().indexOf('{') >= 0;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (few[i]) {
                spans.add(lines.start(i), lines.end(i), "lines_with_too_few_words", 1);
            }
        }
        for (int flag = 0; flag < FLAGS.length; flag++) {
            if (flags[flag]) {
                spans.add(0, points.length, FLAGS[flag], 1);
            }
        }
        spans.add(0, points.length, "line_count", lines.size());
        return spans.toString();
    }

    private String second(TextView text) {
        DolmaSpans spans = new DolmaSpans();
        Line whole = Line.of(TABLE.lower(text.text()));
        boolean[] flags = {
            holdsListed(whole),
            whole.text().contains("javascript"),
            whole.text().contains("lorem ipsum"),
            whole.text().indexOf('{') >= 0
        };
        for (int flag : FLAGS_OF_SECOND) {
            if (flags[flag]) {
                spans.add(0, text.length(), FLAGS[flag], 1);
            }
        }
        int[] points = whole.view().codePoints();
        Lines lines = Lines.of(points);
        for (int i = 0; i < lines.size(); i++) {
            Line line = Line.of(new String(points, lines.start(i), lines.contentEnd(i) - lines.start(i)));
            if (!line.isEnded()) {
                spans.add(lines.start(i), lines.end(i), "lines_with_no_ending_punctuation", 1);
            }
            if (line.words().size() < FEWEST_WORDS) {
                spans.add(lines.start(i), lines.end(i), "lines_with_too_few_words", 1);
            }
        }
        spans.add(0, text.length(), "line_count", lines.size());
        return spans.toString();
    }

    private boolean holdsListed(Line line) {
        Spans pieces = line.words();
        for (int i = 0; i < pieces.size(); i++) {
            if (words.contains(pieces.text(i))) {
                return true;
            }
        }
        int[] points = line.view().codePoints();
        for (int at = 0; at < points.length; at++) {
            if (phrases.longest(points, at, points.length, end -> true) > at) {
                return true;
            }
        }
        return false;
    }

    /// A text in lower case.
    private record Line(TextView view) {

        static Line of(String lower) {
            return new Line(TextView.of(lower));
        }

        String text() {
            return view.text();
        }

        Spans words() {
            return view.words();
        }

        /// Whether the last character that is not white space is an end mark.
        boolean isEnded() {
            Spans words = words();
            int last = words.size() - 1;
            return last >= 0 && ".?!\"".indexOf(words.codePoint(last, words.length(last) - 1)) >= 0;
        }

        boolean holdsWord(String word) {
            Spans words = words();
            for (int i = 0; i < words.size(); i++) {
                if (words.length(i) == word.length() && words.startsWith(i, word)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Lines with their newlines.
    private record Lines(Spans spans) {

        static Lines of(int[] text) {
            Spans.Collector lines = new Spans.Collector(text);
            int start = 0;
            for (int at = 0; at <= text.length; at++) {
                if (at == text.length || text[at] == '\n') {
                    lines.add(start, at);
                    start = at + 1;
                }
            }
            return new Lines(lines.spans());
        }

        int size() {
            return spans.size();
        }

        int start(int i) {
            return spans.start(i);
        }

        int contentEnd(int i) {
            return spans.end(i);
        }

        int end(int i) {
            return i < size() - 1 ? spans.end(i) + 1 : spans.end(i);
        }
    }
}
