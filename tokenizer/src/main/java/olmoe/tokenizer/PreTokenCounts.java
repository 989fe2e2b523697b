package olmoe.tokenizer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How often each pre-token occurs in the texts that a tokenizer is trained on.
final class PreTokenCounts {
    private int[] slots = new int[1 << 12]; // number + 1
    private int[] hashes = new int[1 << 11];
    private int[] starts = new int[(1 << 11) + 1]; // the bytes of i lie from starts[i] to starts[i + 1]
    private long[] counts = new long[1 << 11];
    private byte[] bytes = new byte[1 << 14];
    private int size;

    void add(byte[] utf8, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + utf8[i];
        }
        hash = (hash ^ hash >>> 16) * 0x9E3779B1;
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(bytes, starts[number], starts[number + 1], utf8, from, to)) {
                counts[number]++;
                return;
            }
            slot = slot + 1 & slots.length - 1;
        }
        append(hash, utf8, from, to);
    }

    private void append(int hash, byte[] utf8, int from, int to) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size + 1);
        }
        int end = Math.addExact(starts[size], to - from);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(utf8, from, bytes, starts[size], to - from);
        hashes[size] = hash;
        counts[size] = 1;
        starts[size + 1] = end;
        size++;
        if (2 * size > slots.length) {
            slots = new int[2 * slots.length];
            for (int number = 0; number < size; number++) {
                place(number);
            }
        } else {
            place(size - 1);
        }
    }

    private void place(int number) {
        int slot = hashes[number] & slots.length - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = number + 1;
    }

    /// The pre-tokens' numbers in the order of their bytes, whatever order they came in.
    int[] sorted() {
        Comparator<Integer> byBytes =
                (a, b) -> Arrays.compareUnsigned(bytes, starts[a], starts[a + 1], bytes, starts[b], starts[b + 1]);
        return IntStream.range(0, size).boxed().sorted(byBytes).mapToInt(i -> i).toArray();
    }

    int length(int number) {
        return starts[number + 1] - starts[number];
    }

    int byteAt(int number, int index) {
        return bytes[starts[number] + index] & 0xFF;
    }

    long count(int number) {
        return counts[number];
    }
}
