package olmoe.tokenizer.shard;

import java.io.IOException;
import java.io.OutputStream;

/// The two files of dolma, without a mask.
final class DolmaShard implements DocumentSink {
    private final int bytesPerId;
    private final OutputStream npy;
    private final OutputStream csv;
    private TokenShardWriter writer; // made with the first document, which ends with end-of-text

    DolmaShard(ShardFormat.Files files, int vocabulary) throws IOException {
        bytesPerId = TokenShardWriter.bytesPerId(vocabulary);
        npy = files.create(TokenShardWriter.TOKENS);
        csv = files.create(TokenShardWriter.DOCUMENTS);
    }

    @Override
    public void add(DocumentSpan document, int[] ids, int count) throws IOException {
        if (writer == null) {
            writer = new TokenShardWriter(
                    bytesPerId, 1, ids[count - 1], window -> false, npy, csv, OutputStream.nullOutputStream());
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
    public void finish() throws IOException {
        if (writer != null) {
            writer.finish();
        }
        npy.close();
        csv.close();
    }
}
