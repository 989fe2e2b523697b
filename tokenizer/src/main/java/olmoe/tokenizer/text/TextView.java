package olmoe.tokenizer.text;

import java.util.Arrays;
import olmoe.tokenizer.text.spacy.SpacyEnglish;

/// What rules look at in one text, each made once on demand and shared by all rules of that text.
///
/// Offsets and lengths count code points; a lone surrogate is one. Words and lines are Python's
/// (Unicode 14), segments those of UAX #29 (Unicode 16), whatever the JDK knows. A view is made for
/// one thread.
public final class TextView {
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final int WORD = 5; // characters, the space after it too, where there are many: a guess

    private final String text;
    private int[] codePoints;
    private Spans words;
    private Spans rustWords;
    private long fastTextWords = -1;
    private Spans lines;
    private Spans paragraphs;
    private Spans segments;
    private Spans wordSegments;
    private Spans unicodeWords;
    private Spans spacyWords;
    private Spans betweenNewlines;
    private Spans splitLines;

    private TextView(String text) {
        this.text = text;
    }

    public static TextView of(String text) {
        return new TextView(text);
    }

    /// The view of a text that may be another one: this view where it is the same.
    public TextView after(String edited) {
        return edited.equals(text) ? this : of(edited);
    }

    public String text() {
        return text;
    }

    /// The text itself, not a copy: callers must not write to it.
    public int[] codePoints() {
        if (codePoints == null) {
            codePoints = decode(text);
        }
        return codePoints;
    }

    /// In code points.
    public int length() {
        return codePoints().length;
    }

    /// Runs of what is not white space: Python's str.split().
    public Spans words() {
        if (words == null) {
            int[] points = codePoints();
            Spans.Collector pieces = new Spans.Collector(points, points.length / WORD);
            int at = 0;
            while (at < points.length) {
                while (at < points.length && PYTHON.isSpace(points[at])) {
                    at++;
                }
                int start = at;
                while (at < points.length && !PYTHON.isSpace(points[at])) {
                    at++;
                }
                if (at > start) {
                    pieces.add(start, at);
                }
            }
            words = pieces.spans();
        }
        return words;
    }

    /// Runs of what is not White_Space: Rust's str::split_whitespace.
    public Spans rustWords() {
        if (rustWords == null) {
            int[] points = codePoints();
            CodePoints rust = CodePoints.unicode17();
            Spans.Collector pieces = new Spans.Collector(points, points.length / WORD);
            int at = 0;
            while (at < points.length) {
                while (at < points.length && rust.isWhiteSpace(points[at])) {
                    at++;
                }
                int start = at;
                while (at < points.length && !rust.isWhiteSpace(points[at])) {
                    at++;
                }
                if (at > start) {
                    pieces.add(start, at);
                }
            }
            rustWords = pieces.spans();
        }
        return rustWords;
    }

    /// How many runs without ASCII space and NUL, as fastText's tokenizer cuts them, begin with what Python 3.11 calls
    /// alphanumeric.
    public long fastTextWords() {
        if (fastTextWords < 0) {
            long found = 0;
            boolean inside = false;
            for (int c : codePoints()) {
                boolean space = c <= ' ' && (c == ' ' || c == 0 || c >= '\t' && c <= '\r');
                if (!space && !inside && PYTHON.isAlphanumeric(c)) {
                    found++;
                }
                inside = !space;
            }
            fastTextWords = found;
        }
        return fastTextWords;
    }

    /// What stands between U+000A, stripped as Python's str.strip() does, empty pieces left out.
    public Spans lines() {
        if (lines == null) {
            lines = strippedLines();
        }
        return lines;
    }

    /// What stands between pairs of U+000A, stripped, empty pieces left out.
    public Spans paragraphs() {
        if (paragraphs == null) {
            paragraphs = strippedParagraphs();
        }
        return paragraphs;
    }

    /// What stands between single U+000A as it is, empty pieces too: one piece more than there are U+000A.
    public Spans betweenNewlines() {
        if (betweenNewlines == null) {
            int[] points = codePoints();
            Spans.Collector pieces = new Spans.Collector(points);
            int start = 0;
            for (int at = 0; at < points.length; at++) {
                if (points[at] == '\n') {
                    pieces.add(start, at);
                    start = at + 1;
                }
            }
            pieces.add(start, points.length);
            betweenNewlines = pieces.spans();
        }
        return betweenNewlines;
    }

    /// What stands between runs of U+000A as it is: only the first and the last piece can be empty.
    public Spans betweenNewlineRuns() {
        int[] points = codePoints();
        return betweenRuns(points, 0, points.length, 1);
    }

    /// What stands between runs of at least two U+000A in the text without white space around it.
    public Spans betweenBlankLines() {
        int[] points = codePoints();
        int from = 0;
        int to = points.length;
        while (from < to && PYTHON.isSpace(points[from])) {
            from++;
        }
        while (from < to && PYTHON.isSpace(points[to - 1])) {
            to--;
        }
        return betweenRuns(points, from, to, 2);
    }

    private static Spans betweenRuns(int[] points, int from, int to, int least) {
        Spans.Collector pieces = new Spans.Collector(points);
        int start = from;
        int at = from;
        while (at < to) {
            int end = at;
            while (at < to && points[at] == '\n') {
                at++;
            }
            if (at - end >= least) {
                pieces.add(start, end);
                start = at;
            }
            at += at == end ? 1 : 0;
        }
        pieces.add(start, to);
        return pieces.spans();
    }

