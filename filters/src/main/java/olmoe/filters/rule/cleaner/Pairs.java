package olmoe.filters.rule.cleaner;

import java.util.Arrays;

/// Which opening brackets of a text are closed, and where.
final class Pairs {
    private final int[] closes;

    private Pairs(int[] closes) {
        this.closes = closes;
    }

    /// Pairs brackets of several characters, the nearest first; those of different kinds may not cross. One pass,
    /// whatever stays open.
    ///
    /// @param brackets an opening one and what closes it, in turn
    static Pairs of(String text, String... brackets) {
        int[] closes = new int[text.length()];
        Arrays.fill(closes, -1);
        int kinds = brackets.length / 2;
        int[] stack = new int[text.length() + 1];
        byte[] kindOf = new byte[stack.length];
        int[] open = new int[kinds];
        int depth = 0;
        for (int at = 0; at < text.length(); ) {
            int step = 1;
            for (int kind = 0; kind < kinds; kind++) {
                String opens = brackets[2 * kind];
                String ends = brackets[2 * kind + 1];
                if (text.startsWith(opens, at)) {
                    stack[depth] = at;
                    kindOf[depth++] = (byte) kind;
                    open[kind]++;
                    step = opens.length();
                    break;
                }
                if (open[kind] > 0 && text.startsWith(ends, at)) {
                    while (kindOf[depth - 1] != kind) {
                        open[kindOf[--depth]]--; // opened within and never closed
                    }
                    open[kind]--;
                    closes[stack[--depth]] = at;
                    step = ends.length();
                    break;
                }
            }
            at += step;
        }
        return new Pairs(closes);
    }

    /// Where the bracket that opens here is closed, or -1.
    int close(int open) {
        return closes[open];
    }
}
