package olmoe.tokenizer.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// Holds a shard in another format to the `.npy` and `.csv.gz` of the same documents.
public final class SameDocuments implements Closeable {
    private final Path npy;
    private final Path other;
    private final int bytesPerId;
    private final DocumentSpans spans;
    private final ShardBytes ids;

    private SameDocuments(Path npy, Path other, int bytesPerId) throws IOException {
        this.npy = npy;
        this.other = other;
        this.bytesPerId = bytesPerId;
        this.spans = new DocumentSpans(npy);
        this.ids = ShardBytes.open(npy);
    }

    /// Reads both, the `.npy` with as many bytes an id as the order.json above it says.
    ///
    /// @param format of the other, which lies beside it under the same name
    /// @throws DamagedShardException naming the first document that is another, or what in the other does not fit
    public static TokenCount check(Path npy, ShardFormat format) throws IOException {
        return check(npy, TokenShard.bytesPerId(npy), format);
    }

    static TokenCount check(Path npy, int bytesPerId, ShardFormat format) throws IOException {
        Path other = TokenShard.beside(npy, format.suffix());
        try (SameDocuments same = new SameDocuments(npy, other, bytesPerId)) {
            TokenCount count = format == ShardFormat.MEGATRON
                    ? MegatronShard.recount(other, same::document)
                    : DatatroveShard.recount(other, same::document);
            DocumentSpan rest = same.spans.next();
            DamagedShardException.unless(
                    rest == null,
                    other + ": expected the document " + (rest == null ? "" : rest.id()) + " of " + npy
                            + ", found none");
            return count;
        }
    }

    private void document(ShardBytes data, long at, long length, int width) throws IOException {
        DocumentSpan span = spans.next();
        boolean same = span != null && span.end() - span.start() == length;
        for (long i = 0; same && i < length; i++) {
            same = data.number(at + i * width, width) == ids.number((span.start() + i) * bytesPerId, bytesPerId);
        }
        DamagedShardException.unless(
                same, other + ": document " + spans.row() + ": expected that of " + npy + ", found other ids");
    }

    @Override
    public void close() throws IOException {
        ids.close();
        spans.close();
    }
}
