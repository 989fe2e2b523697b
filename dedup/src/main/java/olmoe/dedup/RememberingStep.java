package olmoe.dedup;

import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.Keys;

/// What a memory holds of the documents before decides about the next one. Each shard has a memory.
public interface RememberingStep extends SequentialStep {

    /// An empty memory.
    Keys memory();

    Deduplicator deduplicator(Keys memory);
}
