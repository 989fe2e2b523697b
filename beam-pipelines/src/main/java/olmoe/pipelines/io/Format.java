package olmoe.pipelines.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The input formats, told by the name of the file without `.gz` or `.zst`.
public enum Format {
    /// Pages as a crawler fetched them; ARC is its elder.
    WARC(".warc", ".arc"),
    /// Texts that others took from pages.
    WET(".wet"),
    /// What others noted of pages.
    WAT(".wat"),
    JSON_LINES(".jsonl", ".ndjson", ".json"),
    PARQUET(".parquet"),
    ZIP(".zip"),
    /// One document a file.
    TEXT(".txt", ".text", ".md");

    /// For a message to who named a file that is of none.
    public static final String EXPECTED =
            ".warc, .arc, .wet, .wat, .jsonl or .txt, each also with .gz or .zst, .parquet or .zip";

    private static final int BUFFER = 1 << 16;

    private final List<String> suffixes;

    Format(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    public static Optional<Format> of(String path) {
        Compression compression = Compression.of(path);
        String name = compression.bare(path).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> compression == Compression.NONE || format != PARQUET && format != ZIP)
                .filter(format -> format.suffixes.stream().anyMatch(name::endsWith))
                .findFirst();
    }

    /// Whether documents come as pages that a step must take the text from.
    public boolean pages() {
        return this == WARC;
    }

    /// Only plain lines can be read from the middle; any other file is one block.
    public static boolean splittable(String path) {
        return Compression.of(path) == Compression.NONE && of(path).orElseThrow() == JSON_LINES;
    }

    /// Reads a block to its end. The caller closes the channel.
    ///
    /// @param in the whole file, or a splittable file from the byte before the block (from its first
    ///     byte, for the first block)
    ///
    /// @throws IOException where the file could not be read for another reason than its content, or the sink failed
    public static void read(HashingChannel in, Reading reading, RecordSink sink) throws IOException {
        try {
            readGuarded(in, reading, new GuardedSink(sink));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void readGuarded(HashingChannel in, Reading reading, RecordSink sink) throws IOException {
        String path = reading.block().path();
        Compression compression = Compression.of(path);
        InputStream raw = new BufferedInputStream(Channels.newInputStream(in), BUFFER) {
            @Override
            public void close() {
                // the caller drains and closes what is below
            }
        };
        switch (of(path).orElseThrow()) {
            case WARC, WET, WAT -> new WarcRecords(reading, sink).read(raw, compression);
            case JSON_LINES -> new JsonLines(reading, sink).read(raw, compression);
            case PARQUET -> new ParquetRows(reading, sink).read();
            case ZIP -> new ZipEntries(reading, sink).read(raw);
            case TEXT -> new WholeText(reading, sink).read(raw, compression);
        }
    }
}
