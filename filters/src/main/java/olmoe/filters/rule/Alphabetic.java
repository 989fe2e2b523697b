package olmoe.filters.rule;

import java.util.BitSet;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;

/// The property Alphabetic of Unicode 17: Rust's char::is_alphabetic, and `[[:alpha:]]` of the module regex. What
/// [CodePoints] does not know of it, which marks have it, stands in a list of its own here.
public final class Alphabetic {
    private static final CodePoints TABLE = CodePoints.unicode17();
    private static final BitSet MARKS = marks();

    private Alphabetic() {}

    public static boolean is(int c) {
        return TABLE.isMark(c) ? MARKS.get(c) : TABLE.isAlphabetic(c);
    }

    public static boolean anyIn(Spans words, int i) {
        for (int k = 0; k < words.length(i); k++) {
            if (is(words.codePoint(i, k))) {
                return true;
            }
        }
        return false;
    }

    private static BitSet marks() {
        BitSet marks = new BitSet();
        for (String line :
                WordList.builtin(Alphabetic.class, "alphabetic-marks.txt").words()) {
            if (line.startsWith("#")) {
                continue;
            }
            for (String range : line.split(" ")) {
                String[] ends = range.split("-");
                marks.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
            }
        }
        return marks;
    }
}
