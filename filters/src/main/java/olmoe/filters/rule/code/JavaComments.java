package olmoe.filters.rule.code;

import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// How much of a Java file is comment, as the Java lexer of Pygments 2.21 has it, which StarCoder asks
/// (preprocessing/utils/text_extraction.py of bigcode-project/bigcode-dataset at bebec92).
///
/// After `class`, `import`, `package` or `var` that lexer wants a name, and takes a comment there for errors.
final class JavaComments {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final Set<String> MODIFIERS = Set.of("public", "private", "protected", "static", "strictfp");
    private static final Set<String> STATEMENTS = Set.of(
            "assert",
            "break",
            "case",
            "catch",
            "continue",
            "default",
            "do",
            "else",
            "finally",
            "for",
            "if",
            "goto",
            "instanceof",
            "new",
            "return",
            "switch",
            "this",
            "throw",
            "try",
            "while");

    private enum State {
        ROOT,
        CLASS,
        VARIABLE,
        IMPORT,
        STRING,
        TEXT_BLOCK
    }

    private final int[] text;
    private State state = State.ROOT;
    private int at;
    private int noMethodBefore;
    private boolean unclosedComment;
    private long comments;

    private JavaComments(int[] text) {
        this.text = text;
    }

    /// Code points in comments.
    ///
    /// @param text as [Pygments#input(int[])] makes it
    static long length(int[] text) {
        JavaComments lexer = new JavaComments(text);
        while (lexer.at < text.length) {
            lexer.token();
        }
        return lexer.comments;
    }

    private void token() {
        switch (state) {
            case STRING, TEXT_BLOCK -> string();
            case CLASS -> name(true);
            case VARIABLE, IMPORT -> name(false);
            case ROOT -> root();
        }
    }

    private void string() {
        int c = text[at];
        boolean block = state == State.TEXT_BLOCK;
        if (c == '\\') {
            at += peek(1) == '\\' || peek(1) == '"' ? 2 : 1;
        } else if (c != '"') {
            at++;
        } else if (!block) {
            at++;
            state = State.ROOT;
        } else {
            boolean ends = peek(1) == '"' && peek(2) == '"';
            at += ends ? 3 : 1;
            state = ends ? State.ROOT : state;
        }
    }

    private void name(boolean spaces) {
        int c = text[at];
        if (state == State.IMPORT ? TABLE.isWord(c) || c == '.' : startsName(c)) {
            at++;
            while (at < text.length && (TABLE.isWord(text[at]) || text[at] == (state == State.IMPORT ? '.' : '$'))) {
                at++;
            }
            at += state == State.IMPORT && peek(0) == '*' ? 1 : 0;
            state = State.ROOT;
        } else if (c == '\n' && !spaces) {
            state = State.ROOT; // the lexer begins anew at the end of a line
            at++;
        } else {
            at++;
        }
    }

    private void root() {
        int c = text[at];
        if ((at == 0 || text[at - 1] == '\n') && record()) {
            return;
        }
        if (c == '/' && peek(1) == '/') {
            int start = at;
            while (at < text.length && text[at] != '\n') {
                at++;
            }
            comments += at - start;
        } else if (c == '/' && peek(1) == '*' && !unclosedComment) {
            int end = at + 2;
            while (end + 1 < text.length && (text[end] != '*' || text[end + 1] != '/')) {
                end++;
            }
            unclosedComment = end + 1 >= text.length;
            comments += unclosedComment ? 0 : end + 2 - at;
            at = unclosedComment ? at + 1 : end + 2;
        } else if (c == '"') {
            boolean block = peek(1) == '"' && peek(2) == '"' && peek(3) == '\n';
            at += block ? 4 : 1;
            state = block ? State.TEXT_BLOCK : State.STRING;
        } else if (c == '\'') {
            at += character();
        } else if (startsName(c)) {
            word();
        } else if (c == '.' && startsName(peek(1))) {
            at = endOfName(at + 1);
        } else if (c == '@' && isNameStart(peek(1))) {
            at += 2;
            while (at < text.length && (TABLE.isWord(text[at]) || text[at] == '.')) {
                at++;
            }
        } else {
            at++;
        }
    }

