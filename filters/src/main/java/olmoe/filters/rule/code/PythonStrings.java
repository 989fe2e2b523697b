package olmoe.filters.rule.code;

import java.util.List;

/// What string literals of CPython 3.11 stand for.
final class PythonStrings {
    private static final int MOST_NESTED_FORMATS = 2;

    private PythonStrings() {}

    /// Parses an expression in an f-string, given with brackets around it.
    @FunctionalInterface
    interface Expressions {
        void check(int[] expression) throws PythonSyntaxException;
    }

    /// The text of literals that stand side by side; null where one is no plain text, as f-strings and bytes.
    static String value(int[] source, List<PythonTokens.Token> literals, Expressions expressions)
            throws PythonSyntaxException {
        StringBuilder text = new StringBuilder();
        boolean plain = true;
        int bytes = 0;
        for (PythonTokens.Token literal : literals) {
            int at = literal.start();
            boolean raw = false;
            boolean format = false;
            boolean isBytes = false;
            for (; source[at] != '"' && source[at] != '\''; at++) {
                int prefix = source[at] | 0x20;
                raw |= prefix == 'r';
                format |= prefix == 'f';
                isBytes |= prefix == 'b';
            }
            boolean triple = literal.end() - at >= 6 && source[at + 1] == source[at] && source[at + 2] == source[at];
            int quotes = triple ? 3 : 1;
            bytes += isBytes ? 1 : 0;
            plain &= !format && !isBytes;
            int from = at + quotes;
            int to = literal.end() - quotes;
            if (format) {
                format(source, from, to, raw, 0, expressions);
            } else {
                unescape(source, from, to, raw, isBytes, text);
            }
        }
        if (bytes > 0 && bytes < literals.size()) {
            throw new PythonSyntaxException("bytes and text");
        }
        return plain ? text.toString() : null;
    }

    private static void unescape(int[] source, int from, int to, boolean raw, boolean bytes, StringBuilder text)
            throws PythonSyntaxException {
        for (int i = from; i < to; i++) {
            int c = source[i];
            if (bytes && c >= 0x80) {
                throw new PythonSyntaxException("bytes");
            }
            if (c != '\\' || raw) {
                text.appendCodePoint(c);
                continue;
            }
            c = source[++i];
            int simple = "abfnrtv\\'\"".indexOf(c);
            if (simple >= 0) {
                text.append("\u0007\b\f\n\r\t\u000B\\'\"".charAt(simple));
            } else if (c >= '0' && c <= '7') {
                int value = 0;
                int end = Math.min(to, i + 3);
                while (i < end && source[i] >= '0' && source[i] <= '7') {
                    value = value * 8 + source[i++] - '0';
                }
                i--;
                text.append((char) value);
            } else if (c == 'x' || !bytes && (c == 'u' || c == 'U')) {
                int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
                text.appendCodePoint(hex(source, i + 1, Math.min(to, i + 1 + digits), digits));
                i += digits;
            } else if (c == 'N' && !bytes) {
                i = named(source, i + 1, to);
                text.append('?'); // every name is one character
            } else if (c != '\n') {
                text.append('\\').appendCodePoint(c);
            }
        }
    }

