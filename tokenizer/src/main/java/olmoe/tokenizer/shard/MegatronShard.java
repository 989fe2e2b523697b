package olmoe.tokenizer.shard;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.nio.file.Path;

/// Megatron's indexed dataset: `.bin`, the ids as uint16 below 65,500 entries, else int32; `.idx`, a header of
/// 34 bytes, then of each document its length (int32), its first byte (int64), and the number of its first
/// sequence (int64, one more than documents). A document is one sequence. (Megatron-LM,
/// megatron/core/datasets/indexed_dataset.py)
public final class MegatronShard implements DocumentSink {
    static final String IDS = ".bin";
    static final String INDEX = ".idx";

    private static final byte[] MAGIC = {'M', 'M', 'I', 'D', 'I', 'D', 'X', 0, 0};
    private static final int HEADER = 34;
    private static final int INT32 = 4;
    private static final int UINT16 = 8;
    private static final int SMALL_VOCABULARY = 65_500;

    private final ShardOutput ids;
    private final ShardOutput index;
    private final int bytesPerId;
    private final IntArrayList lengths = new IntArrayList();
    private long tokens;

    MegatronShard(ShardFormat.Files files, int vocabulary) throws IOException {
        ids = new ShardOutput(files.create(IDS));
        index = new ShardOutput(files.create(INDEX));
        bytesPerId = vocabulary < SMALL_VOCABULARY ? 2 : 4;
    }

    @Override
    public void add(DocumentSpan document, int[] tokenIds, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ids.number(tokenIds[i], bytesPerId);
        }
        lengths.add(count);
        tokens += count;
    }

    @Override
    public long bytes() {
        return bytesPerId * tokens;
    }

    @Override
    public long tokens() {
        return tokens;
    }

    @Override
    public void finish() throws IOException {
        ids.close();
        index.bytes(MAGIC);
        index.number(1, 8);
        index.number(bytesPerId == 2 ? UINT16 : INT32, 1);
        index.number(lengths.size(), 8);
        index.number(lengths.size() + 1, 8);
        for (int i = 0; i < lengths.size(); i++) {
            index.number(lengths.getInt(i), 4);
        }
        long at = 0;
        for (int i = 0; i < lengths.size(); i++) {
            index.number(at, 8);
            at += (long) bytesPerId * lengths.getInt(i);
        }
        for (int i = 0; i <= lengths.size(); i++) {
            index.number(i, 8);
        }
        index.close();
    }

    /// Reads both files again and compares them.
    ///
    /// @param idx path of the `.idx`
    /// @throws DamagedShardException naming file and place of the first thing that does not fit
    public static TokenCount recount(Path idx) throws IOException {
        return recount(idx, ShardReading.NONE);
    }

    /// @param reading is told of every document
    static TokenCount recount(Path idx, ShardReading reading) throws IOException {
        String name = idx.getFileName().toString();
        Path bin = idx.resolveSibling(name.substring(0, name.length() - INDEX.length()) + IDS);
        try (ShardBytes index = ShardBytes.open(idx);
                ShardBytes data = ShardBytes.open(bin)) {
            for (int i = 0; i < MAGIC.length; i++) {
                index.expect(i, 1, MAGIC[i] & 0xFF, "MMIDIDX");
            }
            index.expect(9, 8, 1, "version 1");
            long type = index.number(17, 1);
            DamagedShardException.unless(
                    type == UINT16 || type == INT32, idx + ": byte 17: expected type 8 or 4, found " + type);
            int bytesPerId = type == UINT16 ? 2 : 4;
            long sequences = index.number(18, 8);
            index.expect(26, 8, sequences + 1, "one document more than sequences");
            long size = index.size();
            DamagedShardException.unless(
                    sequences >= 0 && sequences < size && size == HEADER + 12 * sequences + 8 * (sequences + 1),
                    idx + ": byte 18: " + sequences + " sequences do not fit a file of " + size + " bytes");
            TokenCount.Builder count = new TokenCount.Builder(bin, reading);
            long at = 0;
            for (long s = 0; s < sequences; s++) {
                long length = index.number(HEADER + 4 * s, 4);
                index.expect(HEADER + 4 * sequences + 8 * s, 8, at, "the byte after the sequence before");
                index.expect(HEADER + 12 * sequences + 8 * s, 8, s, "a sequence a document");
                count.document(data, at, length, bytesPerId);
                at += length * bytesPerId;
            }
            index.expect(HEADER + 20 * sequences, 8, sequences, "the end of the last document");
            DamagedShardException.unless(
                    at == data.size(), bin + ": byte " + at + ": the index ends here but the file at " + data.size());
            return count.build();
        }
    }
}
