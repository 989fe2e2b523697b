package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.List;

/// Where a file tells of its copyright by RedPajama's patterns (togethercomputer/RedPajama-Data, branch rp_v1,
/// data_prep/github/github_clean_dedup_local.py): the first closed comment between `/*` and `*/`, wherever it stands,
/// if it says "copyright" in any case; in a file without such a comment the lines at its start that begin with `//`,
/// `#` or `--` or are empty, whatever they say.
///
/// @param kind `copyright_notice`, `comment_block` or an empty text for none
/// @param to exclusive, of a block with the line end after it
record CopyrightBlock(String kind, int from, int to) {
    static final CopyrightBlock NONE = new CopyrightBlock("", 0, 0);

    private static final String WORD = "copyright";

    static CopyrightBlock of(int[] text) {
        int open = find(text, '/', '*', 0);
        int close = open < 0 ? -1 : find(text, '*', '/', open + 2);
        if (close >= 0) {
            return saysCopyright(text, open, close + 2)
                    ? new CopyrightBlock("copyright_notice", open, close + 2)
                    : NONE;
        }
        int end = block(text);
        return end == 0 ? NONE : new CopyrightBlock("comment_block", 0, end);
    }

    /// The lines of a block, without their ends.
    static List<int[]> lines(int[] text, int to) {
        List<int[]> lines = new ArrayList<>();
        int start = 0;
        while (start < to) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            lines.add(new int[] {start, end});
            start = end + 1;
        }
        return lines;
    }

    /// After the block's last line end, one more than the text is long where all of it is one.
    private static int block(int[] text) {
        int start = 0;
        while (start <= text.length) {
            int c = start < text.length ? text[start] : '\n';
            int next = start + 1 < text.length ? text[start + 1] : '\n';
            if (c != '\n' && c != '#' && !(c == '/' && next == '/') && !(c == '-' && next == '-')) {
                return start;
            }
            while (start < text.length && text[start] != '\n') {
                start++;
            }
            start++;
        }
        return start;
    }

    private static int find(int[] text, int first, int second, int from) {
        for (int i = from; i + 1 < text.length; i++) {
            if (text[i] == first && text[i + 1] == second) {
                return i;
            }
        }
        return -1;
    }

    private static boolean saysCopyright(int[] text, int from, int to) {
        for (int i = from; i + WORD.length() <= to; i++) {
            int same = 0;
            while (same < WORD.length() && isLetter(text[i + same], WORD.charAt(same))) {
                same++;
            }
            if (same == WORD.length()) {
                return true;
            }
        }
        return false;
    }

    /// In any case, as Python's re has it: it knows the two dotless or dotted forms of i.
    private static boolean isLetter(int c, char lower) {
        return c == lower || c == lower - 32 || lower == 'i' && (c == 0x130 || c == 0x131);
    }
}