    /// Python's str.strip().
    public String stripped() {
        int[] points = codePoints();
        int from = 0;
        int to = points.length;
        while (from < to && PYTHON.isSpace(points[from])) {
            from++;
        }
        while (from < to && PYTHON.isSpace(points[to - 1])) {
            to--;
        }
        return to - from == points.length ? text : new String(points, from, to - from);
    }

    /// How often a text stands in this one, counted from the left without overlaps.
    public int occurrences(String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /// Python's str.splitlines(): ten separators and CRLF, none of them in a piece.
    public Spans splitLines() {
        if (splitLines == null) {
            splitLines = splitLines(codePoints());
        }
        return splitLines;
    }

    private static Spans splitLines(int[] points) {
        Spans.Collector pieces = new Spans.Collector(points);
        int start = 0;
        for (int at = 0; at < points.length; at++) {
            if (isLineSeparator(points[at])) {
                pieces.add(start, at);
                if (points[at] == '\r' && at + 1 < points.length && points[at + 1] == '\n') {
                    at++;
                }
                start = at + 1;
            }
        }
        if (start < points.length) {
            pieces.add(start, points.length);
        }
        return pieces.spans();
    }

    /// Everything between two word boundaries of UAX #29: words, marks, spaces.
    public Spans segments() {
        if (segments == null) {
            segments = Segmenter.segments(codePoints(), CodePoints.unicode16());
        }
        return segments;
    }

    /// spaCy's tokens that are no white space, as datatrove's split_into_words has them for English.
    public Spans spacyWords() {
        if (spacyWords == null) {
            spacyWords = SpacyEnglish.words(codePoints());
        }
        return spacyWords;
    }

    /// The words of Rust's unicode-segmentation 1.13: segments over Unicode 17 that hold an alphanumeric character.
    public Spans unicodeWords() {
        if (unicodeWords == null) {
            CodePoints rust = CodePoints.unicode17();
            Spans all = Segmenter.segments(codePoints(), rust);
            Spans.Collector pieces = new Spans.Collector(codePoints(), all.size() / 2);
            for (int i = 0; i < all.size(); i++) {
                if (holdsAlphanumeric(all, i, rust)) {
                    pieces.add(all.start(i), all.end(i));
                }
            }
            unicodeWords = pieces.spans();
        }
        return unicodeWords;
    }

    private static boolean holdsAlphanumeric(Spans pieces, int i, CodePoints table) {
        for (int k = 0; k < pieces.length(i); k++) {
            int c = pieces.codePoint(i, k);
            if (table.isAlphabetic(c) || table.isNumber(c)) {
                return true;
            }
        }
        return false;
    }

    /// The segments that begin with what Python 3.11 calls alphanumeric.
    public Spans wordSegments() {
        if (wordSegments == null) {
            Spans all = segments();
            Spans.Collector pieces = new Spans.Collector(codePoints(), all.size() / 2);
            for (int i = 0; i < all.size(); i++) {
                if (PYTHON.isAlphanumeric(all.codePoint(i, 0))) {
                    pieces.add(all.start(i), all.end(i));
                }
            }
            wordSegments = pieces.spans();
        }
        return wordSegments;
    }

    private Spans strippedLines() {
        Spans pieces = betweenNewlines();
        Spans.Collector stripped = new Spans.Collector(codePoints, pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            addStripped(stripped, pieces.start(i), pieces.end(i));
        }
        return stripped.spans();
    }

    private Spans strippedParagraphs() {
        Spans pieces = betweenNewlines();
        Spans.Collector stripped = new Spans.Collector(codePoints, pieces.size());
        int start = 0;
        for (int i = 0; i + 2 < pieces.size(); i++) {
            if (pieces.length(i + 1) == 0) { // two newlines stand behind piece i
                addStripped(stripped, start, pieces.end(i));
                i++;
                start = pieces.start(i + 1);
            }
        }
        addStripped(stripped, start, codePoints.length);
        return stripped.spans();
    }

    private void addStripped(Spans.Collector pieces, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && PYTHON.isSpace(codePoints[start])) {
            start++;
        }
        while (start < end && PYTHON.isSpace(codePoints[end - 1])) {
            end--;
        }
        if (start < end) {
            pieces.add(start, end);
        }
    }

    private static boolean isLineSeparator(int c) {
        if (c >= ' ' && c < 0x85) {
            return false;
        }
        return switch (c) {
            case '\n', '\r', 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029 -> true;
            default -> false;
        };
    }

    private static int[] decode(String text) {
        char[] units = text.toCharArray();
        int[] points = new int[units.length];
        int length = 0;
        while (length < units.length && !Character.isSurrogate(units[length])) {
            points[length] = units[length];
            length++;
        }
        for (int i = length; i < units.length; i++) {
            char c = units[i];
            points[length++] =
                    Character.isHighSurrogate(c) && i + 1 < units.length && Character.isLowSurrogate(units[i + 1])
                            ? Character.toCodePoint(c, units[++i])
                            : c;
        }
        return length == points.length ? points : Arrays.copyOf(points, length);
    }
}
