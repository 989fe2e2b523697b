package olmoe.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import olmoe.release.format.Column;
import olmoe.release.format.TableWriter;

/// The lines of `metrics.jsonl` for two programs that draw curves. Both want a time for each step; it is
/// the step in seconds after the epoch, because what they show must not depend on the clock.
final class MetricsFiles {
    static final String PARQUET = "metrics.parquet";
    static final String EVENTS = "events.out.tfevents.0.olmoe";
    private static final ObjectMapper JSON = new ObjectMapper();

    private MetricsFiles() {}

    /// @param run name of the run in the table
    static void write(Path folder, String run) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(folder.resolve(MetricsLog.FILE), StandardCharsets.UTF_8)) {
            JsonNode values = JSON.readTree(line);
            lines.add(values);
            values.fieldNames().forEachRemaining(names::add);
        }
        names.remove("step");
        write(folder.resolve(PARQUET), out -> table(out, run, names, lines));
        write(folder.resolve(EVENTS), out -> events(out, lines));
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            content.writeTo(out);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// trackio's static export: timestamp, run_name, step and one column per metric.
    private static void table(OutputStream out, String run, TreeSet<String> names, List<JsonNode> lines)
            throws IOException {
        List<Column> columns = new ArrayList<>(List.of(
                Column.required("timestamp", Column.Type.STRING),
                Column.required("run_name", Column.Type.STRING),
                Column.required("step", Column.Type.LONG)));
        names.forEach(name -> columns.add(Column.optional(name, Column.Type.DOUBLE)));
        try (TableWriter writer = new TableWriter(out, columns, Map.of())) {
            for (JsonNode line : lines) {
                List<Object> row = new ArrayList<>(List.of(
                        Instant.ofEpochSecond(line.get("step").longValue()).toString(),
                        run,
                        line.get("step").longValue()));
                names.forEach(
                        name -> row.add(line.has(name) ? (Double) line.get(name).doubleValue() : null));
                writer.write(row.toArray());
            }
        }
    }

    /// TensorBoard's event file: length, its masked CRC-32C, an Event as protocol buffer, its masked CRC-32C.
    private static void events(OutputStream out, List<JsonNode> lines) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        ByteArrayOutputStream version = new ByteArrayOutputStream();
        real(version, 1, 0);
        text(version, 3, "brain.Event:2");
        event(data, version.toByteArray());
        for (JsonNode line : lines) {
            long step = line.get("step").longValue();
            ByteArrayOutputStream summary = new ByteArrayOutputStream();
            for (Map.Entry<String, JsonNode> metric : line.properties()) {
                if (!metric.getKey().equals("step")) {
                    ByteArrayOutputStream value = new ByteArrayOutputStream();
                    text(value, 1, metric.getKey());
                    tag(value, 2, 5);
                    value.writeBytes(little(4)
                            .putFloat((float) metric.getValue().doubleValue())
                            .array());
                    message(summary, 1, value.toByteArray());
                }
            }
            ByteArrayOutputStream event = new ByteArrayOutputStream();
            real(event, 1, step);
            tag(event, 2, 0);
            varint(event, step);
            message(event, 5, summary.toByteArray());
            event(data, event.toByteArray());
        }
        data.flush();
    }

    private static void event(DataOutputStream out, byte[] event) throws IOException {
        byte[] length = little(8).putLong(event.length).array();
        out.write(length);
        out.write(little(4).putInt(masked(length)).array());
        out.write(event);
        out.write(little(4).putInt(masked(event)).array());
    }

    static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void real(ByteArrayOutputStream out, int field, double value) {
        tag(out, field, 1);
        out.writeBytes(little(8).putDouble(value).array());
    }

    private static void text(ByteArrayOutputStream out, int field, String text) {
        message(out, field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void message(ByteArrayOutputStream out, int field, byte[] bytes) {
        tag(out, field, 2);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void tag(ByteArrayOutputStream out, int field, int type) {
        varint(out, (long) field << 3 | type);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
