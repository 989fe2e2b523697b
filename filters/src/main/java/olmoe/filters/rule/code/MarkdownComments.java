package olmoe.filters.rule.code;

import java.util.Arrays;
import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// How much of a Markdown file is comment in its fenced code, as the Markdown lexer of Pygments 2.21 has it: fences of
/// Python, shell, YAML, Java and JavaScript. Code of other languages has none here.
final class MarkdownComments {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final Set<String> SHELL = Set.of("bash", "sh", "ksh", "zsh", "shell", "openrc");
    private static final Set<String> PYTHON = Set.of("python", "py", "python3", "py3", "sage", "bazel", "starlark");

    private final int[] text;

    private MarkdownComments(int[] text) {
        this.text = text;
    }

    /// Code points in comments.
    ///
    /// @param text as [Pygments#input(int[])] makes it
    static long length(int[] text) {
        return new MarkdownComments(text).length();
    }

    private long length() {
        long length = 0;
        int lastFence = lastFence();
        for (int line = 0; line < text.length; ) {
            int end = lineEnd(line);
            int name = fence(line);
            if (name >= 0 && end < lastFence) {
                int nameEnd = name;
                while (nameEnd < end && (TABLE.isWord(text[nameEnd]) || text[nameEnd] == '-')) {
                    nameEnd++;
                }
                boolean named = nameEnd > name && (text[nameEnd] == '\n' || TABLE.isSpace(text[nameEnd]));
                if (named || text[name] == '\n') {
                    int close = end;
                    while (!closes(close)) {
                        close = lineEnd(close);
                    }
                    if (named) {
                        length +=
                                comments(new String(text, name, nameEnd - name), Arrays.copyOfRange(text, end, close));
                    }
                    end = lineEnd(close);
                }
            }
            line = end;
        }
        return length;
    }

    private static long comments(String language, int[] code) {
        if (SHELL.contains(language)) {
            return ShellComments.length(code);
        }
        if (PYTHON.contains(language) || language.equals("yaml")) {
            return numberSigns(code, !language.equals("yaml"));
        }
        return switch (language) {
            case "java" -> JavaComments.length(code);
            case "javascript", "js" -> ScriptComments.length(code);
            default -> 0;
        };
    }

    /// From each `#` outside a string, or after white space in YAML, to the end of its line.
    private static long numberSigns(int[] code, boolean python) {
        long length = 0;
        int quote = 0;
        int quotes = 0;
        for (int i = 0; i < code.length; i++) {
            int c = code[i];
            int run = i + 2 < code.length && code[i + 1] == c && code[i + 2] == c ? 3 : 1;
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote && (quotes == 1 || run == 3)) {
                    i += quotes - 1;
                    quote = 0;
                } else if (c == '\n' && quotes == 1) {
                    quote = 0;
                }
            } else if (python && (c == '"' || c == '\'')) {
                quote = c;
                quotes = run;
                i += run - 1;
            } else if (c == '#' && (python || i == 0 || TABLE.isSpace(code[i - 1]))) {
                int start = i;
                while (i < code.length && code[i] != '\n') {
                    i++;
                }
                length += i - start;
            }
        }
        return length;
    }

    /// What stands after three backquotes at the start of a line, or -1.
    private int fence(int line) {
        int at = afterIndent(line);
        boolean fence = at + 3 < text.length && text[at] == '`' && text[at + 1] == '`' && text[at + 2] == '`';
        return fence ? at + 3 : -1;
    }

    private boolean closes(int line) {
        int name = fence(line);
        return name >= 0 && text[name] == '\n';
    }

    private int lastFence() {
        int last = -1;
        for (int line = 0; line < text.length; line = lineEnd(line)) {
            last = closes(line) ? line : last;
        }
        return last + 1;
    }

    private int afterIndent(int line) {
        int at = line;
        while (at < text.length && text[at] != '\n' && TABLE.isSpace(text[at])) {
            at++;
        }
        return at;
    }

    private int lineEnd(int line) {
        int at = line;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
