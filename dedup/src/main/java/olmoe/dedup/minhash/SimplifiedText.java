package olmoe.dedup.minhash;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Nfc;

/// datatrove's simplify_text (datatrove 0.10, utils/text.py): lower case, each number 0, listed
/// punctuation and controls to spaces, white space to one space, NFD without non-spacing marks; in this
/// order. Python 3.11's Unicode 14.
final class SimplifiedText {
    private static final CodePoints TABLES = CodePoints.unicode14();
    private static final String PUNCTUATION =
            "!/\u2014\u201d:\uff05\uff11\u3008&(\u3001\u2501\\\u3010#%\u300c\u300d\uff0c\u3011\uff1b+^]~\u201c\u300a\u201e';"
                    + "\u2019{|\u2236\u00b4[=-`*\uff0e\uff08\u2013\uff1f\uff01\uff1a$\uff5e\u00ab\u3009,><\u300b)?\uff09\u3002"
                    + "\u2026@_.\"}\u25ba\u00bb";
    private static final String DECIMAL_MARKS = ".,\u060c\u066b\u2396\u2397\u2398";

    private SimplifiedText() {}

    static String of(String text) {
        StringBuilder simple = new StringBuilder(text.length());
        int[] points = TABLES.lower(text).codePoints().toArray();
        boolean space = false;
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            if (isDecimal(c)) {
                i = endOfNumber(points, i) - 1;
                c = '0';
            }
            if (TABLES.isSpace(c) || isControl(c) || PUNCTUATION.indexOf(c) >= 0) {
                space = true;
            } else {
                if (space && simple.length() > 0) {
                    simple.append(' ');
                }
                space = false;
                simple.appendCodePoint(c);
            }
        }
        StringBuilder unmarked = new StringBuilder(simple.length());
        for (int c : Nfc.unicode9().decompose(simple.toString())) {
            if (TABLES.category(c) != Character.NON_SPACING_MARK) {
                unmarked.appendCodePoint(c);
            }
        }
        return unmarked.toString();
    }

    /// Digits, with one decimal mark between if digits follow.
    private static int endOfNumber(int[] points, int from) {
        int end = from;
        while (end < points.length && isDecimal(points[end])) {
            end++;
        }
        if (end + 1 < points.length && DECIMAL_MARKS.indexOf(points[end]) >= 0 && isDecimal(points[end + 1])) {
            end++;
            while (end < points.length && isDecimal(points[end])) {
                end++;
            }
        }
        return end;
    }

    private static boolean isDecimal(int c) {
        return TABLES.category(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /// As datatrove lists them: U+000A, U+000D and U+0020 are left to the white space.
    private static boolean isControl(int c) {
        return c < 0x20 || c >= 0x7F && c < 0xA0;
    }
}
