package olmoe.dedup.minhash;

/// Minima of shingle hashes under `a * h + b` modulo 2^32 with odd a, one for each lane. Each hash is
/// made once; a lane costs a multiplication, an addition and a minimum, which the JIT turns into vector
/// instructions. The minimum is that of signed numbers.
final class Permutations implements Sketcher.Signer {
    private static final int TOGETHER = 4; // lanes that read a hash together

    private final int[] factors;
    private final int[] addends;
    private final int[] minima;
    private final long[] signature;

    /// @param seed of the pseudo-random factors (SplitMix64)
    Permutations(int lanes, long seed) {
        int padded = (lanes + TOGETHER - 1) / TOGETHER * TOGETHER;
        factors = new int[padded];
        addends = new int[padded];
        minima = new int[padded];
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
    public long[] signature(byte[] utf8, int length, Shingles shingles, int[] distinct) {
        for (int lane = 0; lane < minima.length; lane += TOGETHER) {
            four(lane, distinct);
        }
        for (int lane = 0; lane < signature.length; lane++) {
            signature[lane] = minima[lane];
        }
        return signature;
    }

    // four minima that stay in registers, over all hashes: twice as fast as all lanes over four hashes
    private void four(int lane, int[] hashes) {
        int a0 = factors[lane];
        int a1 = factors[lane + 1];
        int a2 = factors[lane + 2];
        int a3 = factors[lane + 3];
        int b0 = addends[lane];
        int b1 = addends[lane + 1];
        int b2 = addends[lane + 2];
        int b3 = addends[lane + 3];
        int m0 = Integer.MAX_VALUE;
        int m1 = m0;
        int m2 = m0;
        int m3 = m0;
        for (int i = 0; i < hashes.length; i++) {
            int h = hashes[i];
            m0 = Math.min(m0, a0 * h + b0);
            m1 = Math.min(m1, a1 * h + b1);
            m2 = Math.min(m2, a2 * h + b2);
            m3 = Math.min(m3, a3 * h + b3);
        }
        minima[lane] = m0;
        minima[lane + 1] = m1;
        minima[lane + 2] = m2;
        minima[lane + 3] = m3;
    }

    private static long splitMix(long state) {
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
