package olmoe.dedup.minhash;

import java.util.Arrays;

/// Minima of shingle hashes under `a * h + b` modulo 2^32 with odd a, one for each lane. Each hash is
/// made once; a lane costs a multiplication, an addition and a minimum, which the JIT turns into vector
/// instructions. The minimum is that of signed numbers.
final class Permutations implements Sketcher.Signer {
    private static final int UNROLLED = 4;

    private final int[] factors;
    private final int[] addends;
    private final int[] minima;
    private final long[] signature;

    /// @param seed of the pseudo-random factors (SplitMix64)
    Permutations(int lanes, long seed) {
        factors = new int[lanes];
        addends = new int[lanes];
        minima = new int[lanes];
        signature = new long[lanes];
        long state = seed;
        for (int i = 0; i < lanes; i++) {
            state += 0x9E3779B97F4A7C15L;
            long random = splitMix(state);
            factors[i] = (int) random | 1;
            addends[i] = (int) (random >>> Integer.SIZE);
        }
    }

    @Override
    public long[] signature(String text, Shingles shingles, int[] distinct) {
        Arrays.fill(minima, Integer.MAX_VALUE);
        int i = 0;
        for (; i + UNROLLED <= distinct.length; i += UNROLLED) {
            four(distinct[i], distinct[i + 1], distinct[i + 2], distinct[i + 3], minima);
        }
        for (; i < distinct.length; i++) {
            four(distinct[i], distinct[i], distinct[i], distinct[i], minima);
        }
        for (int lane = 0; lane < minima.length; lane++) {
            signature[lane] = minima[lane];
        }
        return signature;
    }

    // four hashes a pass: the lanes are loaded and stored a quarter as often
    private void four(int h0, int h1, int h2, int h3, int[] m) {
        int[] a = factors;
        int[] b = addends;
        for (int j = 0; j < m.length; j++) {
            int first = Math.min(a[j] * h0 + b[j], a[j] * h1 + b[j]);
            int second = Math.min(a[j] * h2 + b[j], a[j] * h3 + b[j]);
            m[j] = Math.min(m[j], Math.min(first, second));
        }
    }

    private static long splitMix(long state) {
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
