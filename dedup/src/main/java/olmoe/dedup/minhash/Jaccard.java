package olmoe.dedup.minhash;

/// Similarity of two sets of shingles. The sets are those of 32-bit hashes: for documents of n shingles
/// a collision changes it by about 1/n, with a probability below n²/2^32.
public final class Jaccard {
    private Jaccard() {}

    /// Shared shingles over all shingles.
    ///
    /// @param a distinct, ascending
    /// @param b distinct, ascending
    public static double similarity(int[] a, int[] b) {
        int shared = shared(a, b, 0);
        return shared == 0 ? 0 : (double) shared / (a.length + b.length - shared);
    }

    /// The similarity where it reaches the threshold, or -1: a pair of too different sizes is not looked
    /// at, and the comparison ends as soon as the threshold is out of reach.
    public static double similarity(int[] a, int[] b, double threshold) {
        int least = leastShared(a.length + b.length, threshold);
        if (Math.min(a.length, b.length) < least) {
            return -1;
        }
        int shared = shared(a, b, least);
        double similarity = shared == 0 ? 0 : (double) shared / (a.length + b.length - shared);
        return shared >= least && similarity >= threshold ? similarity : -1;
    }

    /// A bound from below on how many must be shared, by one less than exact against rounding.
    static int leastShared(int sum, double threshold) {
        return (int) Math.max(0, Math.floor(threshold * sum / (1 + threshold)) - 1);
    }

    /// @return the count, or less than `least` where that cannot be reached
    private static int shared(int[] a, int[] b, int least) {
        int i = 0;
        int j = 0;
        int shared = 0;
        while (i < a.length && j < b.length) {
            int x = a[i];
            int y = b[j];
            if (x == y) {
                shared++;
                i++;
                j++;
            } else {
                if (x < y) {
                    i++;
                } else {
                    j++;
                }
                if (shared + Math.min(a.length - i, b.length - j) < least) {
                    return shared;
                }
            }
        }
        return shared;
    }
}