    private static int hex(int[] source, int from, int to, int digits) throws PythonSyntaxException {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = source[i] < 0x80 ? Character.digit(source[i], 16) : -1;
            if (digit < 0) {
                throw new PythonSyntaxException("escape");
            }
            value = value * 16 + digit;
        }
        if (to - from < digits || value > Character.MAX_CODE_POINT) {
            throw new PythonSyntaxException("escape");
        }
        return (int) value;
    }

    private static int named(int[] source, int from, int to) throws PythonSyntaxException {
        int i = from + 1;
        while (from < to && source[from] == '{' && i < to && source[i] != '}') {
            i++;
        }
        if (i >= to || i == from + 1) {
            throw new PythonSyntaxException("escape");
        }
        return i;
    }

    /// Checks an f-string, or a format within one.
    ///
    /// @return the end: `to`, or in a format the bracket that ends it
    private static int format(int[] source, int from, int to, boolean raw, int nested, Expressions expressions)
            throws PythonSyntaxException {
        int i = from;
        int literal = from;
        while (i < to) {
            int c = source[i];
            if (c == '\\' && !raw && i + 1 < to) {
                if (source[i + 1] == 'N' && i + 2 < to && source[i + 2] == '{') {
                    i = named(source, i + 2, to) + 1;
                } else {
                    i += source[i + 1] == '{' || source[i + 1] == '}' ? 1 : 2;
                }
            } else if (c == '{' && nested == 0 && i + 1 < to && source[i + 1] == '{') {
                i += 2;
            } else if (c == '}' && nested == 0) {
                if (i + 1 >= to || source[i + 1] != '}') {
                    throw new PythonSyntaxException("bracket");
                }
                i += 2;
            } else if (c == '}') {
                break;
            } else if (c == '{') {
                unescape(source, literal, i, raw, false, new StringBuilder());
                i = replacement(source, i + 1, to, raw, nested, expressions);
                literal = i;
            } else {
                i++;
            }
        }
        unescape(source, literal, i, raw, false, new StringBuilder());
        return i;
    }

    private static int replacement(int[] source, int from, int to, boolean raw, int nested, Expressions expressions)
            throws PythonSyntaxException {
        if (nested >= MOST_NESTED_FORMATS) {
            throw new PythonSyntaxException("nested formats");
        }
        int end = expressionEnd(source, from, to);
        int[] expression = new int[end - from + 2];
        expression[0] = '(';
        boolean blank = true;
        for (int i = from; i < end; i++) {
            expression[i - from + 1] = source[i];
            blank &= source[i] == ' '
                    || source[i] == '\t'
                    || source[i] == '\n'
                    || source[i] == '\f'
                    || source[i] == '\r';
        }
        expression[end - from + 1] = ')';
        if (blank) {
            throw new PythonSyntaxException("empty expression");
        }
        expressions.check(expression);
        int i = end;
        if (source[i] == '=') {
            i++;
            while (i < to && (source[i] == ' ' || source[i] >= '\t' && source[i] <= '\r')) {
                i++;
            }
        }
        if (i < to && source[i] == '!') {
            if (i + 1 >= to || "sra".indexOf(source[i + 1]) < 0) {
                throw new PythonSyntaxException("conversion");
            }
            i += 2;
        }
        if (i < to && source[i] == ':') {
            i = format(source, i + 1, to, raw, nested + 1, expressions);
        }
        if (i >= to || source[i] != '}') {
            throw new PythonSyntaxException("bracket");
        }
        return i + 1;
    }

    private static int expressionEnd(int[] source, int from, int to) throws PythonSyntaxException {
        int quote = 0;
        int quotes = 0;
        int depth = 0;
        for (int i = from; i < to; i++) {
            int c = source[i];
            int run = i + 2 < to && source[i + 1] == c && source[i + 2] == c ? 3 : 1;
            if (c == '\\') {
                throw new PythonSyntaxException("backslash");
            }
            if (quote != 0) {
                if (c == quote && (quotes == 1 || run == 3)) {
                    i += quotes - 1;
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                quotes = run;
                i += run - 1;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == '#') {
                throw new PythonSyntaxException("comment");
            } else if (depth == 0 && (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
                boolean comparison = i + 1 < to && source[i + 1] == '=' && "!=<>".indexOf(c) >= 0;
                if (comparison) {
                    i++;
                } else if (c != '<' && c != '>') {
                    return i;
                }
            } else if (c == ')' || c == ']' || c == '}') {
                if (--depth < 0) {
                    throw new PythonSyntaxException("bracket");
                }
            }
        }
        throw new PythonSyntaxException("unfinished expression");
    }
}
