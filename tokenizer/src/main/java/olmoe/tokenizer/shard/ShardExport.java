package olmoe.tokenizer.shard;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Copies the documents of token shards, in their order, into files of another format or of another size:
/// `part-00000`, `part-00001` and so on. A document that would bring a file over a cap begins the next one.
public final class ShardExport implements Closeable {
    /// What is written.
    public enum Format {
        /// `.npy` and `.csv.gz`, without a mask: windows lie elsewhere than before.
        DOLMA,
        MEGATRON,
        DATATROVE
    }

    private final Settings settings;
    private DocumentSink sink; // null before the first document of a file
    private int files;
    private long documents;
    private long tokens;
    private int[] ids = new int[1 << 12];

    /// @param vocabulary ids in it: decides how many bytes one takes
    /// @param tokenizer what metadata call it
    /// @param maxTokens tokens a file, at least one document
    /// @param maxBytes bytes of ids a file, at least one document
    public record Settings(
            Format format, Path folder, int vocabulary, String tokenizer, long maxTokens, long maxBytes) {}

    public ShardExport(Settings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.folder);
    }

    /// Appends all documents of a shard.
    ///
    /// @throws DamagedShardException for a csv that does not fit, or an id outside the vocabulary
    public void add(Path npy, int bytesPerId) throws IOException {
        try (TokenShard shard = TokenShard.open(npy, bytesPerId);
                DocumentSpans spans = new DocumentSpans(npy)) {
            long read = 0;
            for (DocumentSpan span = spans.next(); span != null; span = spans.next()) {
                String row = TokenShard.beside(npy, TokenShardWriter.DOCUMENTS) + ": row " + spans.row() + ": ";
                DamagedShardException.unless(
                        span.start() == read && span.end() > read && span.end() <= shard.tokens(),
                        row + "expected tokens from " + read + " on within " + shard.tokens() + ", found "
                                + span.start() + " to " + span.end());
                add(npy, shard, span);
                read = span.end();
            }
            DamagedShardException.unless(
                    read == shard.tokens(),
                    npy + ": token " + read + ": the csv ends here but " + (shard.tokens() - read) + " tokens follow");
        }
    }

    private void add(Path npy, TokenShard shard, DocumentSpan span) throws IOException {
        int length = Math.toIntExact(span.end() - span.start());
        if (ids.length < length) {
            ids = new int[2 * length];
        }
        shard.read(span.start(), ids, 0, length);
        for (int i = 0; i < length; i++) {
            DamagedShardException.unless(
                    ids[i] >= 0 && ids[i] < settings.vocabulary,
                    npy + ": token " + (span.start() + i) + ": expected an id below " + settings.vocabulary + ", found "
                            + ids[i]);
        }
        long bytes = (long) TokenShardWriter.bytesPerId(settings.vocabulary) * length;
        if (sink != null && (sink.tokens() + length > settings.maxTokens || sink.bytes() + bytes > settings.maxBytes)) {
            sink.close();
            sink = null;
        }
        if (sink == null) {
            sink = sink("part-" + String.valueOf(100_000 + files).substring(1));
            files++;
        }
        sink.add(span, ids, length);
        documents++;
        tokens += length;
    }

    private DocumentSink sink(String name) throws IOException {
        switch (settings.format) {
            case MEGATRON:
                return new MegatronShard(settings.folder, name, settings.vocabulary);
            case DATATROVE:
                return new DatatroveShard(settings.folder, name, settings.vocabulary, settings.tokenizer);
            default:
                return new DolmaSink(settings.folder, name, settings.vocabulary);
        }
    }

    public int files() {
        return files;
    }

    public long documents() {
        return documents;
    }

    public long tokens() {
        return tokens;
    }

    /// Completes the last file.
    @Override
    public void close() throws IOException {
        if (sink != null) {
            sink.close();
        }
    }

    /// The two files of dolma.
    private static final class DolmaSink implements DocumentSink {
        private final Path folder;
        private final String name;
        private final int bytesPerId;
        private final UnfinishedFile npy;
        private final UnfinishedFile csv;
        private TokenShardWriter writer; // made when the end-of-text id is known

        DolmaSink(Path folder, String name, int vocabulary) throws IOException {
            this.folder = folder;
            this.name = name;
            this.bytesPerId = TokenShardWriter.bytesPerId(vocabulary);
            this.npy = new UnfinishedFile(folder.resolve(name + TokenShardWriter.TOKENS));
            this.csv = new UnfinishedFile(folder.resolve(name + TokenShardWriter.DOCUMENTS));
        }

        @Override
        public void add(DocumentSpan document, int[] ids, int count) throws IOException {
            if (writer == null) {
                writer = new TokenShardWriter(
                        bytesPerId,
                        1,
                        ids[count - 1],
                        window -> false,
                        npy.stream(),
                        csv.stream(),
                        OutputStream.nullOutputStream());
            }
            writer.add(document.id(), document.source(), document.line(), ids, count);
        }

        @Override
        public long bytes() {
            return bytesPerId * tokens();
        }

        @Override
        public long tokens() {
            return writer == null ? 0 : writer.tokens();
        }

        @Override
        public void close() throws IOException {
            writer.finish();
            npy.complete();
            csv.complete();
        }
    }
}
