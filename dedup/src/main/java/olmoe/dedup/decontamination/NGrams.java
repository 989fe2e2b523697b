package olmoe.dedup.decontamination;

import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;

/// A sorted table from hashes of n-grams to the places where they stand in the evaluations: 12 bytes an
/// n-gram, and a bit set that answers most of the lookups of a document that holds none.
final class NGrams {
    private final long[] hashes;
    private final int[] places;
    private final int[] starts; // by the upper bits of a hash, where its hashes begin
    private final int shift;
    private final long[] filter;
    private final int filterShift;

    /// @param hashes sorted here, the places with them; equal hashes keep their places in order
    NGrams(long[] hashes, int[] places) {
        sort(hashes, places);
        this.hashes = hashes;
        this.places = places;
        int bits = Math.max(6, 64 - Long.numberOfLeadingZeros(hashes.length));
        this.shift = 64 - bits;
        this.starts = new int[(1 << bits) + 1];
        for (long hash : hashes) {
            starts[(int) (hash >>> shift) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int filterBits = Math.min(30, bits + 4);
        this.filterShift = 64 - filterBits;
        this.filter = new long[1 << filterBits - 6];
        for (long hash : hashes) {
            long bit = hash >>> filterShift;
            filter[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    /// The first place of this hash in the table, or -1.
    int find(long hash) {
        long bit = hash >>> filterShift;
        if ((filter[(int) (bit >>> 6)] & 1L << bit) == 0) {
            return -1;
        }
        int bucket = (int) (hash >>> shift);
        for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    /// Whether the entry after this one has the same hash.
    boolean more(int entry) {
        return entry + 1 < hashes.length && hashes[entry + 1] == hashes[entry];
    }

    int place(int entry) {
        return places[entry];
    }

    private static void sort(long[] hashes, int[] places) {
        int[] order = new int[hashes.length];
        Arrays.setAll(order, i -> i);
        LongArrays.radixSortIndirect(order, hashes, true);
        long[] unsorted = hashes.clone();
        int[] unsortedPlaces = places.clone();
        // radix order is signed, buckets are unsigned: the negative half goes last
        int negative = 0;
        while (negative < order.length && unsorted[order[negative]] < 0) {
            negative++;
        }
        for (int i = 0; i < order.length; i++) {
            int from = order[(i + negative) % order.length];
            hashes[i] = unsorted[from];
            places[i] = unsortedPlaces[from];
        }
    }

    /// A polynomial hash of the last words of a text, moved on a word at a time.
    static final class Rolling {
        private static final long FACTOR = 0x9FB21C651E98DF25L;

        private final int length;
        private final long oldest; // FACTOR to the power of length
        private long hash;

        Rolling(int length) {
            this.length = length;
            long power = 1;
            for (int i = 0; i < length; i++) {
                power *= FACTOR;
            }
            this.oldest = power;
        }

        int length() {
            return length;
        }

        void clear() {
            hash = 0;
        }

        void add(long word) {
            hash = hash * FACTOR + word;
        }

        void remove(long word) {
            hash -= word * oldest;
        }

        /// Spread over all bits.
        long value() {
            long value = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
            return value ^ value >>> 32;
        }
    }
}
