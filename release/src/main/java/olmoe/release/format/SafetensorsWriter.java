package olmoe.release.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes safetensors files whose bytes depend on the tensors and the metadata alone: header keys
/// sorted, header padded with spaces to a multiple of 8, data ordered by element size, largest
/// first, then by name, so that every tensor is aligned to its elements.
public final class SafetensorsWriter {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Map<String, String> metadata;
    private final Map<String, Pending> tensors = new TreeMap<>();

    /// @param metadata strings for `__metadata__`; none is written when it is empty
    public SafetensorsWriter(Map<String, String> metadata) {
        this.metadata = new TreeMap<>(metadata);
    }

    /// Adds an F32 tensor from `values[offset..]`, read when the file is written.
    public SafetensorsWriter floats(String name, List<Integer> dims, float[] values, int offset) {
        return add(
                name,
                SafetensorsType.F32,
                dims,
                values.length - offset,
                (buffer, i) -> buffer.putFloat(values[offset + i]));
    }

    /// Adds an F64 tensor from `values[offset..]`, read when the file is written.
    public SafetensorsWriter doubles(String name, List<Integer> dims, double[] values, int offset) {
        return add(
                name,
                SafetensorsType.F64,
                dims,
                values.length - offset,
                (buffer, i) -> buffer.putDouble(values[offset + i]));
    }

    /// Adds an I64 tensor.
    public SafetensorsWriter longs(String name, List<Integer> dims, long[] values) {
        return add(name, SafetensorsType.I64, dims, values.length, (buffer, i) -> buffer.putLong(values[i]));
    }

    /// Adds an I32 tensor.
    public SafetensorsWriter ints(String name, List<Integer> dims, int[] values) {
        return add(name, SafetensorsType.I32, dims, values.length, (buffer, i) -> buffer.putInt(values[i]));
    }

    /// Adds a tensor of any type from its stored little-endian bytes.
    public SafetensorsWriter bytes(String name, SafetensorsType type, List<Integer> dims, byte[] stored) {
        int size = type.bytes();
        return add(name, type, dims, stored.length / size, (buffer, i) -> buffer.put(stored, i * size, size));
    }

    /// Gives the stored little-endian bytes of a tensor.
    @FunctionalInterface
    public interface Producer {
        byte[] produce() throws IOException;
    }

    /// Adds a tensor of any type whose bytes are asked for when they are written, one tensor after the
    /// other, so that no more than one is in memory.
    public SafetensorsWriter produced(String name, SafetensorsType type, List<Integer> dims, Producer producer) {
        return add(name, type, dims, Integer.MAX_VALUE, new Content() {
            private byte[] stored;

            @Override
            public void put(ByteBuffer buffer, int i) throws IOException {
                if (i == 0) {
                    stored = producer.produce();
                }
                buffer.put(stored, i * type.bytes(), type.bytes());
                if ((i + 1) * type.bytes() == stored.length) {
                    stored = null;
                }
            }
        });
    }

    /// Writes the file under a temporary name beside it and renames it, so that no reader sees half of one.
    public void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            writeAll(temporary);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void writeAll(Path file) throws IOException {
        List<Pending> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingInt(tensor -> -tensor.type.bytes()));
        byte[] header = header(inOrder);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(header.length);
            drain(buffer, channel);
            drain(ByteBuffer.wrap(header).position(header.length), channel);
            for (Pending tensor : inOrder) {
                for (int i = 0; i < tensor.elements; i++) {
                    if (buffer.remaining() < tensor.type.bytes()) {
                        drain(buffer, channel);
                    }
                    tensor.content.put(buffer, i);
                }
            }
            drain(buffer, channel);
        }
    }

    private interface Content {
        void put(ByteBuffer buffer, int element) throws IOException;
    }

    private record Pending(String name, SafetensorsType type, List<Integer> dims, int elements, Content content) {}

    private SafetensorsWriter add(
            String name, SafetensorsType type, List<Integer> dims, int available, Content content) {
        long elements = SafetensorsEntry.elements(dims);
        if (elements > available) {
            throw new IllegalArgumentException(
                    name + ": expected " + elements + " values for " + dims + " but found " + available);
        }
        if (name.equals("__metadata__")
                || tensors.put(name, new Pending(name, type, List.copyOf(dims), (int) elements, content)) != null) {
            throw new IllegalArgumentException(name + ": a tensor needs a name of its own");
        }
        return this;
    }

    private byte[] header(List<Pending> inOrder) throws IOException {
        Map<String, Long> begins = new TreeMap<>();
        long end = 0;
        for (Pending tensor : inOrder) {
            begins.put(tensor.name, end);
            end += (long) tensor.elements * tensor.type.bytes();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart("__metadata__");
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            for (Pending tensor : tensors.values()) {
                json.writeObjectFieldStart(tensor.name);
                json.writeStringField("dtype", tensor.type.name());
                json.writeArrayFieldStart("shape");
                for (int dim : tensor.dims) {
                    json.writeNumber(dim);
                }
                json.writeEndArray();
                long begin = begins.get(tensor.name);
                json.writeArrayFieldStart("data_offsets");
                json.writeNumber(begin);
                json.writeNumber(begin + (long) tensor.elements * tensor.type.bytes());
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        while (bytes.size() % 8 != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
