package olmoe.tokenizer;

import java.util.Arrays;

/// The merging of pre-tokens longer than a word of bits, by windows, each of which begins with a token of the one
/// before.
///
/// That gives the ids of the whole: ids are what a text becomes exactly where every two neighbours are what their own
/// bytes become. For as long as no merge crosses a border of the two, the merges inside them come in the same order
/// with and without what stands around, as always the least rank is next, and of equal ones the leftmost; so
/// the first merge that crosses a border in the whole would cross it in the two alone. This holds for any list
/// of merges. Windows that have a token in common can therefore be joined there: every two neighbours stand in
/// one of them. Where the next window does not begin with the token that it should, the window was too short,
/// and is tried again longer.
///
/// Of a text that repeats itself the windows do too: those that were merged a moment ago are known. One a thread.
final class LongWords {
    private static final int GROWTH = 8;
    private static final int KNOWN = 64; // windows
    private static final int HASHED = 16; // ids, the first ones

    private final Window[] known = new Window[KNOWN];
    private final Window longer = new Window();
    private final LongMerge longMerge = new LongMerge();

    /// Part of a pre-token and what it becomes.
    private static final class Window {
        private int[] symbols = new int[BytePairs.SHORT];
        private int length;
        private int[] ids = new int[BytePairs.SHORT];
        private int[] starts = new int[BytePairs.SHORT + 1]; // of its tokens and the end, in symbols
        private int count;
        private int cut; // the token with which the next window begins, 0 where there is none

        private int width(int token) {
            return starts[token + 1] - starts[token];
        }
    }

    /// Merges the first `count` ids of the work in place and returns how many are left.
    int merge(BytePairs pairs, BytePairs.Work work, int count) {
        if (work.joined.length < count) {
            work.joined = new int[count];
        }
        int size = BytePairs.SHORT;
        int merged = join(pairs, work, count, size);
        while (merged < 0) {
            size = size > count / GROWTH ? count : size * GROWTH;
            merged = join(pairs, work, count, size);
        }
        int[] joined = work.joined;
        work.joined = work.ids;
        work.ids = joined;
        return merged;
    }

    /// @return how many ids were joined, or -1 where a window that was long enough for the one before it turned
    ///     out to be too short
    private int join(BytePairs pairs, BytePairs.Work work, int length, int size) {
        int count = 0;
        int at = 0;
        int firstWidth = 0; // of the token that must come first at `at`, not known at 0
        Window window = window(pairs, work, at, Math.min(size, length));
        while (true) {
            int cut = at + window.length == length ? window.count : window.cut;
            System.arraycopy(window.ids, 0, work.joined, count, cut);
            if (cut == window.count) {
                return count + cut;
            }
            int end = at + window.length;
            if (cut > 0) {
                int next = at + window.starts[cut];
                int width = window.width(cut);
                window = window(pairs, work, next, Math.min(size, length - next));
                if (window.width(0) == width) {
                    count += cut;
                    at = next;
                    firstWidth = width;
                    continue;
                }
            }
            int more = end - at > (length - at) / GROWTH ? length - at : (end - at) * GROWTH;
            window = window(pairs, work, at, more);
            if (at > 0 && window.width(0) != firstWidth) {
                return -1;
            }
        }
    }

    private Window window(BytePairs pairs, BytePairs.Work work, int from, int length) {
        if (length > BytePairs.SHORT) {
            longMerge(pairs, work, from, length);
            return longer;
        }
        int[] symbols = work.ids;
        int hash = 0;
        for (int i = from; i < from + Math.min(HASHED, length); i++) {
            hash = 31 * hash + symbols[i];
        }
        int slot = hash * 0x9E3779B1 >>> Integer.numberOfLeadingZeros(KNOWN - 1);
        Window window = known[slot];
        if (window == null) {
            window = new Window();
            known[slot] = window;
        }
        if (!Arrays.equals(window.symbols, 0, window.length, symbols, from, from + length)) {
            System.arraycopy(symbols, from, window.symbols, 0, length);
            window.length = length;
            System.arraycopy(symbols, from, window.ids, 0, length);
            window.count = 0;
            for (long rest = pairs.mergeShort(window.ids, work.waiting, length); rest != 0; rest &= rest - 1) {
                int start = Long.numberOfTrailingZeros(rest);
                window.starts[window.count] = start;
                window.ids[window.count++] = window.ids[start];
            }
            window.starts[window.count] = length;
            window.cut = cut(window);
        }
        return window;
    }

    private void longMerge(BytePairs pairs, BytePairs.Work work, int from, int length) {
        if (longer.ids.length < length) {
            longer.ids = new int[length];
            longer.starts = new int[length + 1];
        }
        System.arraycopy(work.ids, from, longer.ids, 0, length);
        longer.length = length;
        longer.count = longMerge.merge(pairs, longer.ids, longer.starts, length);
        longer.cut = cut(longer);
    }

    /// The last token of the smallest id among those that begin in the third quarter: where texts repeat themselves,
    /// the windows then begin at the same place of what is repeated.
    private static int cut(Window window) {
        int cut = 0;
        for (int token = 1; token < window.count && window.starts[token] <= window.length / 4 * 3; token++) {
            if (window.starts[token] >= window.length / 2 && (cut == 0 || window.ids[token] <= window.ids[cut])) {
                cut = token;
            }
        }
        return cut;
    }
}
