package olmoe.release.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import olmoe.release.format.Column;
import olmoe.release.format.TableWriter;

/// The metrics as a Parquet table, as trackio exports it: a row a line of the log with its time, the run's name, the
/// step, and a column a metric. The time is the step in seconds after the epoch, as equal logs give equal bytes.
public final class MetricsTable {
    private MetricsTable() {}

    public static final String NAME = "metrics.parquet";

    /// @param run name of the run
    /// @param metrics objects with `step` and numbers by name
    public static byte[] of(String run, List<JsonNode> metrics) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode line : metrics) {
            line.properties().forEach(metric -> {
                if (metric.getValue().isNumber() && !metric.getKey().equals("step")) {
                    names.add(metric.getKey());
                }
            });
        }
        List<Column> columns = new ArrayList<>(List.of(
                Column.required("timestamp", Column.Type.STRING),
                Column.required("run_name", Column.Type.STRING),
                Column.required("step", Column.Type.LONG)));
        names.forEach(name -> columns.add(Column.optional(name, Column.Type.DOUBLE)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TableWriter table = new TableWriter(bytes, columns, Map.of())) {
            for (JsonNode line : metrics) {
                long step = line.path("step").longValue();
                List<Object> row =
                        new ArrayList<>(List.of(Instant.ofEpochSecond(step).toString(), run, step));
                names.forEach(name -> row.add(line.has(name) ? line.get(name).doubleValue() : null));
                table.write(row.toArray());
            }
        }
        return bytes.toByteArray();
    }
}
