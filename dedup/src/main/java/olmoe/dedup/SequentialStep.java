package olmoe.dedup;

import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.Keys;

/// Documents go by one after the other, and what was seen before leaves: whole documents, or passages of
/// them. The order decides, so it is fixed: the documents are cut into shards by the names of their parts,
/// and each shard has a memory of its own.
public non-sealed interface SequentialStep extends GlobalStep {

    /// Memories that know nothing of each other.
    int shards();

    /// An empty memory.
    Keys memory();

    Deduplicator deduplicator(Keys memory);

    /// Share of known pieces above or from which a document or passage leaves.
    double threshold();

    @Override
    default String keyForm() {
        return "texts"; // nothing is written for it: it reads the texts
    }
}
