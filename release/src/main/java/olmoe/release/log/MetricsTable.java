package olmoe.release.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import olmoe.release.format.Column;
import olmoe.release.format.TableWriter;

/// The metrics as a Parquet table: a row a line of the log, a column a metric.
public final class MetricsTable {
    private MetricsTable() {}

    public static final String PATH = "logs/metrics.parquet";

    /// @param metrics objects with `step` and numbers by name
    public static byte[] of(List<JsonNode> metrics) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode line : metrics) {
            line.properties().forEach(metric -> {
                if (metric.getValue().isNumber() && !metric.getKey().equals("step")) {
                    names.add(metric.getKey());
                }
            });
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.required("step", Column.Type.LONG));
        names.forEach(name -> columns.add(Column.optional(name, Column.Type.DOUBLE)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TableWriter table = new TableWriter(bytes, columns, Map.of())) {
            for (JsonNode line : metrics) {
                List<Object> row = new ArrayList<>();
                row.add(line.path("step").longValue());
                names.forEach(name -> row.add(line.has(name) ? line.get(name).doubleValue() : null));
                table.write(row.toArray());
            }
        }
        return bytes.toByteArray();
    }
}
