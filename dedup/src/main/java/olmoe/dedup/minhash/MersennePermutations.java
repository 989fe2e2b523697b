package olmoe.dedup.minhash;

import java.util.Arrays;

/// `(a * h + b) mod 2^64 mod (2^61 - 1)`, with a and b as numpy's RandomState gives them: datatrove's
/// permutations (0.10, pipeline/dedup/minhash.py), and of hashes and minima of 32 bits text-dedup's
/// (7538f3e, config/algorithms/minhash.py), both after datasketch.
final class MersennePermutations implements Sketcher.Signer {
    private static final long PRIME = (1L << 61) - 1;
    private static final long HALF = (1L << Integer.SIZE) - 1;

    private final boolean halves;
    private final long[] factors;
    private final long[] addends;
    private final long[] minima;

    private MersennePermutations(int lanes, int seed, int drawn, boolean halves) {
        this.halves = halves;
        MersenneTwister random = new MersenneTwister(seed);
        factors = below(random, drawn, PRIME - 2, 1);
        addends = below(random, drawn, PRIME - 1, 0);
        minima = new long[lanes];
    }

    static MersennePermutations ofDatatrove(int lanes) {
        return new MersennePermutations(lanes, 1, lanes, false);
    }

    /// It draws 240 permutations and uses as many as its bands and rows ask for.
    static MersennePermutations ofTextDedup(int lanes) {
        return new MersennePermutations(lanes, 42, Math.max(lanes, 240), true);
    }

    /// Numbers in `from` to `from + greatest` by masked rejection, as numpy draws them.
    private static long[] below(MersenneTwister random, int count, long greatest, long from) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            long drawn;
            do {
                drawn = random.nextLong() & PRIME; // the mask: all bits of the greatest
            } while (drawn > greatest);
            numbers[i] = from + drawn;
        }
        return numbers;
    }

    @Override
    public long[] signature(byte[] utf8, int length, Shingles shingles, int[] distinct) {
        Arrays.fill(minima, Long.MAX_VALUE);
        long kept = halves ? HALF : -1;
        int shift = halves ? Integer.SIZE : 0;
        for (int i = 0; i < shingles.size(); i++) {
            long hash = shingles.hash(i) >>> shift;
            for (int j = 0; j < minima.length; j++) {
                minima[j] = Math.min(minima[j], modulo(factors[j] * hash + addends[j]) & kept);
            }
        }
        return minima;
    }

    /// Of an unsigned number.
    private static long modulo(long value) {
        long folded = (value & PRIME) + (value >>> 61);
        return folded >= PRIME ? folded - PRIME : folded;
    }
}
