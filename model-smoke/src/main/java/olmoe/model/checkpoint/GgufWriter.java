package olmoe.model.checkpoint;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.release.format.SafetensorsType;
import olmoe.release.format.SafetensorsWriter;

/// Writes a GGUF file of version 3: values, tensors, then data aligned to 32 bytes, in the order given.
final class GgufWriter {
    private final Map<String, Object> values;
    private final List<Pending> tensors = new ArrayList<>();
    private long written;

    private record Pending(Stored stored, SafetensorsWriter.Producer producer) {}

    /// @param values Integer (u32), Float, Boolean, String, or a List of String or Integer (i32)
    GgufWriter(Map<String, Object> values) {
        this.values = values;
    }

    void add(String name, SafetensorsType type, List<Integer> dims, SafetensorsWriter.Producer producer) {
        Pending last = tensors.isEmpty() ? null : tensors.get(tensors.size() - 1);
        long begin = last == null ? 0 : aligned(last.stored.begin() + last.stored.bytes());
        tensors.add(new Pending(new Stored(null, name, type, dims, begin), producer));
    }

    private static long aligned(long place) {
        return Math.ceilDiv(place, (long) GgufFile.ALIGNMENT) * GgufFile.ALIGNMENT;
    }

    void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            DataOutputStream data = new DataOutputStream(out);
            u32(data, GgufFile.MAGIC);
            u32(data, GgufFile.VERSION);
            u64(data, tensors.size());
            u64(data, values.size());
            for (Map.Entry<String, Object> value : values.entrySet()) {
                string(data, value.getKey());
                value(data, value.getValue());
            }
            for (Pending tensor : tensors) {
                string(data, tensor.stored.name());
                List<Integer> dims = tensor.stored.dims();
                u32(data, dims.size());
                for (int i = dims.size() - 1; i >= 0; i--) {
                    u64(data, dims.get(i));
                }
                u32(data, GgufFile.code(tensor.stored.type()));
                u64(data, tensor.stored.begin());
            }
            pad(data);
            for (Pending tensor : tensors) {
                byte[] bytes = tensor.producer.produce();
                data.write(bytes);
                written += bytes.length;
                pad(data);
            }
            data.flush();
        }
    }

    private void value(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case Integer number -> {
                u32(out, 4);
                u32(out, number);
            }
            case Float number -> {
                u32(out, 6);
                u32(out, Float.floatToRawIntBits(number));
            }
            case Boolean flag -> {
                u32(out, 7);
                out.writeByte(flag ? 1 : 0);
                written++;
            }
            case String text -> {
                u32(out, 8);
                string(out, text);
            }
            case List<?> list -> {
                u32(out, 9);
                boolean texts = list.isEmpty() || list.get(0) instanceof String;
                u32(out, texts ? 8 : 5);
                u64(out, list.size());
                for (Object element : list) {
                    if (element instanceof String text) {
                        string(out, text);
                    } else {
                        u32(out, (Integer) element);
                    }
                }
            }
            default -> throw new IllegalArgumentException("no GGUF value: " + value);
        }
    }

    private void string(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        u64(out, bytes.length);
        out.write(bytes);
        written += bytes.length;
    }

    private void u32(DataOutputStream out, int value) throws IOException {
        out.writeInt(Integer.reverseBytes(value));
        written += 4;
    }

    private void u64(DataOutputStream out, long value) throws IOException {
        out.writeLong(Long.reverseBytes(value));
        written += 8;
    }

    private void pad(DataOutputStream out) throws IOException {
        while (written % GgufFile.ALIGNMENT != 0) {
            out.writeByte(0);
            written++;
        }
    }
}
