package olmoe.pipelines;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import olmoe.dedup.minhash.ShingleTable;
import olmoe.dedup.minhash.ShingleTable.Entry;

/// The shingles of all parts for one step, read where they lie. Keeps the tables opened last and the
/// documents read last.
final class StoredShingles implements Closeable {
    private static final int OPEN_TABLES = 256;
    private static final int CACHED = 1 << 12; // a power of two

    private final MatchParts parts;
    private final int k;
    private final Map<Integer, ShingleTable> tables = new LinkedHashMap<>(16, 0.75f, true);
    private final long[] cachedPlaces = new long[CACHED];
    private final Entry[] cached = new Entry[CACHED];

    /// @param k the step's place in its match
    StoredShingles(MatchParts parts, int k) {
        this.parts = parts;
        this.k = k;
    }

    Entry get(int part, int row) throws IOException {
        long place = (long) part << Integer.SIZE | row;
        int slot = (int) (place * 0x9E3779B97F4A7C15L >>> 32) & CACHED - 1;
        if (cached[slot] == null || cachedPlaces[slot] != place) {
            cached[slot] = table(part).ofRow(row);
            cachedPlaces[slot] = place;
        }
        return cached[slot];
    }

    private ShingleTable table(int part) throws IOException {
        ShingleTable table = tables.get(part);
        if (table == null) {
            if (tables.size() == OPEN_TABLES) {
                Map.Entry<Integer, ShingleTable> oldest =
                        tables.entrySet().iterator().next();
                oldest.getValue().close();
                tables.remove(oldest.getKey());
            }
            String path = parts.path(part) + MatchPhase.shingles(k);
            table = new ShingleTable(parts.places(part).open(path), path);
            tables.put(part, table);
        }
        return table;
    }

    @Override
    public void close() throws IOException {
        for (ShingleTable table : tables.values()) {
            table.close();
        }
        tables.clear();
    }
}
