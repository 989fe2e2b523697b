package olmoe.filters.rule.code;

import olmoe.tokenizer.text.CodePoints;

/// How much of a shell script is comment, as the Bash lexer of Pygments 2.21 has it for what is not in brackets.
final class ShellComments {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final String ENDS_WORD = "=[]{}()$\"'`\\<&|;";

    private ShellComments() {}

    /// Code points in comments, their line ends counted.
    static long length(int[] text) {
        long length = 0;
        int at = 0;
        boolean unclosed = false;
        while (at < text.length) {
            int c = text[at];
            if (c == '#') {
                int end = at;
                while (end < text.length && text[end] != '\n') {
                    end++;
                }
                boolean hashbang = at == 0 && end > 2 && text[1] == '!';
                length += end < text.length && !hashbang ? end + 1 - at : 0;
                at = end + 1;
            } else if (c == '\\') {
                at += 2;
            } else if (c == '"' || c == '\'') {
                int end = unclosed ? text.length : at + 1;
                while (end < text.length && text[end] != c) {
                    end += text[end] == '\\' && c == '"' ? 2 : 1;
                }
                unclosed |= end >= text.length;
                at = end < text.length ? end + 1 : at + 1;
            } else if (c == '$') {
                at += at + 1 < text.length && "#$?!_*@-".indexOf(text[at + 1]) >= 0 ? 2 : 1;
                at += at < text.length && text[at - 1] == '$' && text[at] == '{' ? 1 : 0;
                at += at < text.length && text[at - 1] == '{' && text[at] == '#' ? 1 : 0;
            } else if (TABLE.isSpace(c) || ENDS_WORD.indexOf(c) >= 0) {
                at++;
            } else {
                while (at < text.length && !TABLE.isSpace(text[at]) && ENDS_WORD.indexOf(text[at]) < 0) {
                    at++;
                }
            }
        }
        return length;
    }
}
