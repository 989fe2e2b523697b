package olmoe.filters.rule.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// How much of a JavaScript file is comment, as the JavaScript lexer of Pygments 2.21 has it, which StarCoder asks
/// (preprocessing/utils/text_extraction.py of bigcode-project/bigcode-dataset at bebec92).
///
/// A slash begins a regular expression after an operator, an opening bracket, a keyword and at the start of a line.
final class ScriptComments {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final Set<String> BEFORE_EXPRESSION = Set.of(
            "typeof",
            "instanceof",
            "in",
            "void",
            "delete",
            "new",
            "for",
            "while",
            "do",
            "break",
            "return",
            "continue",
            "switch",
            "case",
            "default",
            "if",
            "else",
            "throw",
            "try",
            "catch",
            "finally",
            "yield",
            "await",
            "async",
            "this",
            "of",
            "static",
            "export",
            "import",
            "debugger",
            "extends",
            "super",
            "var",
            "let",
            "const",
            "with",
            "function",
            "class");

    private enum State {
        ROOT,
        REGEX,
        BAD_REGEX,
        TEMPLATE,
        IN_TEMPLATE
    }

    private final int[] text;
    private final Deque<State> states = new ArrayDeque<>();
    private int at;
    private long comments;
    private boolean unclosedComment;
    private boolean unclosedSingle;
    private boolean unclosedDouble;

    private ScriptComments(int[] text) {
        this.text = text;
        states.push(State.ROOT);
    }

    /// Code points in comments.
    ///
    /// @param text as [Pygments#input(int[])] makes it, or a part of it
    static long length(int[] text) {
        ScriptComments lexer = new ScriptComments(text);
        while (lexer.at < text.length) {
            lexer.token();
        }
        return lexer.comments;
    }

    private void token() {
        switch (states.peek()) {
            case ROOT -> root();
            case IN_TEMPLATE -> {
                if (text[at] == '}') {
                    at++;
                    states.pop();
                } else {
                    root();
                }
            }
            case REGEX -> regex();
            case BAD_REGEX -> {
                if (text[at] == '\n') {
                    states.pop();
                }
                at++;
            }
            case TEMPLATE -> template();
        }
    }

    private void template() {
        int c = text[at];
        if (c == '`') {
            states.pop();
            at++;
        } else if (c == '\\') {
            at = Math.min(text.length, at + 2);
        } else if (c == '$' && peek(1) == '{') {
            states.push(State.IN_TEMPLATE);
            at += 2;
        } else {
            at++;
        }
    }

    /// Where an expression may begin.
    private void regex() {
        if (commentOrSpace()) {
            return;
        }
        states.pop();
        if (text[at] == '/') {
            int end = regexEnd();
            if (end > 0) {
                at = end;
            } else {
                states.push(State.BAD_REGEX);
            }
        }
    }

    private int regexEnd() {
        boolean inClass = false;
        int i = at + 1;
        for (; i < text.length && text[i] != '\n'; i++) {
            int c = text[i];
            if (c == '\\') {
                i++;
                if (i >= text.length) {
                    return -1;
                }
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
            } else if (c == '/') {
                return i > at + 1 ? afterFlags(i + 1) : -1;
            }
        }
        return -1;
    }

    /// Flags are a whole word; without any no word may follow.
    private int afterFlags(int from) {
        int i = from;
        while (i < text.length && "gimuysd".indexOf(text[i]) >= 0) {
            i++;
        }
        return i < text.length && TABLE.isWord(text[i]) ? -1 : i;
    }

    private boolean commentOrSpace() {
        int c = text[at];
        if (TABLE.isSpace(c)) {
            while (at < text.length && TABLE.isSpace(text[at])) {
                at++;
            }
            return true;
        }
        if (c == '<' && peek(1) == '!' && peek(2) == '-' && peek(3) == '-') {
            at += 4;
            return true;
        }
        if (c == '/' && peek(1) == '/') {
            int start = at;
            while (at < text.length && text[at] != '\n') {
                at++;
            }
            comments += at - start;
            return true;
        }
        if (c == '/' && peek(1) == '*' && !unclosedComment) {
            int end = at + 2;
            while (end + 1 < text.length && (text[end] != '*' || text[end + 1] != '/')) {
                end++;
            }
            unclosedComment = end + 1 >= text.length;
            if (!unclosedComment) {
                comments += end + 2 - at;
                at = end + 2;
                return true;
            }
        }
        return false;
    }

