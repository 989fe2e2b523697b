package olmoe.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.release.format.SafetensorsType;

/// The header of a GGUF file, version 2 or 3 (ggml-org/ggml, docs/gguf.md): typed values, then names,
/// sizes and places of the tensors. Nothing is allocated that the file could not hold.
///
/// @param values by key: Long, Double, Boolean, String or a List of these
/// @param tensors by name
record GgufFile(Map<String, Object> values, Map<String, Stored> tensors) {
    static final int MAGIC = 0x46554747; // "GGUF"
    static final int VERSION = 3;
    static final int ALIGNMENT = 32;
    private static final int ARRAY = 9;
    private static final int MOST_SIZES = 4;
    private static final int BUFFER_BYTES = 1 << 16;

    static GgufFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Reader(file, channel).read();
        }
    }

    /// The number of a float format in GGUF.
    static int code(SafetensorsType type) {
        return switch (type) {
            case F32 -> 0;
            case F16 -> 1;
            case BF16 -> 30;
            default -> throw new IllegalArgumentException("GGUF is written as F32, F16 or BF16, not as " + type);
        };
    }

    private static final class Reader {
        private final Path file;
        private final FileChannel channel;
        private final long length;
        private final ByteBuffer buffer =
                ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
        private long end; // in the file, of what is in the buffer

        Reader(Path file, FileChannel channel) throws IOException {
            this.file = file;
            this.channel = channel;
            length = channel.size();
        }

        GgufFile read() throws IOException {
            require(number(4) == MAGIC, "magic", "expected GGUF, found something else");
            long version = number(4);
            require(version == 2 || version == VERSION, "version", "expected 2 or 3, found " + version);
            long tensorCount = count("tensors", 24);
            long valueCount = count("values", 12);
            Map<String, Object> values = new TreeMap<>();
            for (long i = 0; i < valueCount; i++) {
                String key = string("key " + i);
                Object before = values.put(key, value(key, (int) number(4), 0));
                require(before == null, key, "expected one value, found two");
            }
            long alignment =
                    values.getOrDefault("general.alignment", (long) ALIGNMENT) instanceof Long given ? given : 0;
            require(
                    alignment > 0 && alignment <= BUFFER_BYTES && Long.bitCount(alignment) == 1,
                    "general.alignment",
                    "expected a power of two, found " + values.get("general.alignment"));
            List<Stored> relative = new ArrayList<>();
            for (long i = 0; i < tensorCount; i++) {
                relative.add(tensor(i, alignment));
            }
            long data = Math.ceilDiv(place(), alignment) * alignment;
            Map<String, Stored> tensors = new TreeMap<>();
            for (Stored tensor : relative) {
                long begin = data + tensor.begin();
                require(
                        begin >= data && begin <= length - tensor.bytes(),
                        tensor.name(),
                        "expected " + tensor.bytes() + " bytes at " + begin + ", found the file's end at " + length);
                Stored before = tensors.put(
                        tensor.name(), new Stored(file, tensor.name(), tensor.type(), tensor.dims(), begin));
                require(before == null, tensor.name(), "expected one tensor, found two");
            }
            apart(tensors);
            return new GgufFile(Collections.unmodifiableMap(values), Collections.unmodifiableMap(tensors));
        }

        private void apart(Map<String, Stored> tensors) throws CheckpointException {
            List<Stored> inOrder = new ArrayList<>(tensors.values());
            inOrder.sort((a, b) -> Long.compare(a.begin(), b.begin()));
            for (int i = 1; i < inOrder.size(); i++) {
                Stored before = inOrder.get(i - 1);
                require(
                        before.begin() + before.bytes() <= inOrder.get(i).begin(),
                        inOrder.get(i).name(),
                        "expected bytes of its own, found some of " + before.name());
            }
        }

        private Stored tensor(long i, long alignment) throws IOException {
            String name = string("tensor " + i);
            long sizes = number(4);
            require(sizes > 0 && sizes <= MOST_SIZES, name, "expected 1 to " + MOST_SIZES + " sizes, found " + sizes);
            List<Integer> dims = new ArrayList<>();
            long elements = 1;
            for (long s = 0; s < sizes; s++) {
                long size = number(8);
                require(size > 0 && size <= Integer.MAX_VALUE, name, "expected a size below 2^31, found " + size);
                require(elements <= length / size, name, "expected a tensor that the file can hold, found " + size);
                elements *= size;
                dims.add(0, (int) size);
            }
            long code = number(4);
            SafetensorsType type = code == 0
                    ? SafetensorsType.F32
                    : code == 1 ? SafetensorsType.F16 : code == 30 ? SafetensorsType.BF16 : null;
            require(type != null, name, "expected type F32 (0), F16 (1) or BF16 (30), found " + code);
            long offset = number(8);
            require(
                    offset >= 0 && offset % alignment == 0 && offset <= length,
                    name,
                    "expected an offset in the file that is a multiple of " + alignment + ", found " + offset);
            return new Stored(file, name, type, List.copyOf(dims), offset);
        }

        private Object value(String key, int type, int depth) throws IOException {
            return switch (type) {
                case 0 -> number(1);
                case 1 -> (long) (byte) number(1);
                case 2 -> number(2);
                case 3 -> (long) (short) number(2);
                case 4 -> number(4);
                case 5 -> (long) (int) number(4);
                case 6 -> (double) Float.intBitsToFloat((int) number(4));
                case 7 -> number(1) != 0;
                case 8 -> string(key);
                case ARRAY -> array(key, depth);
                case 10, 11 -> number(8);
                case 12 -> Double.longBitsToDouble(number(8));
                default ->
                    throw new CheckpointException(file, key, "expected a value type from 0 to 12, found " + type);
            };
        }

        private List<Object> array(String key, int depth) throws IOException {
            require(depth == 0, key, "expected no array within an array");
            int type = (int) number(4);
            long count = count(key, 1);
            List<Object> values = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                values.add(value(key, type, depth + 1));
            }
            return values;
        }

        /// A count of things of which each takes at least so many bytes.
        private long count(String what, int bytesEach) throws IOException {
            long count = number(8);
            long most = (length - place()) / bytesEach;
            require(count >= 0 && count <= most, what, "expected at most " + most + " of them, found " + count);
            return count;
        }

        private String string(String what) throws IOException {
            long bytes = number(8);
            long most = length - place();
            require(bytes >= 0 && bytes <= most, what, "expected a text of at most " + most + " bytes, found " + bytes);
            byte[] text = new byte[(int) Math.min(bytes, Integer.MAX_VALUE - 16)];
            for (int done = 0; done < text.length; ) {
                fill(1);
                int piece = Math.min(buffer.remaining(), text.length - done);
                buffer.get(text, done, piece);
                done += piece;
            }
            return new String(text, StandardCharsets.UTF_8);
        }

        /// An unsigned number of that many bytes; of 8, a signed one.
        private long number(int bytes) throws IOException {
            fill(bytes);
            return switch (bytes) {
                case 1 -> buffer.get() & 0xffL;
                case 2 -> buffer.getShort() & 0xffffL;
                case 4 -> buffer.getInt() & 0xffffffffL;
                default -> buffer.getLong();
            };
        }

        private void fill(int bytes) throws IOException {
            if (buffer.remaining() >= bytes) {
                return;
            }
            buffer.compact();
            while (buffer.position() < bytes) {
                int read = channel.read(buffer, end);
                if (read < 0) {
                    throw new CheckpointException(
                            file, "header", "expected more bytes, found the file's end at " + length);
                }
                end += read;
            }
            buffer.flip();
        }

        private long place() {
            return end - buffer.remaining();
        }

        private void require(boolean holds, String where, String expectedAndFound) throws CheckpointException {
            if (!holds) {
                throw new CheckpointException(file, where, expectedAndFound);
            }
        }
    }
}
