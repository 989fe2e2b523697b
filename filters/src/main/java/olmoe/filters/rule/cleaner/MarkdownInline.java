package olmoe.filters.rule.cleaner;

import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;

/// Links, images, code and emphasis of Markdown, in one pass.
final class MarkdownInline {
    private static final CodePoints TABLE = CodePoints.unicode16();
    private static final String ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final int LONGEST_ADDRESS = 2048;

    private final String text;
    private final Pairs pairs;
    private final StringBuilder out;
    private final boolean[] ends; // brackets that close a link
    private final boolean[] paired; // where a run of emphasis signs begins

    MarkdownInline(String text) {
        this.text = text;
        this.pairs = Pairs.of(text, "[", "]");
        this.out = new StringBuilder(text.length());
        this.ends = new boolean[text.length() + 1];
        this.paired = pairs(text);
    }

    String text() {
        int[] ticks = lastTicks();
        int at = 0;
        while (at < text.length()) {
            at = next(at, ticks);
        }
        return out.toString();
    }

    private int next(int at, int[] ticks) {
        char c = text.charAt(at);
        if (c == '\\' && at + 1 < text.length() && ESCAPABLE.indexOf(text.charAt(at + 1)) >= 0) {
            out.append(text.charAt(at + 1));
            return at + 2;
        }
        if (c == '`') {
            return code(at, ticks);
        }
        if (c == '!' && at + 1 < text.length() && text.charAt(at + 1) == '[' && addressEnd(at + 1) >= 0) {
            return at + 1;
        }
        if (c == '[' && addressEnd(at) >= 0) {
            ends[pairs.close(at)] = true;
            return at + 1;
        }
        if (c == ']' && ends[at]) {
            return addressEndAfter(at);
        }
        if (c == '*' || c == '_' || c == '~') {
            return emphasis(at, c);
        }
        if (c == '<' && text.startsWith("http", at + 1)) {
            return autolink(at);
        }
        out.append(c);
        return at + 1;
    }

    /// The end of a link whose words begin here, or -1.
    private int addressEnd(int open) {
        int close = pairs.close(open);
        return close < 0 ? -1 : addressEndAfter(close);
    }

    private int addressEndAfter(int close) {
        int next = close + 1;
        if (next >= text.length()) {
            return -1;
        }
        if (text.charAt(next) == '[') {
            int end = pairs.close(next);
            return end < 0 ? -1 : end + 1;
        }
        if (text.charAt(next) != '(') {
            return -1;
        }
        int depth = 0;
        int limit = Math.min(text.length(), next + LONGEST_ADDRESS);
        for (int i = next; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /// Where runs of backquotes of each length stand last.
    private int[] lastTicks() {
        int[] last = new int[64];
        Arrays.fill(last, -1);
        for (int at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
            int length = run(at, '`');
            last[Math.min(length, 63)] = at;
            at += length;
        }
        return last;
    }

    private int code(int at, int[] ticks) {
        int length = run(at, '`');
        int end = at + length;
        if (length < 63 && ticks[length] >= end) {
            int close = text.indexOf('`', end);
            while (run(close, '`') != length) {
                close = text.indexOf('`', close + run(close, '`'));
            }
            out.append(text, end, close);
            return close + length;
        }
        out.append(text, at, end);
        return end;
    }

    private int autolink(int at) {
        int end = at + 1;
        int limit = Math.min(text.length(), at + LONGEST_ADDRESS);
        while (end < limit && text.charAt(end) > ' ' && text.charAt(end) != '>') {
            end++;
        }
        boolean closed = end < limit && text.charAt(end) == '>';
        out.append(text, closed ? at + 1 : at, end);
        return closed ? end + 1 : end;
    }

    private int emphasis(int at, char sign) {
        int end = at + run(at, sign);
        if (!paired[at]) {
            out.append(text, at, end);
        }
        return end;
    }

    /// Runs of one to three equal signs that open before a word and close after one in the same paragraph.
    private static boolean[] pairs(String text) {
        boolean[] paired = new boolean[text.length()];
        int[][] open = new int[3][4]; // by sign and length, the place plus one
        for (int at = 0; at < text.length(); ) {
            int sign = "*_~".indexOf(text.charAt(at));
            if (sign < 0) {
                if (text.startsWith("\n\n", at)) {
                    open = new int[3][4];
                }
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && text.charAt(end) == text.charAt(at)) {
                end++;
            }
            int length = end - at;
            if (length <= 3 && (sign < 2 || length == 2)) {
                boolean opens = isText(text, end) && !isAlphanumeric(text, at - 1);
                boolean closes = isText(text, at - 1) && !isAlphanumeric(text, end);
                if (closes && open[sign][length] > 0) {
                    paired[at] = true;
                    paired[open[sign][length] - 1] = true;
                    open[sign][length] = 0;
                } else if (opens) {
                    open[sign][length] = at + 1;
                }
            }
            at = end;
        }
        return paired;
    }

    private static boolean isText(String text, int at) {
        return at >= 0 && at < text.length() && !TABLE.isSpace(text.charAt(at));
    }

    private static boolean isAlphanumeric(String text, int at) {
        return at >= 0 && at < text.length() && TABLE.isAlphanumeric(text.charAt(at));
    }

    private int run(int at, char c) {
        int end = at;
        while (end < text.length() && text.charAt(end) == c) {
            end++;
        }
        return end - at;
    }
}
