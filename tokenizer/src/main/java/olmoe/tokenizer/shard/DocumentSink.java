package olmoe.tokenizer.shard;

import java.io.Closeable;
import java.io.IOException;

/// Takes tokenized documents one after the other into files of some format, which have their names when it is
/// closed.
interface DocumentSink extends Closeable {
    /// @param ids end-of-text included, the first `count` of the array
    void add(DocumentSpan document, int[] ids, int count) throws IOException;

    /// Bytes of ids written.
    long bytes();

    /// Tokens written.
    long tokens();

    /// Completes the files.
    @Override
    void close() throws IOException;
}
