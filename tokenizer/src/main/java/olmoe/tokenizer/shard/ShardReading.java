package olmoe.tokenizer.shard;

import java.io.IOException;

/// Is told of the documents of a shard while it is read again.
interface ShardReading {
    ShardReading NONE = (data, at, length, bytesPerId) -> {};

    /// @param at its first byte
    /// @param length in tokens
    void document(ShardBytes data, long at, long length, int bytesPerId) throws IOException;
}
