package olmoe.filters.fasttext;

/// Where the row of a hashed n-gram is. A pruned model keeps the rows of some buckets only.
final class Buckets {
    private final int count;
    private final long reciprocal;
    private final int firstRow;
    /// One bit a bucket that is kept, how many are before each 64 of them, and their rows in order; null
    /// for all buckets in order.
    private final long[] kept;

    private final int[] before;
    private final int[] rows;

    /// All buckets, one row each.
    ///
    /// @param firstRow number of words: their rows come first
    Buckets(int count, int firstRow) {
        this(count, firstRow, null, null, null);
    }

    /// @param buckets ascending, without repetition
    /// @param rows from 0 on, in the order of `buckets`
    Buckets(int count, int firstRow, int[] buckets, int[] rows) {
        this(count, firstRow, bits(count, buckets), new int[(count + 63) / 64], rows);
        int n = 0;
        for (int i = 0; i < kept.length; i++) {
            before[i] = n;
            n += Long.bitCount(kept[i]);
        }
    }

    private Buckets(int count, int firstRow, long[] kept, int[] before, int[] rows) {
        this.count = count;
        this.reciprocal = count == 0 ? 0 : Long.divideUnsigned(-1, count) + 1;
        this.firstRow = firstRow;
        this.kept = kept;
        this.before = before;
        this.rows = rows;
    }

    private static long[] bits(int count, int[] buckets) {
        long[] bits = new long[(count + 63) / 64];
        for (int bucket : buckets) {
            bits[bucket >> 6] |= 1L << bucket;
        }
        return bits;
    }

    int count() {
        return count;
    }

    /// The row for a hash of 32 bits, or -1.
    int row(int hash) {
        // remainder by two multiplications: Lemire, Kaser, Kurz, "Faster remainder by direct computation"
        long fraction = reciprocal * (hash & 0xffffffffL);
        return rowOfBucket((int) (Math.multiplyHigh(fraction, count) + (fraction >> 63 & count)));
    }

    /// The row for a hash of 64 bits, or -1.
    int row(long hash) {
        return rowOfBucket((int) Long.remainderUnsigned(hash, count));
    }

    private int rowOfBucket(int bucket) {
        if (kept == null) {
            return firstRow + bucket;
        }
        long bits = kept[bucket >> 6];
        if ((bits >>> bucket & 1) == 0) {
            return -1;
        }
        int rank = before[bucket >> 6] + Long.bitCount(bits & (1L << bucket) - 1);
        return firstRow + rows[rank];
    }
}
