package olmoe.filters.rule.datatrove;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Nfc;
import olmoe.tokenizer.text.TextView;

/// The text by which datatrove's MinHash compares, its simplify_text (datatrove 0.10.1, utils/text.py): lower case,
/// each number 0, listed punctuation and controls to spaces, white space to one space, NFD without non-spacing
/// marks, stripped; in this order. Python 3.11's Unicode 14, but for digits, which are the module regex's of Unicode
/// 17.
public record DatatroveSimplifyText() implements Edit {
    private static final CodePoints TABLES = CodePoints.unicode14();
    private static final CodePoints REGEX = CodePoints.unicode17();
    private static final String PUNCTUATION =
            "!/\u2014\u201d:\uff05\uff11\u3008&(\u3001\u2501\\\u3010#%\u300c\u300d\uff0c\u3011\uff1b+^]~\u201c\u300a\u201e';"
                    + "\u2019{|\u2236\u00b4[=-`*\uff0e\uff08\u2013\uff1f\uff01\uff1a$\uff5e\u00ab\u3009,><\u300b)?\uff09\u3002"
                    + "\u2026@_.\"}\u25ba\u00bb";
    private static final String DECIMAL_MARKS = ".,\u060c\u066b\u2396\u2397\u2398";

    @Override
    public String name() {
        return "simplify-text/datatrove";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return Edited.kept(simplified(text.text()), Map.of());
    }

    public static String simplified(String text) {
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
        return withoutSpacesAtTheEnds(unmarked);
    }

    /// Those between which nothing but marks stood.
    private static String withoutSpacesAtTheEnds(StringBuilder text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(start, end);
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
        return REGEX.category(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /// As datatrove lists them: U+000A, U+000D and U+0020 are left to the white space.
    private static boolean isControl(int c) {
        return c < 0x20 || c >= 0x7F && c < 0xA0;
    }
}
