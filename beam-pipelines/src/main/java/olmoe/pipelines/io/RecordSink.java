package olmoe.pipelines.io;

import java.io.IOException;
import olmoe.filters.Document;

/// Takes what a reader finds in a block, in the order of the file.
public interface RecordSink {

    void document(Document document) throws IOException;

    /// A record that cannot be read.
    ///
    /// @param reason a few fixed words, the name of a counter
    /// @param position byte in the file (of a WARC also where gzip compresses it) or in what a compressed
    ///     file holds; row of a Parquet file; entry of a zip file
    void rejected(String reason, long position) throws IOException;

    /// A record that is no document, such as a request or a redirect.
    void other(String kind);

    /// Called for each response of a crawl that was fetched whole, of whatever type, before it is told as a document or
    /// another record.
    default void fetched(OptOut signals) {}
}
