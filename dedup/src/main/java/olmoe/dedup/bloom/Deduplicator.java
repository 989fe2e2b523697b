package olmoe.dedup.bloom;

import olmoe.tokenizer.text.TextView;

/// Decides over documents one after the other: what was seen before leaves. The order is part of the
/// result, and there is no way to work in parallel but to split the documents.
public interface Deduplicator {
    Decision next(TextView text);
}
