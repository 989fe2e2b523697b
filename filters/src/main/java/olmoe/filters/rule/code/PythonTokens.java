package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// The tokens that the compiler of CPython 3.11 cuts a source into, comments left out.
final class PythonTokens {
    enum Type {
        NAME,
        KEYWORD,
        NUMBER,
        STRING,
        OPERATOR,
        NEWLINE,
        INDENT,
        DEDENT,
        END
    }

    /// @param text of a name, keyword or operator; null for all others
    record Token(Type type, String text, int start, int end) {}

    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final int MOST_BRACKETS = 200;
    private static final int MOST_INDENTS = 100;
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");
    private static final Set<String> AFTER_NUMBER = Set.of("and", "else", "for", "if", "in", "is", "not", "or");
    private static final Set<String> PREFIXES = Set.of("b", "r", "u", "f", "br", "rb", "fr", "rf");
    private static final List<String> OPERATORS = List.of(
            "**=", "//=", "<<=", ">>=", "...", "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<",
            "<=", "==", ">=", ">>", "@=", "^=", "|=", "%", "&", "(", ")", "*", "+", ",", "-", ".", "/", ":", ";", "<",
            "=", ">", "@", "[", "]", "^", "{", "|", "}", "~");

    private final int[] source;
    private final List<Token> tokens = new ArrayList<>();
    private final int[] columns = new int[MOST_INDENTS + 1];
    private final int[] otherColumns = new int[MOST_INDENTS + 1]; // with tabs of width one
    private final char[] brackets = new char[MOST_BRACKETS];
    private int indents;
    private int depth;
    private int at;

    private PythonTokens(int[] source) {
        this.source = source;
    }

    /// @param source lines end with U+000A
    static List<Token> of(int[] source) throws PythonSyntaxException {
        PythonTokens tokens = new PythonTokens(source);
        tokens.read();
        return tokens.tokens;
    }

    private void read() throws PythonSyntaxException {
        boolean lineStart = true;
        while (at < source.length) {
            if (lineStart && depth == 0) {
                lineStart = false;
                if (indentation()) {
                    lineStart = true;
                    continue;
                }
            }
            int c = source[at];
            if (c == ' ' || c == '\t' || c == '\f') {
                at++;
            } else if (c == '#') {
                skipLine();
            } else if (c == '\n') {
                if (depth == 0) {
                    add(Type.NEWLINE, at, at + 1);
                    lineStart = true;
                }
                at++;
            } else if (c == '\\') {
                at++;
                if (peek(0) != '\n' || at + 1 >= source.length) {
                    throw new PythonSyntaxException("line continuation");
                }
                at++;
            } else {
                token(c);
            }
        }
        if (depth > 0) {
            throw new PythonSyntaxException("open bracket");
        }
        if (!tokens.isEmpty() && last() != Type.NEWLINE && last() != Type.DEDENT) {
            add(Type.NEWLINE, at, at);
        }
        while (indents-- > 0) {
            add(Type.DEDENT, at, at);
        }
        add(Type.END, at, at);
    }

    /// Whether the line is blank and was skipped.
    private boolean indentation() throws PythonSyntaxException {
        int column = 0;
        int other = 0;
        int continued = 0;
        for (; at < source.length; at++) {
            int c = source[at];
            if (c == ' ') {
                column++;
                other++;
            } else if (c == '\t') {
                column = (column / 8 + 1) * 8;
                other++;
            } else if (c == '\f') {
                column = 0;
                other = 0;
            } else if (c == '\\') {
                continued = continued > 0 ? continued : column;
                if (peek(1) != '\n' || at + 2 >= source.length) {
                    throw new PythonSyntaxException("line continuation");
                }
                at++;
            } else {
                break;
            }
        }
        if (at >= source.length) {
            return true;
        }
        if (source[at] == '#') {
            skipLine();
        }
        if (peek(0) == '\n') {
            at++;
            return true;
        }
        if (at >= source.length) {
            return true;
        }
        indent(continued > 0 ? continued : column, continued > 0 ? continued : other);
        return false;
    }

    private void indent(int column, int other) throws PythonSyntaxException {
        if (column > columns[indents]) {
            if (other <= otherColumns[indents] || indents + 1 >= MOST_INDENTS) {
                throw new PythonSyntaxException("indentation");
            }
            indents++;
            columns[indents] = column;
            otherColumns[indents] = other;
            add(Type.INDENT, at, at);
            return;
        }
        while (indents > 0 && column < columns[indents]) {
            indents--;
            add(Type.DEDENT, at, at);
        }
        if (column != columns[indents] || other != otherColumns[indents]) {
            throw new PythonSyntaxException("indentation");
        }
    }

