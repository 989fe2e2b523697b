package olmoe.tokenizer.shard;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Copies the documents of token shards, in their order, into files of another format or of another size. A document
/// that would bring a file over a cap begins the next one. A mask is not copied: windows lie elsewhere than before.
public final class ShardExport implements Closeable {
    private final Settings settings;
    private final List<UnfinishedFile> unfinished = new ArrayList<>();
    private DocumentSink sink; // null before the first document of a file
    private int files;
    private long documents;
    private long tokens;
    private int[] ids = new int[1 << 12];

    /// @param names of files by their number from 0, without their ends
    /// @param vocabulary ids in it: decides how many bytes one takes
    /// @param tokenizer what metadata call it
    /// @param maxTokens tokens a file, at least one document
    /// @param maxBytes bytes of ids a file, at least one document
    public record Settings(
            ShardFormat format,
            Path folder,
            IntFunction<String> names,
            int vocabulary,
            String tokenizer,
            long maxTokens,
            long maxBytes) {
        /// `part-00000`, `part-00001` and so on.
        public static String numbered(int number) {
            return "part-" + String.valueOf(100_000 + number).substring(1);
        }
    }

    public ShardExport(Settings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.folder);
    }

    private void begin() throws IOException {
        String name = settings.names.apply(files);
        sink = settings.format.begin(
                suffix -> create(settings.folder.resolve(name + suffix)), settings.vocabulary, settings.tokenizer);
        files++;
    }

    private OutputStream create(Path file) throws IOException {
        unfinished.add(new UnfinishedFile(file));
        return unfinished.get(unfinished.size() - 1).stream();
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
            complete();
        }
        if (sink == null) {
            begin();
        }
        sink.add(span, ids, length);
        documents++;
        tokens += length;
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

    /// Completes the last file, which is an empty one where there was no document at all.
    public void finish() throws IOException {
        if (files == 0) {
            begin();
        }
        complete();
    }

    private void complete() throws IOException {
        sink.finish();
        sink = null;
        for (UnfinishedFile file : unfinished) {
            file.complete();
        }
        unfinished.clear();
    }

    /// Forgets the last file where it was not completed.
    @Override
    public void close() throws IOException {
        for (UnfinishedFile file : unfinished) {
            file.close();
        }
    }
}
