package olmoe.release.takedown;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.Column;
import olmoe.release.format.TableReader;
import olmoe.release.format.TableWriter;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.DocumentSpans;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TokenShardWriter;

/// Takes documents out of one data shard and its tokens. What follows moves up; a window is masked where it
/// overlaps one that was masked.
final class PartRewriter {

    private final Request request;
    private final int window;
    private final int endOfText;

    /// @param endOfText id that ends every document
    PartRewriter(Request request, int window, int endOfText) {
        this.request = request;
        this.window = window;
        this.endOfText = endOfText;
    }

    int window() {
        return window;
    }

    /// One document that left.
    record Removed(String key, String id, String url, String language, long tokens, long bytes) {}

    /// Which documents of a shard are meant, by their row; the file is only read.
    SortedMap<Integer, Removed> find(Path data) throws IOException {
        SortedMap<Integer, Removed> found = new TreeMap<>();
        try (TableReader table = new TableReader(
                Files.newByteChannel(data), data.toString(), "key", "id", "url", "text", "language", "tokens")) {
            int number = 0;
            for (Object[] row = table.next(); row != null; row = table.next()) {
                String text = (String) row[3];
                if (request.fits((String) row[0], (String) row[1], (String) row[2], text)) {
                    found.put(
                            number,
                            new Removed(
                                    (String) row[0],
                                    (String) row[1],
                                    (String) row[2],
                                    (String) row[4],
                                    (long) row[5],
                                    text.getBytes(StandardCharsets.UTF_8).length));
                }
                number++;
            }
        }
        return found;
    }

    /// Writes the shard without those rows.
    void data(Path from, Path to, SortedMap<Integer, Removed> removed) throws IOException {
        List<Column> columns;
        SortedMap<String, String> metadata;
        try (TableReader table = new TableReader(Files.newByteChannel(from), from.toString())) {
            columns = table.columns();
            metadata = new TreeMap<>(table.metadata());
        }
        String[] names = columns.stream().map(Column::name).toArray(String[]::new);
        try (TableReader table = new TableReader(Files.newByteChannel(from), from.toString(), names);
                TableWriter writer = new TableWriter(Files.newOutputStream(to), columns, metadata)) {
            int number = 0;
            for (Object[] row = table.next(); row != null; row = table.next()) {
                if (!removed.containsKey(number++)) {
                    writer.write(row);
                }
            }
        }
    }

    /// Writes tokens, spans and mask without those rows. Rows without tokens have no span.
    ///
    /// @param from the `.npy`
    /// @param tokensOfRows tokens of every row of the data shard
    TokenShardWriter.Totals tokens(Path from, Path to, List<Long> tokensOfRows, SortedMap<Integer, Removed> removed)
            throws IOException {
        try (TokenShard shard = TokenShard.open(from)) {
            boolean[] carried = masks(shard, from, tokensOfRows, removed);
            int[] next = {0};
            try (OutputStream npy = Files.newOutputStream(to);
                    OutputStream csv = Files.newOutputStream(beside(to, TokenShardWriter.DOCUMENTS));
                    OutputStream mask = Files.newOutputStream(beside(to, TokenShardWriter.MASK));
                    DocumentSpans spans = new DocumentSpans(from)) {
                TokenShardWriter writer = new TokenShardWriter(
                        shard.bytesPerId(),
                        window,
                        endOfText,
                        ids -> next[0] < carried.length && carried[next[0]++],
                        npy,
                        csv,
                        mask);
                for (int row = 0; row < tokensOfRows.size(); row++) {
                    if (tokensOfRows.get(row) == 0) {
                        continue;
                    }
                    DocumentSpan span = spans.next();
                    if (!removed.containsKey(row)) {
                        int[] ids = new int[Math.toIntExact(span.end() - span.start())];
                        shard.read(span.start(), ids, 0, ids.length);
                        writer.add(span.id(), span.source(), span.line(), ids, ids.length);
                    }
                }
                return writer.finish();
            }
        }
    }

    /// Whether each new window overlaps an old one that was masked.
    private boolean[] masks(TokenShard shard, Path npy, List<Long> tokensOfRows, SortedMap<Integer, Removed> removed)
            throws IOException {
        List<int[]> moved = new ArrayList<>(); // old start, new start, length of each document that stays
        long start = 0;
        try (DocumentSpans spans = new DocumentSpans(npy)) {
            for (int row = 0; row < tokensOfRows.size(); row++) {
                if (tokensOfRows.get(row) == 0) {
                    continue;
                }
                DocumentSpan span = spans.next();
                if (!removed.containsKey(row)) {
                    int length = Math.toIntExact(span.end() - span.start());
                    moved.add(new int[] {Math.toIntExact(span.start()), Math.toIntExact(start), length});
                    start += length;
                }
            }
        }
        boolean[] masked = new boolean[Math.toIntExact(start / window)];
        long windows = shard.tokens() / window;
        for (int[] document : moved) {
            for (int old = document[0] / window;
                    old < windows && (long) old * window < document[0] + document[2];
                    old++) {
                if (shard.masked(old)) {
                    long first = Math.max((long) old * window, document[0]) - document[0] + document[1];
                    long last =
                            Math.min((old + 1L) * window, document[0] + document[2]) - 1 - document[0] + document[1];
                    for (long one = first / window; one <= last / window && one < masked.length; one++) {
                        masked[(int) one] = true;
                    }
                }
            }
        }
        return masked;
    }

    static Path beside(Path npy, String end) {
        String name = npy.getFileName().toString();
        return npy.resolveSibling(name.substring(0, name.length() - TokenShardWriter.TOKENS.length()) + end);
    }
}
