package olmoe.dedup.minhash;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import olmoe.filters.DocumentKey;

/// Finds the similar pairs of one set of documents on one machine. In memory are the ids, 8 bytes a
/// document and band, and 24 bytes a document; the shingles lie in a temporary file.
public final class NearPairs implements Closeable {
    private static final int CACHED = 1 << 12;

    private final ParameterSet parameters;
    private final Bucket buckets;
    private final Sketcher sketcher;
    private final Path file;
    private final ShingleTable.Writer writer;
    private final List<String> ids = new ArrayList<>();
    private final IntArrayList compared = new IntArrayList(); // numbers of the documents that have bands
    private final LongArrayList[] bands;
    private final int[] cachedNumbers = new int[CACHED];
    private final int[][] cached = new int[CACHED][];

    /// Two documents that are similar enough, the one of smaller id first.
    public record Pair(String a, String b, double similarity) {}

    /// @param cap how many others a document is compared with in one band
    public NearPairs(ParameterSet parameters, int cap) throws IOException {
        this.parameters = parameters;
        this.buckets = new Bucket(cap, true);
        this.sketcher = parameters.sketcher();
        this.file = Files.createTempFile("shingles", null);
        this.writer = new ShingleTable.Writer(Files.newOutputStream(file));
        this.bands = new LongArrayList[parameters.bands()];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = new LongArrayList();
        }
    }

    public void add(String id, String text) throws IOException {
        Sketch sketch = sketcher.sketch(text);
        if (sketch.compared()) {
            compared.add(ids.size());
            for (int band = 0; band < bands.length; band++) {
                bands[band].add(sketch.bands()[band]);
            }
            writer.write(ids.size(), new DocumentKey(0, ids.size()), sketch.shingles());
        }
        ids.add(id);
    }

    /// All pairs that meet in a band, within the cap, and reach the threshold; by the ids.
    public List<Pair> pairs() throws IOException {
        writer.close();
        int[] ranked = ranked();
        Long2DoubleOpenHashMap similar = new Long2DoubleOpenHashMap();
        similar.defaultReturnValue(-1);
        try (ShingleTable shingles = new ShingleTable(FileChannel.open(file), file.toString())) {
            for (LongArrayList band : bands) {
                band(band.elements(), ranked, shingles, similar);
            }
        }
        long[] found = similar.keySet().toLongArray();
        int[] rank = new int[ids.size()];
        for (int i = 0; i < ranked.length; i++) {
            rank[compared.getInt(ranked[i])] = i;
        }
        LongArrays.quickSort(
                found,
                (x, y) -> rank[first(x)] != rank[first(y)]
                        ? Integer.compare(rank[first(x)], rank[first(y)])
                        : Integer.compare(rank[second(x)], rank[second(y)]));
        List<Pair> pairs = new ArrayList<>();
        for (long pair : found) {
            pairs.add(new Pair(ids.get(first(pair)), ids.get(second(pair)), similar.get(pair)));
        }
        return pairs;
    }

    /// Places in `compared`, in the order of the ids; equal ids as they came.
    private int[] ranked() {
        Integer[] places = new Integer[compared.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        java.util.Arrays.sort(places, (x, y) -> ids.get(compared.getInt(x)).compareTo(ids.get(compared.getInt(y))));
        int[] ranked = new int[places.length];
        for (int i = 0; i < ranked.length; i++) {
            ranked[i] = places[i];
        }
        return ranked;
    }

    private void band(long[] keys, int[] ranked, ShingleTable shingles, Long2DoubleOpenHashMap similar)
            throws IOException {
        long[] byRank = new long[ranked.length];
        int[] order = new int[ranked.length];
        for (int rank = 0; rank < ranked.length; rank++) {
            byRank[rank] = keys[ranked[rank]];
            order[rank] = rank;
        }
        LongArrays.radixSortIndirect(order, byRank, true);
        int start = 0;
        while (start < order.length) {
            int end = start + 1;
            while (end < order.length && byRank[order[end]] == byRank[order[start]]) {
                end++;
            }
            int from = start;
            buckets.compare(end - start, (earlier, later) -> {
                int a = compared.getInt(ranked[order[from + earlier]]);
                int b = compared.getInt(ranked[order[from + later]]);
                long pair = (long) a << Integer.SIZE | b;
                if (similar.containsKey(pair)) {
                    return true;
                }
                double similarity =
                        Jaccard.similarity(shingles(shingles, a), shingles(shingles, b), parameters.threshold());
                if (similarity >= 0) {
                    similar.put(pair, similarity);
                }
                return similarity >= 0;
            });
            start = end;
        }
    }

    private int[] shingles(ShingleTable table, int number) throws IOException {
        int slot = number & CACHED - 1;
        if (cached[slot] == null || cachedNumbers[slot] != number) {
            cached[slot] = table.ofRow(number).shingles();
            cachedNumbers[slot] = number;
        }
        return cached[slot];
    }

    private static int first(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    private static int second(long pair) {
        return (int) pair;
    }

    public int documents() {
        return ids.size();
    }

    /// Documents that have too few tokens to be compared.
    public int tooShort() {
        return ids.size() - compared.size();
    }

    /// Pairs that the cap left out.
    public long uncompared() {
        return buckets.uncompared();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.delete(file);
    }
}
