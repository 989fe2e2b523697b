package olmoe.tokenizer.shard;

import java.io.IOException;

/// Takes tokenized documents one after the other into the files of one shard.
public interface DocumentSink {
    /// @param document its id, source and line; its place is the sink's own
    /// @param ids end-of-text included, the first `count` of the array
    void add(DocumentSpan document, int[] ids, int count) throws IOException;

    /// Bytes of ids written.
    long bytes();

    /// Tokens written.
    long tokens();

    /// Writes what stands at the files' ends and closes them.
    void finish() throws IOException;
}