    private int character() {
        if (peek(1) == '\\' && peek(2) >= 0 && peek(3) == '\'') {
            return 4;
        }
        if (peek(1) >= 0 && peek(1) != '\\' && peek(2) == '\'') {
            return 3;
        }
        boolean escape = peek(1) == '\\' && peek(2) == 'u' && peek(7) == '\'';
        for (int i = 3; escape && i < 7; i++) {
            escape = peek(i) >= 0 && peek(i) < 0x80 && Character.digit(peek(i), 16) >= 0;
        }
        return escape ? 8 : 1;
    }

    private void word() {
        int end = endOfName(at);
        String word = new String(text, at, wordEnd(at) - at);
        boolean plain = wordEnd(at) == end;
        if (STATEMENTS.contains(word)) {
            at = wordEnd(at);
            return;
        }
        int method = methodEnd();
        if (method > 0) {
            at = method;
            return;
        }
        at = plain ? end : wordEnd(at);
        switch (word) {
            case "class", "interface", "module" -> state = State.CLASS;
            case "var" -> state = spaces(State.VARIABLE);
            case "package" -> state = spaces(State.IMPORT);
            case "import" -> {
                state = spaces(State.IMPORT);
                if (state == State.IMPORT) {
                    String next = new String(text, at, wordEnd(at) - at);
                    boolean more = next.equals("static") || next.equals("module");
                    int after = more ? wordEnd(at) : at;
                    if (more && after < text.length && TABLE.isSpace(text[after])) {
                        at = afterSpace(after);
                    }
                }
            }
            default -> at = Math.max(at, end);
        }
    }

    private State spaces(State wanted) {
        int after = afterSpace(at);
        State next = after > at ? wanted : State.ROOT;
        at = after;
        return next;
    }

    /// A record's keyword after white space and modifiers at the start of a line.
    private boolean record() {
        int i = afterSpace(at);
        while (i < text.length) {
            int end = wordEnd(i);
            String word = new String(text, i, end - i);
            if (word.equals("record")) {
                at = end;
                state = State.CLASS;
                return true;
            }
            int next = afterSpace(end);
            if (!MODIFIERS.contains(word) || next == end) {
                return false;
            }
            i = next;
        }
        return false;
    }

    /// After the bracket of what looks like a method with its type before it, or -1.
    private int methodEnd() {
        if (at < noMethodBefore) {
            return -1;
        }
        int i = at;
        boolean typed = false;
        while (startsName(i < text.length ? text[i] : -1)) {
            int name = endOfName(i);
            int bracket = afterSpace(name);
            if (typed && bracket < text.length && text[bracket] == '(') {
                return bracket + 1;
            }
            int end = i + 1;
            while (end < text.length && (TABLE.isWord(text[end]) || ".[]$<>?".indexOf(text[end]) >= 0)) {
                end++;
            }
            int next = afterSpace(end);
            if (next == end) {
                break;
            }
            typed = true;
            i = next;
        }
        noMethodBefore = i;
        return -1;
    }

    private int endOfName(int from) {
        int i = from + 1;
        while (i < text.length && (TABLE.isWord(text[i]) || text[i] == '$')) {
            i++;
        }
        return i;
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < text.length && TABLE.isWord(text[i])) {
            i++;
        }
        return i;
    }

    private int afterSpace(int from) {
        int i = from;
        while (i < text.length && TABLE.isSpace(text[i])) {
            i++;
        }
        return i;
    }

    private int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] : -1;
    }

    private static boolean isNameStart(int c) {
        return c >= 0 && TABLE.isWord(c) && !TABLE.isDigit(c);
    }

    private static boolean startsName(int c) {
        return c == '$' || isNameStart(c);
    }
}
