package olmoe.pipelines;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import olmoe.dedup.bloom.Decision;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Places;

/// What a sequential step takes from the documents of one part. 20 bytes a passage, big-endian: row, first
/// code point and the one after the last, share of it that was known; a document that leaves as a whole
/// has -1 for both. In ascending order of rows and places.
final class Cuts {
    static final int BYTES = 3 * Integer.BYTES + Double.BYTES;
    private static final int WHOLE = -1;

    private final Int2ObjectMap<List<Decision.Cut>> rows = new Int2ObjectOpenHashMap<>();

    private Cuts() {}

    /// @param cut `start` is -1 for the whole document
    record OfRow(int row, Decision.Cut cut) {
        private static final Comparator<OfRow> ORDER = Comparator.comparingInt(OfRow::row)
                .thenComparingInt(ofRow -> ofRow.cut().start());

        byte[] bytes() {
            return ByteBuffer.allocate(BYTES)
                    .putInt(row)
                    .putInt(cut.start())
                    .putInt(cut.end())
                    .putDouble(cut.score())
                    .array();
        }

        static OfRow parse(ByteBuffer in) {
            return new OfRow(in.getInt(), new Decision.Cut(in.getInt(), in.getInt(), in.getDouble()));
        }
    }

    /// What a decision means for a row: nothing, the whole, or passages.
    static List<OfRow> of(int row, Decision decision) {
        if (decision.dropped()) {
            double share = (double) decision.contained() / decision.ngrams();
            return List.of(new OfRow(row, new Decision.Cut(WHOLE, WHOLE, share)));
        }
        return of(row, decision.cuts());
    }

    static List<OfRow> of(int row, List<Decision.Cut> passages) {
        return passages.stream().map(cut -> new OfRow(row, cut)).toList();
    }

    static void write(OutputStream stream, List<OfRow> cuts) throws IOException {
        List<OfRow> ordered = new ArrayList<>(cuts);
        ordered.sort(OfRow.ORDER);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16))) {
            for (OfRow cut : ordered) {
                out.write(cut.bytes());
            }
        }
    }

    /// @throws IOException where the bytes are no whole number of cuts
    static Cuts read(Places places, MatchPhase phase, Block block) throws IOException {
        String path = phase.path(block) + MatchPhase.CUTS;
        ByteBuffer in = ByteBuffer.wrap(places.read(path));
        if (in.capacity() % BYTES != 0) {
            throw new IOException(path + ": cuts have " + BYTES + " bytes each, but the file has " + in.capacity());
        }
        Cuts cuts = new Cuts();
        while (in.hasRemaining()) {
            OfRow cut = OfRow.parse(in);
            cuts.rows.computeIfAbsent(cut.row(), row -> new ArrayList<>()).add(cut.cut());
        }
        return cuts;
    }

    /// Passages that leave a row, in their order; one alone that [#isWhole] means the document.
    List<Decision.Cut> of(int row) {
        return rows.getOrDefault(row, List.of());
    }

    static boolean isWhole(Decision.Cut cut) {
        return cut.start() == WHOLE;
    }
}
