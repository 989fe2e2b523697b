package olmoe.tokenizer;

import java.util.Arrays;

/// Pairs of ids, numbered as they come, with a count each.
final class PairCounts {
    private long[] pairs = new long[1 << 12];
    private long[] counts = new long[1 << 12];
    private int size;
    private int[] slots = new int[1 << 13]; // number + 1

    /// The number of a pair, a new one with count 0 where it is not known.
    int number(long pair) {
        int slot = slot(pair);
        while (slots[slot] != 0) {
            if (pairs[slots[slot] - 1] == pair) {
                return slots[slot] - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == pairs.length) {
            int more = size + (size >> 2);
            pairs = Arrays.copyOf(pairs, more);
            counts = Arrays.copyOf(counts, more);
        }
        pairs[size++] = pair;
        slots[slot] = size;
        if (size > slots.length / 4L * 3) {
            slots = new int[Math.multiplyExact(2, slots.length)];
            for (int number = 0; number < size; number++) {
                int free = slot(pairs[number]);
                while (slots[free] != 0) {
                    free = free + 1 & slots.length - 1;
                }
                slots[free] = number + 1;
            }
        }
        return size - 1;
    }

    long pair(int number) {
        return pairs[number];
    }

    long count(int number) {
        return counts[number];
    }

    void add(int number, long by) {
        counts[number] += by;
    }

    private int slot(long pair) {
        return (int) (pair * 0x9E3779B97F4A7C15L >>> 32) & slots.length - 1;
    }
}
