package olmoe.release.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// The metrics as TensorBoard reads them: TFRecords of Event messages (tensorflow/core/util/event.proto), file
/// version `brain.Event:2`. A step's number stands for its time, so that equal logs give equal bytes.
public final class EventFile {
    private EventFile() {}

    /// TensorBoard asks for `tfevents` in the name.
    public static final String NAME = "events.out.tfevents.0.olmoe";

    /// @param metrics objects with `step` and numbers by name
    public static byte[] of(List<JsonNode> metrics) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        fixed64(head, 1, Double.doubleToLongBits(0));
        bytes(head, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
        record(file, head.toByteArray());
        for (JsonNode line : metrics) {
            long step = line.path("step").longValue();
            ByteArrayOutputStream summary = new ByteArrayOutputStream();
            for (Map.Entry<String, JsonNode> metric : line.properties()) {
                if (metric.getValue().isNumber() && !metric.getKey().equals("step")) {
                    ByteArrayOutputStream value = new ByteArrayOutputStream();
                    bytes(value, 1, metric.getKey().getBytes(StandardCharsets.UTF_8));
                    fixed32(value, 2, Float.floatToIntBits(metric.getValue().floatValue()));
                    bytes(summary, 1, value.toByteArray());
                }
            }
            ByteArrayOutputStream event = new ByteArrayOutputStream();
            fixed64(event, 1, Double.doubleToLongBits(step));
            tag(event, 2, 0);
            varint(event, step);
            bytes(event, 5, summary.toByteArray());
            record(file, event.toByteArray());
        }
        return file.toByteArray();
    }

    private static void record(ByteArrayOutputStream file, byte[] data) {
        byte[] length = little(8).putLong(data.length).array();
        file.writeBytes(length);
        file.writeBytes(little(4).putInt(masked(length)).array());
        file.writeBytes(data);
        file.writeBytes(little(4).putInt(masked(data)).array());
    }

    private static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + 0xa282ead8;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void tag(ByteArrayOutputStream out, int field, int wireType) {
        varint(out, field << 3 | wireType);
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        tag(out, field, 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void fixed64(ByteArrayOutputStream out, int field, long value) {
        tag(out, field, 1);
        out.writeBytes(little(8).putLong(value).array());
    }

    private static void fixed32(ByteArrayOutputStream out, int field, int value) {
        tag(out, field, 5);
        out.writeBytes(little(4).putInt(value).array());
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        for (; (left & ~0x7fL) != 0; left >>>= 7) {
            out.write((int) (left & 0x7f | 0x80));
        }
        out.write((int) left);
    }
}
