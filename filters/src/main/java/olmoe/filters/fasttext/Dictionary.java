package olmoe.filters.fasttext;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Words and labels by their bytes. Words come first and have the numbers of their rows; the first label
/// has the number after the last word.
final class Dictionary {
    /// Stands for the end of a line; a token of the text that is written so ends the line too.
    static final byte[] END_OF_LINE = "</s>".getBytes(StandardCharsets.UTF_8);

    private static final byte[] LABEL = "__label__".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;
    /// Where each entry begins; one more for the end of the last.
    private final int[] starts;

    private final long[] counts;
    private final int wordCount;
    /// Entry + 1 by hash, open addressing; 0 for an empty place.
    private final int[] places;

    /// @param bytes all entries one after another
    /// @param starts one more than there are entries
    /// @param counts how often each entry stood in the training text
    Dictionary(byte[] bytes, int[] starts, long[] counts, int wordCount) {
        this.bytes = bytes;
        this.starts = starts;
        this.counts = counts;
        this.wordCount = wordCount;
        this.places = new int[Integer.highestOneBit(Math.max(counts.length, 8)) * 4];
        for (int i = 0; i < counts.length; i++) {
            int place = place(bytes, starts[i], starts[i + 1], Hash.of(bytes, starts[i], starts[i + 1]));
            places[place] = i + 1;
        }
    }

    int size() {
        return counts.length;
    }

    int wordCount() {
        return wordCount;
    }

    long count(int entry) {
        return counts[entry];
    }

    byte[] entry(int entry) {
        return Arrays.copyOfRange(bytes, starts[entry], starts[entry + 1]);
    }

    /// The entry of these bytes, or -1.
    int find(byte[] text, int from, int to, int hash) {
        return places[place(text, from, to, hash)] - 1;
    }

    /// Labels without `__label__`, in their order.
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int i = wordCount; i < counts.length; i++) {
            int start = isLabel(bytes, starts[i], starts[i + 1]) ? starts[i] + LABEL.length : starts[i];
            labels.add(new String(bytes, start, starts[i + 1] - start, StandardCharsets.UTF_8));
        }
        return labels;
    }

    long[] labelCounts() {
        return Arrays.copyOfRange(counts, wordCount, counts.length);
    }

    /// Whether a token that is no entry counts as a label, which is no feature.
    static boolean isLabel(byte[] text, int from, int to) {
        return to - from >= LABEL.length && Arrays.equals(text, from, from + LABEL.length, LABEL, 0, LABEL.length);
    }

    private int place(byte[] text, int from, int to, int hash) {
        int mask = places.length - 1;
        int place = (hash ^ hash >>> 15) & mask;
        while (places[place] != 0) {
            int entry = places[place] - 1;
            if (Arrays.equals(text, from, to, bytes, starts[entry], starts[entry + 1])) {
                return place;
            }
            place = place + 1 & mask;
        }
        return place;
    }
}
