package olmoe.pipelines.io;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import olmoe.release.recipe.Source;

/// What a reader needs to know of a block beside its bytes.
///
/// @param block that is read
/// @param columns names of the fields with a document's text, id and URL
/// @param maxDocumentBytes a longer document is rejected
/// @param dated whether the date of a WARC record is kept as `warc-date` in the metadata
/// @param sidecars what scorers said of the documents, for JSON lines
/// @param file opens the whole file again, for formats that are not read from front to back
public record Reading(
        Block block, Source.Columns columns, int maxDocumentBytes, boolean dated, Sidecars sidecars, Reopen file) {

    /// Opens a file for reading at any place.
    @FunctionalInterface
    public interface Reopen {
        SeekableByteChannel open() throws IOException;
    }

    String source() {
        return block.source();
    }
}
