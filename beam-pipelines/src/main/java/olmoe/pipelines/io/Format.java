package olmoe.pipelines.io;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// The input formats, told by the name of the file.
public enum Format {
    WARC,
    JSON_LINES,
    JSON_LINES_GZIP;

    public static Optional<Format> of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.endsWith(".warc") || name.endsWith(".warc.gz")) {
            return Optional.of(WARC);
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Optional.of(JSON_LINES);
        }
        if (name.endsWith(".jsonl.gz") || name.endsWith(".ndjson.gz") || name.endsWith(".json.gz")) {
            return Optional.of(JSON_LINES_GZIP);
        }
        return Optional.empty();
    }

    /// Only plain lines can be read from the middle; any other file is one block.
    public boolean splittable() {
        return this == JSON_LINES;
    }

    /// Reads a block to its end. The caller closes the channel.
    ///
    /// @param in the whole file, or a splittable file from the byte before the block (from its first
    ///     byte, for the first block)
    public void read(HashingChannel in, Block block, int maxDocumentBytes, RecordSink sink) throws IOException {
        if (this == WARC) {
            new WarcRecords(block.source(), maxDocumentBytes, sink).read(in);
        } else {
            new JsonLines(block.source(), maxDocumentBytes, sink).read(in, block, this == JSON_LINES_GZIP);
        }
    }
}
