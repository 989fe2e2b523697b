package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// What NeMo Curator's heuristic filters look at in a text: lines that it calls sentences, shares of all characters.
final class NemoText {
    private static final CodePoints PYTHON = CodePoints.unicode14();

    private NemoText() {}

    /// Tells whether some character is no white space; otherwise drops, where the program divides by zero.
    static boolean isWritten(TextView text, Measurements measurements) {
        int words = text.words().size();
        measurements.dropBelow("empty", words, 1);
        return words > 0;
    }

    /// What stands between U+000A and is not blank, with the white space around it.
    static Spans sentences(TextView text) {
        Spans all = text.betweenNewlines();
        Spans.Collector sentences = new Spans.Collector(text.codePoints(), all.size());
        for (int i = 0; i < all.size(); i++) {
            if (first(all, i) < all.length(i)) {
                sentences.add(all.start(i), all.end(i));
            }
        }
        return sentences.spans();
    }

    /// What stands between pairs of U+000A, cut from the left, blank or not.
    static Spans paragraphs(int[] points) {
        Spans.Collector paragraphs = new Spans.Collector(points);
        int start = 0;
        for (int at = 0; at + 1 < points.length; at++) {
            if (points[at] == '\n' && points[at + 1] == '\n') {
                paragraphs.add(start, at);
                start = at + 2;
                at++;
            }
        }
        paragraphs.add(start, points.length);
        return paragraphs.spans();
    }

    /// The offset of the first character that is no white space, or the piece's length.
    static int first(Spans pieces, int i) {
        int offset = 0;
        while (offset < pieces.length(i) && PYTHON.isSpace(pieces.codePoint(i, offset))) {
            offset++;
        }
        return offset;
    }

    /// The offset after the last character that is no white space, or 0.
    static int last(Spans pieces, int i) {
        int offset = pieces.length(i);
        while (offset > 0 && PYTHON.isSpace(pieces.codePoint(i, offset - 1))) {
            offset--;
        }
        return offset;
    }

    /// 1 for a text without characters.
    static double share(long characters, TextView text) {
        return text.length() == 0 ? 1 : (double) characters / text.length();
    }

    static void most(String name, double value, double limit, Measurements measurements) {
        measurements.number(name, value);
        measurements.dropAbove(name, value, limit);
    }

    static void least(String name, double value, double limit, Measurements measurements) {
        measurements.number(name, value);
        measurements.dropBelow(name, value, limit);
    }
}
