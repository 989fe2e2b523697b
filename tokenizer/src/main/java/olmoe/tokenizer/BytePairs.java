package olmoe.tokenizer;

import java.util.Arrays;

/// The merges of a vocabulary and the merging of one pre-token: of all neighbours that have a merge, the
/// one of lowest rank, and of equal ones the leftmost, until none has. Immutable.
final class BytePairs {
    static final int NONE = -1;

    /// What one word of bits has place for; beyond, a plain search for the least would be quadratic.
    static final int SHORT = Long.SIZE;

    private static final int PLACE_BITS = 6;
    private static final int PLACE = SHORT - 1;
    private static final int NOTHING = Integer.MAX_VALUE;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int SMALL = 512; // ids
    private static final int BITS = 21;
    private static final int RANK = (1 << BITS) - 1;

    /// Merges.
    static final int MOST = RANK - 1;

    // a pair, left and right, and its rank + 1; 0 for a free slot
    private final long[] table;
    private final int shift;
    // one bit or more set for every pair there is: most that are asked for are not, and these bits stay near
    private final long[] mayBe;
    private final int mayBeShift;
    private final int[] small; // rank by left and right, both below SMALL
    private final int[] results; // by rank

    /// @param results by rank, what a merge gives; at most [#MOST]
    /// @param pairs how many merges there will be
    BytePairs(int[] results, int pairs) {
        if (results.length > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " ranks but there are " + results.length);
        }
        this.results = results;
        int bits = Math.max(6, 33 - Integer.numberOfLeadingZeros(pairs));
        this.table = new long[1 << bits];
        this.shift = 64 - bits;
        this.mayBe = new long[1 << bits - 3];
        this.mayBeShift = 64 - bits - 3;
        this.small = new int[SMALL * SMALL];
        Arrays.fill(small, NONE);
    }

    /// Adds a merge while the table is made.
    ///
    /// @return false for a pair that is there already
    boolean add(int left, int right, int rank) {
        long key = (long) left << BITS | right;
        int slot = slot(key);
        while (table[slot] != 0) {
            if (table[slot] >>> BITS == key) {
                return false;
            }
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = key << BITS | rank + 1;
        int bit = (int) (key * FACTOR >>> mayBeShift);
        mayBe[bit >> 6] |= 1L << bit;
        if ((left | right) < SMALL) {
            small[left * SMALL + right] = rank;
        }
        return true;
    }

    /// Rank of a merge, or -1.
    int rank(int left, int right) {
        if ((left | right) < SMALL) {
            return small[left * SMALL + right];
        }
        long key = (long) left << BITS | right;
        int bit = (int) (key * FACTOR >>> mayBeShift);
        if ((mayBe[bit >> 6] >>> bit & 1) == 0) {
            return NONE;
        }
        int slot = slot(key);
        while (true) {
            long entry = table[slot];
            if (entry >>> BITS == key) {
                return ((int) entry & RANK) - 1; // the pair of ids 0 would look like a free slot, but is small
            }
            if (entry == 0) {
                return NONE;
            }
            slot = slot + 1 & table.length - 1;
        }
    }

    /// What a merge gives.
    int result(int rank) {
        return results[rank];
    }

    private int slot(long key) {
        return (int) (key * FACTOR >>> shift);
    }

    /// Merges the first `count` ids of a pre-token in place.
    ///
    /// @return how many are left
    int merge(Work work, int count) {
        if (count > SHORT) {
            return work.longWords.merge(this, work, count);
        }
        int[] ids = work.ids;
        int length = 0;
        for (long rest = mergeShort(ids, work.waiting, count); rest != 0; rest &= rest - 1) {
            ids[length++] = ids[Long.numberOfTrailingZeros(rest)];
        }
        return length;
    }

    /// Merges up to [#SHORT] ids. Those that are left stay at the places where their bytes begin, of which the
    /// result has a bit each. A neighbour waits as its rank and place in one number, so that the least is found
    /// without a branch.
    long mergeShort(int[] ids, int[] waiting, int count) {
        for (int i = 0; i + 1 < count; i++) {
            waiting[i] = waiting(ids[i], ids[i + 1], i);
        }
        long left = -1L >>> SHORT - count;
        while (true) {
            int least = NOTHING;
            for (int i = 0; i + 1 < count; i++) {
                least = Math.min(least, waiting[i]);
            }
            if (least == NOTHING) {
                return left;
            }
            int at = least & PLACE;
            ids[at] = results[least >>> PLACE_BITS];
            long after = left & -2L << at;
            int gone = Long.numberOfTrailingZeros(after);
            waiting[gone] = NOTHING;
            left ^= 1L << gone;
            after &= after - 1;
            waiting[at] = after == 0 ? NOTHING : waiting(ids[at], ids[Long.numberOfTrailingZeros(after)], at);
            long before = left & (1L << at) - 1;
            if (before != 0) {
                int previous = SHORT - 1 - Long.numberOfLeadingZeros(before);
                waiting[previous] = waiting(ids[previous], ids[at], previous);
            }
        }
    }

    private int waiting(int left, int right, int place) {
        int rank = rank(left, right);
        return rank == NONE ? NOTHING : rank << PLACE_BITS | place;
    }

    /// Room for the merging of one pre-token, reused. One a thread.
    static final class Work {
        int[] ids = new int[SHORT];
        int[] joined = new int[0];
        final int[] waiting = new int[SHORT];
        final LongWords longWords = new LongWords();

        void reserve(int length) {
            if (ids.length < length) {
                ids = new int[length];
            }
        }
    }
}
