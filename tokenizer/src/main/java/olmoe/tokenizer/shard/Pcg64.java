package olmoe.tokenizer.shard;

/// numpy's default bit generator: PCG XSL-RR 128/64 seeded through SeedSequence, so that an order or
/// an initialisation made here can be made again by `numpy.random.Generator(PCG64(seed))`.
///
/// Mutable; one instance a thread.
public final class Pcg64 {
    private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
    private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;

    private long high;
    private long low;
    private long incrementHigh;
    private long incrementLow;

    private boolean halfBuffered;
    private int half;

    /// @param seed from 0 on, as numpy takes it
    public Pcg64(long seed) {
        if (seed < 0) {
            throw new IllegalArgumentException("seed must not be negative but was " + seed);
        }
        int[] words = seedSequence(seed);
        // numpy hands over 64-bit words, the high one first: two for the state, two for the stream
        long stateHigh = word64(words, 0);
        long stateLow = word64(words, 1);
        long streamHigh = word64(words, 2);
        long streamLow = word64(words, 3);
        incrementHigh = (streamHigh << 1) | (streamLow >>> 63);
        incrementLow = (streamLow << 1) | 1;
        step();
        add(stateHigh, stateLow);
        step();
    }

    /// The next 64 bits, all of them uniform.
    public long nextLong() {
        step();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
    }

    /// The next 32 bits: the low half of a 64-bit output, then its high half.
    public int nextInt() {
        if (halfBuffered) {
            halfBuffered = false;
            return half;
        }
        long next = nextLong();
        halfBuffered = true;
        half = (int) (next >>> 32);
        return (int) next;
    }

    /// Uniform in [0, 1), a multiple of 2^-53, as `Generator.random()`.
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// Shuffles in place as `Generator.shuffle`: from the end, each partner drawn by masking 32-bit
    /// outputs and rejecting what is too large.
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int mask = -1 >>> Integer.numberOfLeadingZeros(i);
            int partner = nextInt() & mask;
            while (partner > i) {
                partner = nextInt() & mask;
            }
            int kept = values[i];
            values[i] = values[partner];
            values[partner] = kept;
        }
    }

    private void step() {
        long productHigh = multiplyHighUnsigned(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
        low *= MULTIPLIER_LOW;
        high = productHigh;
        add(incrementHigh, incrementLow);
    }

    private void add(long otherHigh, long otherLow) {
        long sum = low + otherLow;
        high += otherHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    private static long multiplyHighUnsigned(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    private static long word64(int[] words, int index) {
        return (words[2 * index] & 0xFFFFFFFFL) | ((long) words[2 * index + 1] << 32);
    }

    /// `SeedSequence(seed).generate_state(8)` with the default pool of four words.
    private static int[] seedSequence(long seed) {
        int[] entropy = {(int) seed, (int) (seed >>> 32), 0, 0};
        int[] pool = new int[4];
        int constant = 0x43b0d7e5;
        for (int i = 0; i < 4; i++) {
            pool[i] = hash(entropy[i], constant, constant * 0x931e8875);
            constant *= 0x931e8875;
        }
        for (int source = 0; source < 4; source++) {
            for (int target = 0; target < 4; target++) {
                if (source != target) {
                    int mixed = hash(pool[source], constant, constant * 0x931e8875);
                    constant *= 0x931e8875;
                    int value = 0xca01f9dd * pool[target] - 0x4973f715 * mixed;
                    pool[target] = value ^ (value >>> 16);
                }
            }
        }
        int[] state = new int[8];
        constant = 0x8b51f9dd;
        for (int i = 0; i < 8; i++) {
            state[i] = hash(pool[i % 4], constant, constant * 0x58f38ded);
            constant *= 0x58f38ded;
        }
        return state;
    }

    private static int hash(int value, int xor, int multiplier) {
        int product = (value ^ xor) * multiplier;
        return product ^ (product >>> 16);
    }
}
