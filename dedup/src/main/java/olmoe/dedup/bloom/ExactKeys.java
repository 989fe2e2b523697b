package olmoe.dedup.bloom;

import olmoe.tokenizer.cli.CheckException;

/// Every key as it is, in open addressing, 21 to 43 bytes each. Two different n-grams share a key with
/// probability 2^-128, so that among 10^12 of them there is a false positive with probability 10^-15.
public final class ExactKeys implements Keys {
    private static final int MOST_SLOTS = 1 << 29;

    private long[] keys = new long[2 << 10]; // high, low, high, low, …
    private boolean zero; // whether the key 0, 0 is there, which marks a free slot
    private long size;

    @Override
    public boolean contains(long high, long low) {
        if ((high | low) == 0) {
            return zero;
        }
        int slot = slot(keys, high, low);
        return (keys[slot] | keys[slot + 1]) != 0;
    }

    @Override
    public void add(long high, long low) {
        if ((high | low) == 0) {
            size += zero ? 0 : 1;
            zero = true;
            return;
        }
        int slot = slot(keys, high, low);
        if ((keys[slot] | keys[slot + 1]) == 0) {
            keys[slot] = high;
            keys[slot + 1] = low;
            size++;
            if (size > keys.length / 2 * 3L / 4) {
                grow();
            }
        }
    }

    @Override
    public long size() {
        return size;
    }

    private void grow() {
        if (keys.length / 2 >= MOST_SLOTS) {
            throw new CheckException("an exact set holds at most " + MOST_SLOTS / 4 * 3L
                    + " n-grams: use a Bloom filter or more shards");
        }
        long[] larger = new long[keys.length * 2];
        for (int i = 0; i < keys.length; i += 2) {
            if ((keys[i] | keys[i + 1]) != 0) {
                int slot = slot(larger, keys[i], keys[i + 1]);
                larger[slot] = keys[i];
                larger[slot + 1] = keys[i + 1];
            }
        }
        keys = larger;
    }

    /// Where the key is, or the free slot where it would be.
    private static int slot(long[] keys, long high, long low) {
        int mask = keys.length - 1;
        int slot = (int) (high ^ low >>> 32) << 1 & mask;
        while ((keys[slot] | keys[slot + 1]) != 0 && (keys[slot] != high || keys[slot + 1] != low)) {
            slot = slot + 2 & mask;
        }
        return slot;
    }
}
