package olmoe.filters.rule.code;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// How much of a page is comment, as the HTML and XML lexers of Pygments 2.21 have it: `<!-- -->` between tags, and in
/// HTML the comments of scripts.
final class MarkupComments {
    private static final CodePoints TABLE = CodePoints.unicode14();

    private final int[] text;
    private final boolean html;
    private int at;
    private final Set<String> missing = new HashSet<>(); // what does not stand in the rest of the text
    private long comments;

    private MarkupComments(int[] text, boolean html) {
        this.text = text;
        this.html = html;
    }

    /// Code points in comments.
    ///
    /// @param text as [Pygments#input(int[])] makes it
    static long length(int[] text, boolean html) {
        MarkupComments lexer = new MarkupComments(text, html);
        while (lexer.at < text.length) {
            lexer.root();
        }
        return lexer.comments;
    }

    private void root() {
        if (text[at] != '<') {
            at++;
        } else if (holds(at, "<!--") && find(at + 4, "-->") >= 0) {
            int end = find(at + 4, "-->") + 3;
            comments += end - at;
            at = end;
        } else if (holds(at, "<![CDATA[") && find(at + 9, "]]>") >= 0) {
            at = find(at + 9, "]]>") + 3;
        } else if (holds(at, "<?") && find(at + 2, "?>") >= 0) {
            at = find(at + 2, "?>") + 2;
        } else if (holds(at, "<!") && find(at + 2, ">") >= 0) {
            at = find(at + 2, ">") + 1;
        } else {
            tag();
        }
    }

    private void tag() {
        int name = afterSpace(at + 1);
        int end = name;
        while (end < text.length && (TABLE.isWord(text[end]) || ":.-".indexOf(text[end]) >= 0)) {
            end++;
        }
        if (end == name) {
            at++;
            return;
        }
        String tag = TABLE.lower(new String(text, name, end - name));
        at = end;
        attributes();
        if (html && (tag.startsWith("script") || tag.startsWith("style"))) {
            raw(tag.startsWith("script") ? "script" : "style");
        }
    }

    private void attributes() {
        while (at < text.length) {
            int c = text[at];
            if (c == '>') {
                at++;
                return;
            }
            if (c == '=') {
                at = afterSpace(at + 1);
                value();
            } else {
                at++;
            }
        }
    }

    private void value() {
        if (at >= text.length) {
            return;
        }
        int quote = text[at];
        if (quote == '"' || quote == '\'') {
            int close = find(at + 1, quote == '"' ? "\"" : "'");
            if (close >= 0) {
                at = close + 1;
                return;
            }
        }
        while (at < text.length && text[at] != '>' && !TABLE.isSpace(text[at])) {
            at++;
        }
    }

    private void raw(String tag) {
        int close = at;
        while (close < text.length && !missing.contains(tag) && !closes(close, tag)) {
            close++;
        }
        if (close < text.length && !missing.contains(tag)) {
            if (tag.equals("script")) {
                comments += ScriptComments.length(Arrays.copyOfRange(text, at, close));
            }
            at = close;
            return;
        }
        missing.add(tag);
        int line = at;
        while (line < text.length && text[line] != '\n') {
            line++;
        }
        line = Math.min(text.length, line + 1);
        comments += tag.equals("script") ? ScriptComments.length(Arrays.copyOfRange(text, at, line)) : 0;
        at = line;
    }

    private boolean closes(int index, String tag) {
        if (text[index] != '<') {
            return false;
        }
        int slash = afterSpace(index + 1);
        if (slash >= text.length || text[slash] != '/') {
            return false;
        }
        int name = afterSpace(slash + 1);
        for (int i = 0; i < tag.length(); i++) {
            if (name + i >= text.length || TABLE.lower(text[name + i]) != tag.charAt(i)) {
                return false;
            }
        }
        int end = afterSpace(name + tag.length());
        return end < text.length && text[end] == '>';
    }

    private boolean holds(int index, String part) {
        for (int i = 0; i < part.length(); i++) {
            if (index + i >= text.length || text[index + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int find(int from, String part) {
        for (int i = from; i < text.length && !missing.contains(part); i++) {
            if (holds(i, part)) {
                return i;
            }
        }
        missing.add(part);
        return -1;
    }

    private int afterSpace(int from) {
        int i = from;
        while (i < text.length && TABLE.isSpace(text[i])) {
            i++;
        }
        return i;
    }
}
