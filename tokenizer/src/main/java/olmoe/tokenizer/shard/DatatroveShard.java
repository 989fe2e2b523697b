package olmoe.tokenizer.shard;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// datatrove's tokenized file: `.ds`, the ids as uint16 or uint32; `.ds.index`, where each document ends, in
/// tokens, uint64; `.ds.metadata`, the tokenizer's name and bytes per id, the tokens, and these once more for
/// people. (datatrove, pipeline/tokens/tokenizer.py)
public final class DatatroveShard implements DocumentSink {
    static final String IDS = ".ds";

    static final String INDEX = ".index";
    static final String METADATA = ".metadata";

    private final ShardOutput ids;
    private final ShardOutput index;
    private final ShardOutput metadata;
    private final int bytesPerId;
    private final String tokenizer;
    private final LongArrayList ends = new LongArrayList();
    private long tokens;

    /// @param tokenizer what its metadata call it
    DatatroveShard(ShardFormat.Files files, int vocabulary, String tokenizer) throws IOException {
        ids = new ShardOutput(files.create(IDS));
        index = new ShardOutput(files.create(IDS + INDEX));
        metadata = new ShardOutput(files.create(IDS + METADATA));
        bytesPerId = TokenShardWriter.bytesPerId(vocabulary);
        this.tokenizer = tokenizer;
    }

    @Override
    public void add(DocumentSpan document, int[] tokenIds, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ids.number(tokenIds[i], bytesPerId);
        }
        tokens += count;
        ends.add(tokens);
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
        for (int i = 0; i < ends.size(); i++) {
            index.number(ends.getLong(i), 8);
        }
        index.close();
        String text = tokenizer + "|" + bytesPerId + "\n" + tokens + "\n" + forPeople(tokens);
        metadata.bytes(text.getBytes(StandardCharsets.UTF_8));
        metadata.close();
    }

    /// Three digits and a metric prefix, as Python's humanize writes it.
    private static String forPeople(long tokens) {
        String[] prefixes = {"", "k", "M", "G", "T", "P"};
        int prefix = 0;
        double value = tokens;
        while (value >= 999.5 && prefix + 1 < prefixes.length) {
            value /= 1000;
            prefix++;
        }
        int places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + places + "f %sT", value, prefixes[prefix]);
    }

    /// Reads the three files again and compares them.
    ///
    /// @param ds path of the `.ds`
    /// @throws DamagedShardException naming file and place of the first thing that does not fit
    public static TokenCount recount(Path ds) throws IOException {
        return recount(ds, ShardReading.NONE);
    }

    /// @param reading is told of every document
    static TokenCount recount(Path ds, ShardReading reading) throws IOException {
        Path index = ds.resolveSibling(ds.getFileName() + INDEX);
        Path metadata = ds.resolveSibling(ds.getFileName() + METADATA);
        String[] lines = new String(Files.readAllBytes(metadata), StandardCharsets.UTF_8).split("\n", -1);
        DamagedShardException.unless(
                lines[0].endsWith("|2") || lines[0].endsWith("|4"),
                metadata + ":1: expected a tokenizer's name, | and 2 or 4 bytes an id, found " + lines[0]);
        int bytesPerId = lines[0].endsWith("|4") ? 4 : 2;
        try (ShardBytes ends = ShardBytes.open(index);
                ShardBytes data = ShardBytes.open(ds)) {
            DamagedShardException.unless(
                    ends.size() % 8 == 0,
                    index + ": byte " + ends.size() + ": it ends in the middle of a document's end");
            TokenCount.Builder count = new TokenCount.Builder(ds, reading);
            long before = 0;
            for (long at = 0; at < ends.size(); at += 8) {
                long end = ends.number(at, 8);
                DamagedShardException.unless(
                        end > before && end <= data.size() / bytesPerId,
                        index + ": byte " + at + ": expected an end in " + (before + 1) + ".."
                                + data.size() / bytesPerId + ", found " + end);
                count.document(data, before * bytesPerId, end - before, bytesPerId);
                before = end;
            }
            DamagedShardException.unless(
                    before * bytesPerId == data.size(),
                    ds + ": byte " + before * bytesPerId + ": the index ends here but the file at " + data.size());
            DamagedShardException.unless(
                    lines.length == 3 && lines[1].equals(String.valueOf(before)),
                    metadata + ":2: expected " + before + " tokens, found " + (lines.length > 1 ? lines[1] : "none"));
            DamagedShardException.unless(
                    lines[2].equals(forPeople(before)),
                    metadata + ":3: expected " + forPeople(before) + ", found " + lines[2]);
            return count.build();
        }
    }
}
