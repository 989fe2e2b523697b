package olmoe.filters.fasttext;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Counts the words of lines. Words are ordered by count, the most frequent first, then by their bytes, so
/// the order of lines does not matter; labels likewise.
final class DictionaryBuilder {
    private byte[] pool = new byte[1 << 16];
    private int[] starts = new int[1 << 10];
    private long[] counts = new long[1 << 10];
    private int size;
    private int[] places = new int[1 << 12]; // entry + 1
    private long tokens;

    /// All of them, the ends of lines included.
    long tokens() {
        return tokens;
    }

    void line(byte[] utf8) {
        int at = 0;
        while (at < utf8.length) {
            if (LineFeatures.isSpace(utf8[at])) {
                at++;
                continue;
            }
            int from = at;
            while (at < utf8.length && !LineFeatures.isSpace(utf8[at])) {
                at++;
            }
            if (LineFeatures.isEndOfLine(utf8, from, at)) {
                break;
            }
            tokens++;
            if (!Dictionary.isLabel(utf8, from, at)) {
                add(utf8, from, at);
            }
        }
        tokens++;
        add(Dictionary.END_OF_LINE, 0, Dictionary.END_OF_LINE.length);
    }

    /// @param minCount words that are rarer are left out
    /// @param labels in the order of their numbers, without `__label__`
    /// @param lines how many of each label
    Dictionary build(int minCount, List<String> labels, long[] lines) {
        int[] kept = IntStream.range(0, size).filter(i -> counts[i] >= minCount).toArray();
        IntArrays.stableSort(kept, (a, b) -> {
            int order = Long.compare(counts[b], counts[a]);
            return order != 0
                    ? order
                    : Arrays.compareUnsigned(pool, starts[a], starts[a + 1], pool, starts[b], starts[b + 1]);
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] starts = new int[kept.length + lines.length + 1];
        long[] counts =
                Arrays.copyOf(Arrays.stream(kept).mapToLong(i -> this.counts[i]).toArray(), kept.length + lines.length);
        for (int i = 0; i < kept.length; i++) {
            bytes.write(pool, this.starts[kept[i]], this.starts[kept[i] + 1] - this.starts[kept[i]]);
            starts[i + 1] = bytes.size();
        }
        for (int i = 0; i < lines.length; i++) {
            bytes.writeBytes(("__label__" + labels.get(i)).getBytes(StandardCharsets.UTF_8));
            starts[kept.length + i + 1] = bytes.size();
            counts[kept.length + i] = lines[i];
        }
        return new Dictionary(bytes.toByteArray(), starts, counts, kept.length);
    }

    /// Labels in the order of their numbers: by how many lines they have, then by name.
    static Comparator<String> labelOrder(java.util.Map<String, Long> lines) {
        return Comparator.comparingLong((String label) -> -lines.get(label)).thenComparing(Comparator.naturalOrder());
    }

    private void add(byte[] utf8, int from, int to) {
        int place = place(utf8, from, to);
        if (places[place] > 0) {
            counts[places[place] - 1]++;
            return;
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        int end = Math.addExact(starts[size], to - from);
        if (end > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(end, (int) Math.min(2L * pool.length, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(utf8, from, pool, starts[size], to - from);
        counts[size] = 1;
        starts[++size] = end;
        places[place] = size;
        if (size > places.length / 2) {
            places = new int[4 * places.length];
            for (int i = 0; i < size; i++) {
                places[place(pool, starts[i], starts[i + 1])] = i + 1;
            }
        }
    }

    private int place(byte[] text, int from, int to) {
        int hash = Hash.of(text, from, to);
        int mask = places.length - 1;
        int place = (hash ^ hash >>> 15) & mask;
        while (places[place] > 0) {
            int entry = places[place] - 1;
            if (Arrays.equals(text, from, to, pool, starts[entry], starts[entry + 1])) {
                return place;
            }
            place = place + 1 & mask;
        }
        return place;
    }
}
