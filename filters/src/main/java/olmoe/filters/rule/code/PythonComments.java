package olmoe.filters.rule.code;

import java.util.ArrayDeque;
import java.util.Deque;
import olmoe.tokenizer.text.CodePoints;

/// The comments that Python 3.11's module tokenize finds, which also reads what is no Python.
final class PythonComments {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final int TAB = 8;

    private final int[] text;
    private final StringBuilder comments = new StringBuilder();
    private final Deque<Integer> indents = new ArrayDeque<>();
    private int depth; // of brackets
    private boolean continued;
    // of a string that goes on in the next line
    private int quote;
    private boolean triple;

    private PythonComments(int[] text) {
        this.text = text;
        indents.push(0);
    }

    /// All comments without any `#`, one right after the other.
    ///
    /// @throws PythonSyntaxException where tokenize fails: a string or bracket without end, a wrong indentation
    static String of(int[] text) throws PythonSyntaxException {
        return withHashes(text).replace("#", "");
    }

    /// As [#of], each as it stands in the text.
    static String withHashes(int[] text) throws PythonSyntaxException {
        PythonComments reader = new PythonComments(text);
        reader.read();
        return reader.comments.toString();
    }

    private void read() throws PythonSyntaxException {
        int start = 0;
        while (start < text.length) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            end = Math.min(text.length, end + 1);
            if (!line(start, end)) {
                break;
            }
            start = end;
        }
        // a blank last line without an end of its own stops the reader
        if (start >= text.length && (quote != 0 || depth != 0 || continued)) {
            throw new PythonSyntaxException("end of text");
        }
    }

    /// Whether reading goes on after this line, `from..to` with its U+000A.
    private boolean line(int from, int to) throws PythonSyntaxException {
        int at = from;
        if (quote != 0) {
            at = stringEnd(from, to);
            if (at < 0) {
                boolean goesOn = triple || endsContinued(from, to);
                quote = goesOn ? quote : 0;
                return true;
            }
            quote = 0;
        } else if (depth == 0 && !continued) {
            int column = 0;
            for (; at < to; at++) {
                int c = text[at];
                if (c == ' ') {
                    column++;
                } else if (c == '\t') {
                    column = (column / TAB + 1) * TAB;
                } else if (c == '\f') {
                    column = 0;
                } else {
                    break;
                }
            }
            if (at == to) {
                return false;
            }
            if (text[at] == '#') {
                comment(at, withoutEnd(at, to));
                return true;
            }
            if (text[at] == '\r' || text[at] == '\n') {
                return true;
            }
            indent(column);
        } else {
            continued = false;
        }
        tokens(at, to);
        return true;
    }

    private int withoutEnd(int from, int to) {
        int end = to;
        while (end > from && (text[end - 1] == '\r' || text[end - 1] == '\n')) {
            end--;
        }
        return end;
    }

    private boolean endsContinued(int from, int to) {
        return to - from >= 2 && text[to - 1] == '\n' && text[to - 2] == '\\'
                || to - from >= 3 && text[to - 1] == '\n' && text[to - 2] == '\r' && text[to - 3] == '\\';
    }

    private void indent(int column) throws PythonSyntaxException {
        if (column > indents.peek()) {
            indents.push(column);
        }
        while (column < indents.peek()) {
            if (!indents.contains(column)) {
                throw new PythonSyntaxException("indentation");
            }
            indents.pop();
        }
    }

    private void tokens(int from, int to) {
        int at = from;
        while (at < to) {
            int start = at;
            while (start < to && (text[start] == ' ' || text[start] == '\t' || text[start] == '\f')) {
                start++;
            }
            if (start == text.length) {
                return;
            }
            int c = start < to ? text[start] : -1;
            int string = c < 0 ? -1 : openQuote(start, to);
            if (c == '#') {
                int end = start;
                while (end < to && text[end] != '\r' && text[end] != '\n') {
                    end++;
                }
                comment(start, end);
                at = end;
            } else if (c == '\\' && lineEnd(start + 1, to) > 0) {
                continued = true;
                at = lineEnd(start + 1, to);
            } else if (string >= 0 && isTriple(string, to)) {
                quote = text[string];
                triple = true;
                int end = stringEnd(string + 3, to);
                if (end < 0) {
                    return;
                }
                quote = 0;
                at = end;
            } else if (isDigit(c) || c == '.' && start + 1 < to && isDigit(text[start + 1])) {
                at = PythonNumbers.end(text, start, to);
            } else if (c == '\n' || c == '\r' && start + 1 < to && text[start + 1] == '\n') {
                at = to;
            } else if (string >= 0 && singleEnd(string, to) > 0) {
                at = singleEnd(string, to);
                if (text[at - 1] == '\n') {
                    quote = text[string];
                    triple = false;
                    return;
                }
            } else if (c >= 0 && TABLE.isWord(c)) {
                at = start;
                while (at < to && TABLE.isWord(text[at])) {
                    at++;
                }
            } else {
                depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
                at = start + 1;
            }
        }
    }

    /// The quote that begins a string here, after a prefix or not, or -1.
    private int openQuote(int start, int to) {
        int at = start;
        int prefix = 0;
        while (at < to && at - start < 2 && "bBrRuUfF".indexOf(text[at]) >= 0) {
            prefix = prefix * 256 + (text[at] | 0x20);
            at++;
        }
        boolean known = at - start < 2
                || prefix == 'b' * 256 + 'r'
                || prefix == 'r' * 256 + 'b'
                || prefix == 'f' * 256 + 'r'
                || prefix == 'r' * 256 + 'f';
        return known && at < to && (text[at] == '\'' || text[at] == '"') ? at : -1;
    }

    private boolean isTriple(int at, int to) {
        return at + 2 < to && text[at + 1] == text[at] && text[at + 2] == text[at];
    }

    /// After the end of a string of one line, or of its line where that ends in a backslash; -1 where neither is
    /// there.
    private int singleEnd(int start, int to) {
        for (int i = start + 1; i < to; i++) {
            int c = text[i];
            if (c == text[start]) {
                return i + 1;
            }
            if (c == '\n') {
                return -1;
            }
            if (c == '\\') {
                int end = lineEnd(i + 1, to);
                if (end > 0) {
                    return end;
                }
                i++;
            }
        }
        return -1;
    }

    /// After the end of the string of the current quote, whose beginning lies before, or -1.
    private int stringEnd(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '\\') {
                if (i + 1 < to && text[i + 1] == '\n') {
                    return -1; // its pattern's dot is no line end
                }
                i++;
            } else if (text[i] == quote && (!triple || isTriple(i, to))) {
                return i + (triple ? 3 : 1);
            }
        }
        return -1;
    }

    private int lineEnd(int at, int to) {
        if (at < to && text[at] == '\n') {
            return at + 1;
        }
        return at + 1 < to && text[at] == '\r' && text[at + 1] == '\n' ? at + 2 : -1;
    }

    private void comment(int from, int to) {
        for (int i = from; i < to; i++) {
            comments.appendCodePoint(text[i]);
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