    private void token(int c) throws PythonSyntaxException {
        int start = at;
        if (isNameStart(c)) {
            while (at < source.length && (isNameStart(source[at]) || isDigit(source[at]))) {
                at++;
            }
            int quote = peek(0);
            String name = new String(source, start, at - start);
            if ((quote == '"' || quote == '\'') && at - start <= 2 && PREFIXES.contains(ascii(name))) {
                string(start);
                return;
            }
            checkName(start);
            boolean keyword = KEYWORDS.contains(name);
            tokens.add(new Token(keyword ? Type.KEYWORD : Type.NAME, name, start, at));
        } else if (c == '"' || c == '\'') {
            string(start);
        } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            number();
            add(Type.NUMBER, start, at);
        } else {
            operator();
        }
    }

    private static String ascii(String name) {
        StringBuilder lower = new StringBuilder();
        for (char c : name.toCharArray()) {
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private void checkName(int start) throws PythonSyntaxException {
        for (int i = start; i < at; i++) {
            int c = source[i];
            if (c >= 0x80) {
                int category = TABLE.category(c);
                boolean starts = TABLE.isLetter(c)
                        || category == Character.LETTER_NUMBER
                        || c == 0x2118
                        || c == 0x212E
                        || c == 0x309B
                        || c == 0x309C
                        || c == 0x1885
                        || c == 0x1886;
                boolean goesOn = category == Character.NON_SPACING_MARK
                        || category == Character.COMBINING_SPACING_MARK
                        || category == Character.DECIMAL_DIGIT_NUMBER
                        || category == Character.CONNECTOR_PUNCTUATION
                        || c == 0xB7
                        || c == 0x387
                        || c == 0x19DA
                        || c >= 0x1369 && c <= 0x1371;
                boolean never = c == 0x37A || c == 0x309B || c == 0x309C || c == 0x2E2F; // for what they decompose to
                if (never || !(starts || i > start && goesOn)) {
                    throw new PythonSyntaxException("character");
                }
            }
        }
    }

    private void string(int start) throws PythonSyntaxException {
        int quote = source[at];
        boolean triple = peek(1) == quote && peek(2) == quote;
        if (!triple && peek(1) == quote) {
            at += 2;
            add(Type.STRING, start, at);
            return;
        }
        at += triple ? 3 : 1;
        while (at < source.length) {
            int c = source[at];
            if (c == '\\') {
                at += 2;
            } else if (c == '\n' && !triple) {
                break;
            } else if (c == quote && (!triple || peek(1) == quote && peek(2) == quote)) {
                at += triple ? 3 : 1;
                add(Type.STRING, start, at);
                return;
            } else {
                at++;
            }
        }
        throw new PythonSyntaxException("unterminated string");
    }

    private void number() throws PythonSyntaxException {
        int start = at;
        int second = peek(1) | 0x20;
        if (source[at] == '0' && (second == 'x' || second == 'o' || second == 'b')) {
            at += 2;
            int base = second == 'x' ? 16 : second == 'o' ? 8 : 2;
            do {
                at += peek(0) == '_' ? 1 : 0;
                int digits = at;
                while (digit(peek(0)) >= 0 && digit(peek(0)) < base) {
                    at++;
                }
                if (at == digits) {
                    throw new PythonSyntaxException("number");
                }
            } while (peek(0) == '_');
            if (isDigit(peek(0))) {
                throw new PythonSyntaxException("number");
            }
        } else {
            digits();
            boolean zero = source[start] == '0' && !isZero(start, at);
            boolean whole = true;
            if (peek(0) == '.') {
                at++;
                whole = false;
                digits();
            }
            if ((peek(0) | 0x20) == 'e'
                    && (isDigit(peek(1)) || (peek(1) == '+' || peek(1) == '-') && isDigit(peek(2)))) {
                at += 2;
                whole = false;
                digits();
            }
            if ((peek(0) | 0x20) == 'j') {
                at++;
                whole = false;
            }
            if (zero && whole) {
                throw new PythonSyntaxException("leading zeros");
            }
        }
        endOfNumber();
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (source[i] != '0' && source[i] != '_') {
                return false;
            }
        }
        return true;
    }

    private void digits() throws PythonSyntaxException {
        while (isDigit(peek(0))) {
            at++;
            if (peek(0) == '_') {
                at++;
                if (!isDigit(peek(0))) {
                    throw new PythonSyntaxException("number");
                }
            }
        }
    }

    private void endOfNumber() throws PythonSyntaxException {
        if (!isNameStart(peek(0))) {
            return;
        }
        for (int length = 2; length <= 4; length++) {
            if (at + length <= source.length && AFTER_NUMBER.contains(new String(source, at, length))) {
                return;
            }
        }
        throw new PythonSyntaxException("number");
    }

    private void operator() throws PythonSyntaxException {
        for (String operator : OPERATORS) {
            if (holds(operator)) {
                bracket(operator.charAt(0));
                tokens.add(new Token(Type.OPERATOR, operator, at, at + operator.length()));
                at += operator.length();
                return;
            }
        }
        throw new PythonSyntaxException("character");
    }

    private boolean holds(String operator) {
        for (int i = 0; i < operator.length(); i++) {
            if (peek(i) != operator.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void bracket(char c) throws PythonSyntaxException {
        int opens = "([{".indexOf(c);
        if (opens >= 0) {
            if (depth == MOST_BRACKETS) {
                throw new PythonSyntaxException("too many brackets");
            }
            brackets[depth++] = ")]}".charAt(opens);
        } else if (")]}".indexOf(c) >= 0 && (depth == 0 || brackets[--depth] != c)) {
            throw new PythonSyntaxException("bracket");
        }
    }

    private void skipLine() {
        while (at < source.length && source[at] != '\n') {
            at++;
        }
    }

    private Type last() {
        return tokens.get(tokens.size() - 1).type();
    }

    private void add(Type type, int start, int end) {
        tokens.add(new Token(type, null, start, end));
    }

    private int peek(int ahead) {
        return at + ahead < source.length ? source[at + ahead] : -1;
    }

    private static int digit(int c) {
        return isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    private static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
