package olmoe.dedup.minhash;

import java.util.Arrays;

/// Compares one document with many: its shingles are marked in a table of bits, which says of most others by one look a
/// shingle that they share too few. Those that may share enough are compared whole.
public final class Likeness {
    private static final int BITS = 1 << 16;
    private static final int MOST = BITS >>> 4; // shingles of which the table can tell something

    private final long[] table = new long[BITS / Long.SIZE];
    private int[] marked = new int[0];

    /// As [Jaccard#similarity(int[], int[], double)].
    ///
    /// @param one distinct, ascending; best the same array call after call
    /// @param other distinct, ascending
    public double similarity(int[] one, int[] other, double threshold) {
        if (one.length <= MOST) {
            int least = Jaccard.leastShared(one.length + other.length, threshold);
            if (Math.min(one.length, other.length) < least) {
                return -1;
            }
            if (marked != one) {
                mark(one);
            }
            if (found(other) < least) {
                return -1;
            }
        }
        return Jaccard.similarity(one, other, threshold);
    }

    private void mark(int[] one) {
        Arrays.fill(table, 0);
        for (int hash : one) {
            table[(hash & BITS - 1) >>> 6] |= 1L << hash;
        }
        marked = one;
    }

    /// How many are marked, which is no fewer than are shared.
    private int found(int[] other) {
        int found = 0;
        for (int hash : other) {
            found += (int) (table[(hash & BITS - 1) >>> 6] >>> hash) & 1;
        }
        return found;
    }
}
