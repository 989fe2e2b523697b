package olmoe.dedup.minhash;

import java.util.Arrays;

/// The shingles of one text as hashes of 64 bits, in their order, repeats included. Made once and used
/// for many texts.
final class Shingles {
    private static final int FEW = 32; // that a comparing sort is as fast for
    private static final int CROWD = 64;

    private long[] hashes = new long[1024];
    private int[] heads = new int[1024];
    private int[] spread = new int[1024];
    private final int[] starts = new int[1 << 16];
    private int size;

    void clear() {
        size = 0;
    }

    void add(long hash) {
        room(1)[size++] = hash;
    }

    /// The hashes, with room for more behind them.
    long[] room(int more) {
        if (more > hashes.length - size) {
            hashes = Arrays.copyOf(hashes, Math.max(Math.addExact(size, more), Math.multiplyExact(hashes.length, 2)));
        }
        return hashes;
    }

    /// Counts hashes that were written to [#room], and returns where the first of them belongs.
    int grow(int more) {
        size += more;
        return size - more;
    }

    int size() {
        return size;
    }

    long hash(int i) {
        return hashes[i];
    }

    /// The upper halves of the hashes, each once, ascending: what two documents are compared by.
    int[] distinct() {
        if (heads.length < size) {
            heads = new int[hashes.length];
            spread = new int[hashes.length];
        }
        for (int i = 0; i < size; i++) {
            heads[i] = (int) (hashes[i] >>> Integer.SIZE);
        }
        int[] ascending = size > FEW && size <= starts.length ? sorted() : null;
        if (ascending == null) {
            Arrays.sort(heads, 0, size);
            ascending = heads;
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || ascending[i] != ascending[i - 1]) {
                ascending[count++] = ascending[i];
            }
        }
        return Arrays.copyOf(ascending, count);
    }

    /// Hashes are spread evenly: they are put where their first bits say, about one to a place, and then
    /// moved past their few neighbours.
    ///
    /// @return null where the text repeats itself so much that many have one place
    private int[] sorted() {
        int shift = Integer.numberOfLeadingZeros(size - 1);
        int places = 1 << Integer.SIZE - shift;
        Arrays.fill(starts, 0, places, 0);
        for (int i = 0; i < size; i++) {
            starts[(heads[i] ^ Integer.MIN_VALUE) >>> shift]++; // negative ones first
        }
        int before = 0;
        int most = 0;
        for (int i = 0; i < places; i++) {
            int here = starts[i];
            starts[i] = before;
            before += here;
            most = Math.max(most, here);
        }
        if (most > CROWD) {
            return null;
        }
        for (int i = 0; i < size; i++) {
            spread[starts[(heads[i] ^ Integer.MIN_VALUE) >>> shift]++] = heads[i];
        }
        for (int i = 1; i < size; i++) {
            int head = spread[i];
            int j = i;
            while (j > 0 && spread[j - 1] > head) {
                spread[j] = spread[j - 1];
                j--;
            }
            spread[j] = head;
        }
        return spread;
    }
}
