package olmoe.filters.rule.datatrove;

import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;

/// One line as datatrove's C4 filter looks at it: stripped, its words counted, then without citation marks.
///
/// @param text holds the line between `from` and `to`
public record C4Line(int[] text, int from, int to, int words, int longestWord) {
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final int[] LOREM_IPSUM = codePoints("lorem ipsum");
    private static final int[] JAVASCRIPT = codePoints("javascript");
    private static final int[] TERMS = codePoints("terms of use");
    private static final int[] PRIVACY = codePoints("privacy policy");
    private static final int[] COOKIE_POLICY = codePoints("cookie policy");
    private static final int[] USES_COOKIES = codePoints("uses cookies");
    private static final int[] USE_OF_COOKIES = codePoints("use of cookies");
    private static final int[] USE_COOKIES = codePoints("use cookies");
    private static final int KELVIN = 0x212A; // K, the one character outside ASCII that is a letter of it in lower case
    private static final boolean[] RARE = new boolean[0x80];
    private static final int[] EDIT = codePoints("[edit]");
    private static final int[] CITATION_NEEDED = codePoints("[citation needed]");

    static {
        for (char c : "{jJkKmMvV".toCharArray()) {
            RARE[c] = true;
        }
    }

    /// What is said about a line in any case of letters.
    public record Phrases(boolean loremIpsum, boolean javascript, boolean curlyBracket, boolean policy) {}

    public static C4Line of(int[] text, int lineStart, int lineEnd) {
        int from = lineStart;
        int to = lineEnd;
        while (from < to && PYTHON.isSpace(text[from])) {
            from++;
        }
        while (from < to && PYTHON.isSpace(text[to - 1])) {
            to--;
        }
        int words = 0;
        int longest = 0;
        boolean bracket = false;
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || PYTHON.isSpace(text[at])) {
                words += at > start ? 1 : 0;
                longest = Math.max(longest, at - start);
                start = at + 1;
            } else {
                bracket |= text[at] == '[';
            }
        }
        if (!bracket) {
            return new C4Line(text, from, to, words, longest);
        }
        int[] rest = new int[to - from];
        int length = 0;
        for (int at = from; at < to; ) {
            int mark = text[at] == '[' ? citation(text, at, to) : 0;
            if (mark > 0) {
                at += mark;
            } else {
                rest[length++] = text[at++];
            }
        }
        return new C4Line(rest, 0, length, words, longest);
    }

    public boolean endsSentence() {
        if (from == to) {
            return false;
        }
        return switch (text[to - 1]) {
            case '?', '!', '"', '\'' -> true;
            case '.' -> to - from < 3 || text[to - 2] != '.' || text[to - 3] != '.';
            default -> false;
        };
    }

    /// Looks at letters that each phrase has and few words have, then for the phrase around them.
    public Phrases phrases() {
        boolean lorem = false;
        boolean javascript = false;
        boolean curly = false;
        boolean policy = false;
        for (int at = from; at < to; at++) {
            int c = text[at];
            if (c < 0x80 ? !RARE[c] : c != KELVIN) {
                continue;
            }
            switch (lower(c)) {
                case '{' -> curly = true;
                case 'm' -> {
                    lorem |= holds(at, 4, LOREM_IPSUM);
                    policy |= holds(at, 3, TERMS);
                }
                case 'j' -> javascript |= holds(at, 0, JAVASCRIPT);
                case 'v' -> policy |= holds(at, 3, PRIVACY);
                default ->
                    policy |= holds(at, 3, COOKIE_POLICY)
                            || holds(at, 8, USES_COOKIES)
                            || holds(at, 10, USE_OF_COOKIES)
                            || holds(at, 7, USE_COOKIES);
            }
        }
        return new Phrases(lorem, javascript, curly, policy);
    }

    /// Whether a phrase stands around `at`, so many characters of it before.
    private boolean holds(int at, int before, int[] phrase) {
        int start = at - before;
        return start >= from && holds(text, start, to, phrase);
    }

    /// In code points.
    public int length() {
        return to - from;
    }

    public void appendTo(StringBuilder out) {
        for (int at = from; at < to; at++) {
            out.appendCodePoint(text[at]);
        }
    }

    /// The length of `[`, any decimals, `]`, or of the two marks in words; 0 where none begins.
    private static int citation(int[] text, int at, int to) {
        int end = at + 1;
        while (end < to && PYTHON.category(text[end]) == Character.DECIMAL_DIGIT_NUMBER) {
            end++;
        }
        if (end < to && text[end] == ']') {
            return end + 1 - at;
        }
        if (begins(text, at, to, EDIT)) {
            return EDIT.length;
        }
        return begins(text, at, to, CITATION_NEEDED) ? CITATION_NEEDED.length : 0;
    }

    private static boolean begins(int[] text, int at, int to, int[] part) {
        return at + part.length <= to && Arrays.equals(text, at, at + part.length, part, 0, part.length);
    }

    private static boolean holds(int[] text, int at, int to, int[] phrase) {
        if (at + phrase.length > to) {
            return false;
        }
        for (int i = 0; i < phrase.length; i++) {
            if (lower(text[at + i]) != phrase[i]) {
                return false;
            }
        }
        return true;
    }

    /// U+0130 becomes two characters, which no phrase holds.
    private static int lower(int c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        }
        return c == 0x130 ? c : PYTHON.lower(c);
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }
}
