package olmoe.pipelines;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.release.format.Column;
import olmoe.release.format.Column.Type;
import olmoe.release.format.TableReader;
import olmoe.release.format.TableWriter;

/// Why documents left: exactly one terminal row for each record that is not kept.
public final class Ledger {
    public static final String DROPPED = "dropped";
    public static final String REJECTED = "rejected";

    private static final List<Column> COLUMNS = List.of(
            Column.optional("key", Type.STRING),
            Column.required("part", Type.STRING),
            Column.required("row", Type.INT),
            Column.optional("url", Type.STRING),
            Column.required("phase", Type.INT),
            Column.required("step", Type.STRING),
            Column.required("outcome", Type.STRING),
            Column.required("reason", Type.STRING),
            Column.optional("value", Type.DOUBLE),
            Column.optional("limit", Type.DOUBLE),
            Column.optional("matched_key", Type.STRING),
            Column.optional("kept_key", Type.STRING),
            Column.optional("similarity", Type.DOUBLE));

    private Ledger() {}

    /// @param key null where the record could not be read so far
    /// @param row of the record in its part, from 0; rejected ones count too
    /// @param phase the local or global phase of the plan, from 0
    /// @param value what was measured; for a record that could not be read its position in the input
    /// @param limit what it was measured against, or null
    /// @param matchedKey the document that this one duplicates
    /// @param keptKey the end of that chain: the document that stays
    public record Entry(
            String key,
            String part,
            int row,
            String url,
            int phase,
            String step,
            String outcome,
            String reason,
            Double value,
            Double limit,
            String matchedKey,
            String keptKey,
            Double similarity) {}

    /// Writes one part's ledger, to the stream's end.
    public static void write(OutputStream out, List<Entry> entries) throws IOException {
        try (TableWriter table = new TableWriter(out, COLUMNS, Map.of("olmoe.table", "ledger/1"))) {
            for (Entry e : entries) {
                table.write(
                        e.key(),
                        e.part(),
                        e.row(),
                        e.url(),
                        e.phase(),
                        e.step(),
                        e.outcome(),
                        e.reason(),
                        e.value(),
                        e.limit(),
                        e.matchedKey(),
                        e.keptKey(),
                        e.similarity());
            }
        }
    }

    /// Reads one part's ledger whole and closes the channel.
    public static List<Entry> read(SeekableByteChannel channel, String name) throws IOException {
        List<Entry> entries = new ArrayList<>();
        String[] columns = COLUMNS.stream().map(Column::name).toArray(String[]::new);
        try (TableReader table = new TableReader(channel, name, columns)) {
            for (Object[] r = table.next(); r != null; r = table.next()) {
                entries.add(new Entry(
                        (String) r[0],
                        (String) r[1],
                        (Integer) r[2],
                        (String) r[3],
                        (Integer) r[4],
                        (String) r[5],
                        (String) r[6],
                        (String) r[7],
                        (Double) r[8],
                        (Double) r[9],
                        (String) r[10],
                        (String) r[11],
                        (Double) r[12]));
            }
        }
        return entries;
    }
}
