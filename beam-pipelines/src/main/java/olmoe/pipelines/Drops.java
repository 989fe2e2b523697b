package olmoe.pipelines;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import olmoe.dedup.SimilarityStep;
import olmoe.filters.DocumentKey;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Places;

/// The documents of one part that a match drops, with the whole evidence.
final class Drops {
    private final Int2ObjectMap<Drop> drops = new Int2ObjectOpenHashMap<>();

    private Drops() {}

    /// @param step ordinal in the recipe
    /// @param matched the document that this one resembles
    /// @param kept the end of that chain: the document that stays
    /// @param threshold least similarity at which the step drops
    record Drop(int step, String reason, DocumentKey matched, DocumentKey kept, double similarity, double threshold) {}

    static Drops read(Places places, MatchPhase phase, Block block) throws IOException {
        String path = phase.path(block);
        List<Edits.Edit> edits = Edits.read(places.read(path + MatchPhase.EDITS), path + MatchPhase.EDITS);
        ByteBuffer kept = ByteBuffer.wrap(places.read(path + MatchPhase.KEPT));
        if (kept.capacity() != edits.size() * 2 * Long.BYTES) {
            throw new IOException(path + MatchPhase.KEPT + ": expected " + edits.size() + " keys, found "
                    + kept.capacity() + " bytes");
        }
        Drops drops = new Drops();
        for (Edits.Edit edit : edits) {
            boolean similar = phase.step(edit.step()) instanceof SimilarityStep;
            drops.drops.put(
                    edit.row(),
                    new Drop(
                            edit.step(),
                            similar ? "near-duplicate" : "duplicate",
                            edit.matched(),
                            new DocumentKey(kept.getLong(), kept.getLong()),
                            edit.similarity(),
                            similar ? ((SimilarityStep) phase.step(edit.step())).threshold() : 1));
        }
        return drops;
    }

    /// What drops a row, or null.
    Drop of(int row) {
        return drops.get(row);
    }
}
