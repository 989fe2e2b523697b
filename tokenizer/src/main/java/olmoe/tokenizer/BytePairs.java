package olmoe.tokenizer;

/// The merges of a vocabulary and the merging of one pre-token: of all neighbours that have a merge, the
/// one of lowest rank, and of equal ones the leftmost, until none has. Immutable.
final class BytePairs {
    static final int NONE = -1;

    /// From here on the neighbours wait in a queue, as the plain search is quadratic.
    static final int QUEUE_FROM = 32;

    private static final int BITS = 21;
    private static final int RANK = (1 << BITS) - 1;

    // a pair, left and right, and its rank + 1; 0 for a free slot
    private final long[] table;
    private final int shift;
    private final int[] results; // by rank

    /// @param results by rank, what a merge gives
    /// @param pairs how many merges there will be
    BytePairs(int[] results, int pairs) {
        if (results.length >= RANK) {
            throw new IllegalArgumentException("at most " + (RANK - 1) + " ranks but there are " + results.length);
        }
        this.results = results;
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(pairs, 1));
        this.table = new long[1 << bits];
        this.shift = 64 - bits;
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
        return true;
    }

    /// Rank of a merge, or -1.
    int rank(int left, int right) {
        long key = (long) left << BITS | right;
        int slot = slot(key);
        while (true) {
            long entry = table[slot];
            if (entry >>> BITS == key) {
                return entry == 0 ? NONE : ((int) entry & RANK) - 1; // the pair of ids 0 looks like a free slot
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
        return (int) (key * 0x9E3779B97F4A7C15L >>> shift);
    }

    /// Merges the first `count` ids of a pre-token in place.
    ///
    /// @return how many are left
    int merge(Work work, int count) {
        return count < QUEUE_FROM ? mergeShort(work.ids, work.ranks, count) : new LongMerge(this, work, count).merge();
    }

    private int mergeShort(int[] ids, int[] ranks, int count) {
        int length = count;
        for (int i = 0; i + 1 < length; i++) {
            ranks[i] = rank(ids[i], ids[i + 1]) & Integer.MAX_VALUE; // none is the largest
        }
        while (true) {
            int best = Integer.MAX_VALUE;
            int at = NONE;
            for (int i = 0; i + 1 < length; i++) {
                if (ranks[i] < best) {
                    best = ranks[i];
                    at = i;
                }
            }
            if (at == NONE) {
                return length;
            }
            ids[at] = results[best];
            length--;
            for (int i = at + 1; i < length; i++) {
                ids[i] = ids[i + 1];
                ranks[i] = ranks[i + 1];
            }
            if (at > 0) {
                ranks[at - 1] = rank(ids[at - 1], ids[at]) & Integer.MAX_VALUE;
            }
            if (at + 1 < length) {
                ranks[at] = rank(ids[at], ids[at + 1]) & Integer.MAX_VALUE;
            }
        }
    }

    /// Room for the merging of one pre-token, reused. One a thread.
    static final class Work {
        int[] ids = new int[64];
        final int[] ranks = new int[QUEUE_FROM];
        int[] counts = new int[0];
        int[] next = new int[0];
        int[] previous = new int[0];
        final RankQueue queue = new RankQueue();

        void reserve(int length) {
            if (ids.length < length) {
                ids = new int[length];
            }
        }

        void reserveRuns(int length) {
            if (next.length < length) {
                counts = new int[length];
                next = new int[length];
                previous = new int[length];
            }
        }
    }
}