    private void root() {
        int c = text[at];
        if (at == 0 && c == '#' && peek(1) == '!') {
            int slash = peek(2) == ' ' ? 3 : 2;
            if (peek(slash) == '/') {
                while (at < text.length && text[at] != '\n') {
                    at++;
                }
                return;
            }
        }
        boolean lineStart = at == 0 || text[at - 1] == '\n';
        if (lineStart
                && (TABLE.isSpace(c) || c == '/' || c == '<' && peek(1) == '!' && peek(2) == '-' && peek(3) == '-')) {
            states.push(State.REGEX);
            return;
        }
        if (commentOrSpace()) {
            return;
        }
        if (c == '"' || c == '\'') {
            string(c);
        } else if (c == '`') {
            at++;
            states.push(State.TEMPLATE);
        } else if (c == '.' || c >= '0' && c <= '9') {
            number();
        } else if (startsName(c)) {
            word();
        } else if ("})]".indexOf(c) >= 0) {
            at++;
        } else if (c == '#' && (peek(1) == '_' || peek(1) < 0x80 && Character.isLetter(Math.max(0, peek(1))))) {
            at = wordEnd(at + 1);
        } else if (c == '=' && peek(1) == '>') {
            at += 2; // an arrow, after which a slash divides
        } else if ((c == '=' || c == '!') && peek(1) == '=') {
            at += peek(2) == '=' ? 3 : 2;
            states.push(State.REGEX);
        } else if ("{([;,+-~?:<>=!*|&%^/".indexOf(c) >= 0) {
            at++;
            states.push(State.REGEX);
        } else if (c == '\\' && peek(1) == '\n') {
            at++;
            states.push(State.REGEX);
        } else {
            at++;
        }
    }

    private void number() {
        if (text[at] == '.' && peek(1) == '.' && peek(2) == '.') {
            at += 3;
            return;
        }
        if (text[at] == '.' && !isDigit(peek(1), 10)) {
            at++;
            return;
        }
        int letter = peek(1) | 0x20;
        int base = letter == 'x' ? 16 : letter == 'b' ? 2 : letter == 'o' ? 8 : 10;
        if (text[at] == '0' && base != 10 && isDigit(peek(2), base)) {
            at += 2;
            digits(base);
            at += peek(0) == 'n' ? 1 : 0;
            return;
        }
        digits(10);
        if (peek(0) == 'n') {
            at++;
            return;
        }
        if (peek(0) == '.') {
            at++;
            digits(10);
        }
        int sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
        if ((peek(0) | 0x20) == 'e' && isDigit(peek(sign), 10)) {
            at += sign;
            digits(10);
        }
    }

    private void digits(int base) {
        while (isDigit(peek(0), base)) {
            at++;
        }
    }

    private static boolean isDigit(int c, int base) {
        return c >= 0 && c < 0x80 && Character.digit(c, base) >= 0;
    }

    private void string(int quote) {
        boolean unclosed = quote == '"' ? unclosedDouble : unclosedSingle;
        int i = at + 1;
        while (!unclosed && i < text.length && text[i] != quote) {
            i += text[i] == '\\' ? 2 : 1;
        }
        if (unclosed || i >= text.length) {
            unclosedDouble |= quote == '"';
            unclosedSingle |= quote == '\'';
            at++; // an error, and the text goes on as code
        } else {
            at = i + 1;
        }
    }

    private void word() {
        int end = wordEnd(at);
        String word = new String(text, at, end - at);
        boolean call = peekAt(end, '(') && peekAt(end + 1, ')') && peekAt(end + 2, ' ') && peekAt(end + 3, '{');
        boolean whole = end >= text.length || text[end] != '$';
        at = end;
        while (at < text.length && (TABLE.isWord(text[at]) || text[at] == '$')) {
            at++;
        }
        if (whole && BEFORE_EXPRESSION.contains(word) || call) {
            at = end;
            states.push(State.REGEX);
        }
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < text.length && TABLE.isWord(text[i])) {
            i++;
        }
        return i;
    }

    private boolean peekAt(int index, int c) {
        return index < text.length && text[index] == c;
    }

    private int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] : -1;
    }

    private static boolean startsName(int c) {
        return c == '$' || c == '_' || TABLE.isLetter(c);
    }
}
