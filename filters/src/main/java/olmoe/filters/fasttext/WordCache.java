package olmoe.filters.fasttext;

import java.util.Arrays;

/// Sums of the rows of words that were met lately: few words make up most of a text. What it holds is
/// equal to what would be computed, so no answer depends on it.
final class WordCache {
    private static final int MOST_BYTES = 32;
    private static final int NUMBERS = 1 << 19;

    private final int dim;
    private final int mask;
    private final byte[] words;
    private final byte[] lengths;
    private final int[] features;
    private final float[] sums;

    WordCache(int dim) {
        this.dim = dim;
        int places = Integer.highestOneBit(Math.max(1, Math.min(1 << 15, NUMBERS / dim)));
        mask = places - 1;
        words = new byte[places * MOST_BYTES];
        lengths = new byte[places];
        features = new int[places];
        sums = new float[places * dim];
    }

    boolean takes(int length) {
        return length <= MOST_BYTES;
    }

    int place(int hash) {
        return (hash ^ hash >>> 16) & mask;
    }

    boolean has(int place, byte[] text, int from, int to) {
        int start = place * MOST_BYTES;
        return lengths[place] == to - from && Arrays.equals(words, start, start + to - from, text, from, to);
    }

    int features(int place) {
        return features[place];
    }

    void addTo(int place, float[] sum) {
        int start = place * dim;
        for (int i = 0; i < dim; i++) {
            sum[i] += sums[start + i];
        }
    }

    void put(int place, byte[] text, int from, int to, float[] word, int count) {
        System.arraycopy(text, from, words, place * MOST_BYTES, to - from);
        lengths[place] = (byte) (to - from);
        features[place] = count;
        System.arraycopy(word, 0, sums, place * dim, dim);
    }
}
