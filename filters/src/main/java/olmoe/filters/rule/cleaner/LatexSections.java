package olmoe.filters.rule.cleaner;

import olmoe.tokenizer.text.CodePoints;

/// Where RedPajama sees the first section of a LaTeX file (togethercomputer/RedPajama-Data, branch rp_v1,
/// data_prep/arxiv/arxiv_cleaner.py): a command from `\chapter` to `\subsubsection` with an argument in braces, which
/// may end anywhere. Its pattern lacks a bar, so that `\paragraph` counts only where an argument of it ends before a
/// `\subparagraph`.
final class LatexSections {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final String[] COMMANDS = {"chapter", "part", "section", "subsection", "subsubsection"};
    private static final String PARAGRAPH = "paragraph";
    private static final String SUBPARAGRAPH = "subparagraph";

    private final String text;
    private final int lastBrace;
    private final int lastPair; // of ]{ before that brace

    private LatexSections(String text) {
        this.text = text;
        lastBrace = text.lastIndexOf('}');
        lastPair = lastBrace < 2 ? -1 : text.lastIndexOf("]{", lastBrace - 2);
    }

    /// The place of its backslash, or -1.
    static int first(String text) {
        return new LatexSections(text).first();
    }

    private int first() {
        int lastSub = lastSubparagraph();
        int pairBeforeSub = lastSub < 2 ? -1 : text.lastIndexOf("]{", lastSub - 2);
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            for (String command : COMMANDS) {
                if (isCommand(at, command, lastBrace, lastPair)) {
                    return at;
                }
            }
            if (isCommand(at, PARAGRAPH, lastSub, pairBeforeSub)) {
                return at;
            }
        }
        return -1;
    }

    /// @param lastEnd the last brace that can end the argument
    /// @param lastOpen the last `]{` before it
    private boolean isCommand(int at, String command, int lastEnd, int lastOpen) {
        if (!text.startsWith(command, at + 1)) {
            return false;
        }
        int next = at + 1 + command.length();
        if (next >= text.length() || TABLE.isWord(text.codePointAt(next))) {
            return false;
        }
        next += text.charAt(next) == '*' ? 1 : 0;
        if (next >= text.length()) {
            return false;
        }
        return switch (text.charAt(next)) {
            case '{' -> lastEnd > next;
            case '[' -> lastOpen > next;
            default -> false;
        };
    }

    /// The last brace that a `\subparagraph` follows.
    private int lastSubparagraph() {
        for (int at = text.lastIndexOf("}\\"); at >= 0; at = text.lastIndexOf("}\\", at - 1)) {
            if (isCommand(at + 1, SUBPARAGRAPH, lastBrace, lastPair)) {
                return at;
            }
        }
        return -1;
    }
}
