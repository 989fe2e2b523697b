package olmoe.filters.rule.code;

/// Where numbers end by the patterns of Python 3.11's module tokenize.
final class PythonNumbers {
    private PythonNumbers() {}

    /// @param start of a digit, or of a point before one
    static int end(int[] text, int start, int to) {
        int digits = digits(text, start, to, 10);
        if (text[start] != '.' && is(text, digits, to, 'j')) {
            return digits + 1;
        }
        int real = real(text, start, digits, to);
        if (real > 0) {
            return is(text, real, to, 'j') ? real + 1 : real;
        }
        int base = is(text, start + 1, to, 'x')
                ? 16
                : is(text, start + 1, to, 'o') ? 8 : is(text, start + 1, to, 'b') ? 2 : 0;
        if (text[start] == '0' && base > 0) {
            int from = start + 2 < to && text[start + 2] == '_' ? start + 3 : start + 2;
            int end = digits(text, from, to, base);
            if (end > from) {
                return end;
            }
        }
        if (text[start] != '0') {
            return digits;
        }
        int end = start + 1;
        while (end < to && (text[end] == '0' || text[end] == '_' && end + 1 < to && text[end + 1] == '0')) {
            end += text[end] == '_' ? 2 : 1;
        }
        return end;
    }

    /// The end of a number with a point or an exponent, or -1.
    private static int real(int[] text, int start, int digits, int to) {
        if (digits < to && text[digits] == '.') {
            int fraction = digits(text, digits + 1, to, 10);
            return Math.max(fraction, exponent(text, fraction, to));
        }
        return exponent(text, digits, to);
    }

    private static int exponent(int[] text, int at, int to) {
        if (!is(text, at, to, 'e')) {
            return -1;
        }
        int from = at + 1 < to && (text[at + 1] == '+' || text[at + 1] == '-') ? at + 2 : at + 1;
        int end = digits(text, from, to, 10);
        return end > from ? end : -1;
    }

    /// Digits with single underscores between.
    private static int digits(int[] text, int from, int to, int base) {
        int at = from;
        while (at < to && isDigit(text[at], base)) {
            at++;
            if (at + 1 < to && text[at] == '_' && isDigit(text[at + 1], base)) {
                at++;
            }
        }
        return at;
    }

    private static boolean isDigit(int c, int base) {
        return c < 0x80 && Character.digit(c, base) >= 0;
    }

    private static boolean is(int[] text, int at, int to, char lower) {
        return at < to && (text[at] | 0x20) == lower;
    }
}
