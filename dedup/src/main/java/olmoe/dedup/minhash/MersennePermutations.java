package olmoe.dedup.minhash;

import java.util.Arrays;

/// datatrove's permutations: `(a * h + b) mod 2^64 mod (2^61 - 1)`, with a and b as numpy's RandomState
/// of seed 1 gives them (datatrove 0.10, pipeline/dedup/minhash.py).
final class MersennePermutations implements Sketcher.Signer {
    private static final long PRIME = (1L << 61) - 1;
    private static final int SEED = 1;

    private final long[] factors;
    private final long[] addends;
    private final long[] minima;

    MersennePermutations(int lanes) {
        MersenneTwister random = new MersenneTwister(SEED);
        factors = below(random, lanes, PRIME - 2, 1);
        addends = below(random, lanes, PRIME - 1, 0);
        minima = new long[lanes];
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
        for (int i = 0; i < shingles.size(); i++) {
            long hash = shingles.hash(i);
            for (int j = 0; j < minima.length; j++) {
                minima[j] = Math.min(minima[j], modulo(factors[j] * hash + addends[j]));
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
