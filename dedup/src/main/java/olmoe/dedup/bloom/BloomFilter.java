package olmoe.dedup.bloom;

import olmoe.tokenizer.cli.CheckException;

/// A Bloom filter whose bits depend on the keys alone: no seed is drawn, so that two runs agree.
///
/// It is sized by memory. How many keys fit at the wanted rate of false positives follows, and it takes
/// no key beyond: a filter that is too full drops documents that nobody has seen before.
public final class BloomFilter implements Keys {
    private static final double LN_2 = 0.6931471805599453;
    private static final long MOST_BYTES = 8L * (Integer.MAX_VALUE - 8);

    private final long[] bits;
    private final int hashes;
    private final double falsePositives;
    private final long mostSet;
    private long set;
    private long size;

    /// @param bytes of memory, rounded down to 8
    /// @param falsePositives wanted rate when full, above 0 and at most 0.5
    public BloomFilter(long bytes, double falsePositives) {
        check(bytes, falsePositives);
        this.bits = new long[(int) (bytes / 8)];
        this.falsePositives = falsePositives;
        this.hashes = (int) Math.max(1, Math.rint(-StrictMath.log(falsePositives) / LN_2));
        this.mostSet = (long) (64.0 * bits.length * StrictMath.pow(falsePositives, 1.0 / hashes));
    }

    static void check(long bytes, double falsePositives) {
        if (bytes < 8 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "memory must be between 8 and " + MOST_BYTES + " bytes but was " + bytes);
        }
        if (!(falsePositives > 0 && falsePositives <= 0.5)) {
            throw new IllegalArgumentException(
                    "false-positives must be above 0 and at most 0.5 but was " + falsePositives);
        }
    }

    /// About how many different keys fit: -m / k ln(1 - p^(1/k)) for m bits and k of them a key.
    public long capacity() {
        double share = StrictMath.pow(falsePositives, 1.0 / hashes);
        return (long) (-64.0 * bits.length / hashes * StrictMath.log(1 - share));
    }

    public long bytes() {
        return 8L * bits.length;
    }

    /// Bits that a key sets.
    public int hashes() {
        return hashes;
    }

    /// Bits that are set.
    public long set() {
        return set;
    }

    /// Of a key that was never added, now: that all its bits are among those that are set.
    public double computedFalsePositives() {
        return StrictMath.pow(set / (64.0 * bits.length), hashes);
    }

    /// Share of keys that were never added and are found all the same, over this many probes, always the
    /// same ones.
    public double measuredFalsePositives(int probes) {
        return foundOf(probes) / (double) probes;
    }

    /// How many of so many keys that were never added are found all the same; always the same keys.
    public long foundOf(int probes) {
        long found = 0;
        for (int i = 1; i <= probes; i++) {
            found += contains(mix(i), mix(~(long) i)) ? 1 : 0;
        }
        return found;
    }

    @Override
    public boolean contains(long high, long low) {
        long step = low | 1;
        for (int i = 0; i < hashes; i++) {
            long bit = bit(high + i * step);
            if ((bits[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void add(long high, long low) {
        if (contains(high, low)) {
            return;
        }
        if (set >= mostSet) {
            throw new CheckException("the Bloom filter of " + bytes() + " bytes is full: with one key more than " + size
                    + " its rate of false positives would pass " + falsePositives + "; give it more memory");
        }
        size++;
        long step = low | 1;
        for (int i = 0; i < hashes; i++) {
            long bit = bit(high + i * step);
            int word = (int) (bit >>> 6);
            set += (bits[word] & 1L << bit) == 0 ? 1 : 0;
            bits[word] |= 1L << bit;
        }
    }

    @Override
    public long size() {
        return size;
    }

    /// A 64-bit hash scaled to the number of bits.
    private long bit(long hash) {
        return Math.multiplyHigh(hash >>> 1, 128L * bits.length);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
