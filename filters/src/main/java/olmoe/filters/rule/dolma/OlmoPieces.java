package olmoe.filters.rule.dolma;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// What a text is cut into before OLMo's first tokenizer merges: punctuation, symbols (which Oniguruma counts as
/// such) and digits each alone with a space before them, the rest between as GPT-2 cuts it.
final class OlmoPieces {
    private static final CodePoints UNICODE = CodePoints.unicode16();

    private OlmoPieces() {}

    static long count(TextView text) {
        int[] points = text.codePoints();
        long count = 0;
        int start = 0;
        for (int at = 0; at < points.length; at++) {
            if (isAlone(points[at])) {
                int from = at > start && points[at - 1] == ' ' ? at - 1 : at;
                count += between(points, start, from) + 1;
                start = at + 1;
            }
        }
        return count + between(points, start, points.length);
    }

    private static boolean isAlone(int c) {
        int category = UNICODE.category(c);
        return category == Character.DECIMAL_DIGIT_NUMBER || isPunctuation(category) || isSymbol(category);
    }

    static boolean isSymbol(int category) {
        return category == Character.MATH_SYMBOL
                || category == Character.CURRENCY_SYMBOL
                || category == Character.MODIFIER_SYMBOL
                || category == Character.OTHER_SYMBOL;
    }

    static boolean isPunctuation(int category) {
        return category == Character.CONNECTOR_PUNCTUATION
                || category == Character.DASH_PUNCTUATION
                || category == Character.START_PUNCTUATION
                || category == Character.END_PUNCTUATION
                || category == Character.INITIAL_QUOTE_PUNCTUATION
                || category == Character.FINAL_QUOTE_PUNCTUATION
                || category == Character.OTHER_PUNCTUATION;
    }

    /// ` ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+` where no apostrophe is left.
    private static long between(int[] text, int from, int to) {
        long count = 0;
        int at = from;
        while (at < to) {
            boolean led = text[at] == ' ' && at + 1 < to && !UNICODE.isWhiteSpace(text[at + 1]);
            int first = led ? at + 1 : at;
            int end = first;
            if (UNICODE.isWhiteSpace(text[first])) {
                while (end < to && UNICODE.isWhiteSpace(text[end])) {
                    end++;
                }
                end -= end < to && end - first > 1 ? 1 : 0; // the last one leads what follows
            } else {
                int kind = kind(text[first]);
                while (end < to && kind(text[end]) == kind) {
                    end++;
                }
            }
            at = end;
            count++;
        }
        return count;
    }

    private static int kind(int c) {
        return UNICODE.isWhiteSpace(c) ? 0 : UNICODE.isLetter(c) ? 1 : UNICODE.isNumber(c) ? 2 : 3;
    }
}
