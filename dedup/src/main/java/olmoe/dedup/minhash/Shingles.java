package olmoe.dedup.minhash;

import java.util.Arrays;

/// The shingles of one text as hashes of 64 bits, in their order, repeats included. Made once and used
/// for many texts.
final class Shingles {
    private long[] hashes = new long[1024];
    private int[] heads = new int[1024];
    private int size;

    void clear() {
        size = 0;
    }

    void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.multiplyExact(size, 2));
        }
        hashes[size++] = hash;
    }

    int size() {
        return size;
    }

    long hash(int i) {
        return hashes[i];
    }

    /// The upper halves of the hashes, each once, ascending: what two documents are compared by.
    int[] distinct() {
        if (heads.length < size) {
            heads = new int[hashes.length];
        }
        for (int i = 0; i < size; i++) {
            heads[i] = (int) (hashes[i] >>> Integer.SIZE);
        }
        Arrays.sort(heads, 0, size);
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || heads[i] != heads[i - 1]) {
                heads[count++] = heads[i];
            }
        }
        return Arrays.copyOf(heads, count);
    }
}
