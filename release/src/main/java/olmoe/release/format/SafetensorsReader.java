package olmoe.release.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Reads a safetensors file of any size. The header is read and checked when the file is opened;
/// numbers are read where they are asked for. Not safe for use by several threads at once.
public final class SafetensorsReader implements Closeable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long dataBegin;
    private final SafetensorsHeader header;

    private SafetensorsReader(Path file, FileChannel channel, long dataBegin, SafetensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.dataBegin = dataBegin;
        this.header = header;
    }

    /// Opens a file and checks its header against its length.
    ///
    /// @throws SafetensorsException if the file breaks the layout, with the place
    public static SafetensorsReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean opened = false;
        try {
            long length = channel.size();
            if (length < 8) {
                throw new SafetensorsException(
                        file, "header", "expected 8 bytes of header length, found a file of " + length);
            }
            ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            readFully(file, channel, prefix, 0);
            long headerBytes = prefix.getLong(0);
            long most = Math.min(length - 8, Integer.MAX_VALUE - 16);
            if (headerBytes < 2 || headerBytes > most) {
                throw new SafetensorsException(
                        file, "header", "expected a length from 2 to " + most + " bytes, found " + headerBytes);
            }
            ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
            readFully(file, channel, json, 8);
            SafetensorsHeader header = SafetensorsHeader.parse(file, json.array(), length - 8 - headerBytes);
            SafetensorsReader reader = new SafetensorsReader(file, channel, 8 + headerBytes, header);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    public Path file() {
        return file;
    }

    /// Where in the file the offsets of the entries begin.
    public long dataBegin() {
        return dataBegin;
    }

    /// The strings of `__metadata__`, sorted by key.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// All tensors, sorted by name.
    public Map<String, SafetensorsEntry> entries() {
        return header.entries();
    }

    /// The tensor of that name.
    ///
    /// @throws SafetensorsException if there is none
    public SafetensorsEntry entry(String name) throws SafetensorsException {
        SafetensorsEntry entry = entries().get(name);
        if (entry == null) {
            throw new SafetensorsException(file, name, "expected this tensor, found none of that name");
        }
        return entry;
    }

    /// Widens a whole float tensor, exactly, into `target[offset..]`.
    public void readDoubles(SafetensorsEntry entry, double[] target, int offset) throws IOException {
        requireFloat(entry);
        eachChunk(entry, (chunk, first, count) -> {
            int at = offset + first;
            switch (entry.type()) {
                case F64 -> chunk.asDoubleBuffer().get(target, at, count);
                case F32 -> {
                    for (int i = 0; i < count; i++) {
                        target[at + i] = chunk.getFloat(4 * i);
                    }
                }
                case BF16 -> {
                    for (int i = 0; i < count; i++) {
                        target[at + i] = Float.intBitsToFloat(chunk.getShort(2 * i) << 16);
                    }
                }
                case F16 -> {
                    for (int i = 0; i < count; i++) {
                        target[at + i] = widenHalf(chunk.getShort(2 * i));
                    }
                }
                default -> throw new IllegalStateException("not a float type: " + entry.type());
            }
        });
    }

    /// Widens a whole float tensor into `target[offset..]`: exactly from F32, BF16 and F16, rounded
    /// to nearest from F64.
    public void readFloats(SafetensorsEntry entry, float[] target, int offset) throws IOException {
        if (entry.type() == SafetensorsType.F32) {
            eachChunk(entry, (chunk, first, count) -> chunk.asFloatBuffer().get(target, offset + first, count));
            return;
        }
        double[] wide = new double[elements(entry)];
        readDoubles(entry, wide, 0);
        for (int i = 0; i < wide.length; i++) {
            target[offset + i] = (float) wide[i];
        }
    }

    /// Reads a whole integer tensor.
    public long[] readLongs(SafetensorsEntry entry) throws IOException {
        if (entry.type().isFloat()) {
            throw new SafetensorsException(file, entry.name(), "expected an integer dtype, found " + entry.type());
        }
        long[] target = new long[elements(entry)];
        eachChunk(entry, (chunk, first, count) -> {
            for (int i = 0; i < count; i++) {
                target[first + i] = switch (entry.type()) {
                    case I64 -> chunk.getLong(8 * i);
                    case I32 -> chunk.getInt(4 * i);
                    default -> chunk.get(i) & 0xff;
                };
            }
        });
        return target;
    }

    /// Hands the stored bytes of a tensor to `sink`, in order, piece by piece.
    public void readBytes(SafetensorsEntry entry, ByteSink sink) throws IOException {
        eachBuffer(entry, (buffer, done) -> sink.accept(buffer));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Takes stored bytes; the buffer is only valid during the call.
    public interface ByteSink {
        void accept(ByteBuffer bytes) throws IOException;
    }

    private interface Chunk {
        void read(ByteBuffer chunk, int firstElement, int count) throws IOException;
    }

    private interface Piece {
        void read(ByteBuffer buffer, long done) throws IOException;
    }

    private void eachChunk(SafetensorsEntry entry, Chunk reader) throws IOException {
        elements(entry);
        int size = entry.type().bytes();
        eachBuffer(entry, (buffer, done) -> reader.read(buffer, (int) (done / size), buffer.remaining() / size));
    }

    private void eachBuffer(SafetensorsEntry entry, Piece reader) throws IOException {
        long length = entry.end() - entry.begin();
        ByteBuffer buffer =
                ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, length)).order(ByteOrder.LITTLE_ENDIAN);
        for (long done = 0; done < length; done += buffer.capacity()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            readFully(file, channel, buffer, dataBegin + entry.begin() + done);
            buffer.flip();
            reader.read(buffer, done);
        }
    }

    private int elements(SafetensorsEntry entry) throws SafetensorsException {
        if (entry.elements() > Integer.MAX_VALUE - 16) {
            throw new SafetensorsException(
                    file, entry.name(), "expected at most 2^31 elements to fit an array, found " + entry.elements());
        }
        return (int) entry.elements();
    }

    private void requireFloat(SafetensorsEntry entry) throws SafetensorsException {
        if (!entry.type().isFloat()) {
            throw new SafetensorsException(file, entry.name(), "expected a float dtype, found " + entry.type());
        }
    }

    /// The float of an IEEE 754 half: 1 sign, 5 exponent, 10 fraction bits. `Float.float16ToFloat`
    /// came with JDK 20.
    private static float widenHalf(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float subnormal = fraction * 0x1p-24f;
            return sign == 0 ? subnormal : -subnormal;
        }
        int wideExponent = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException(file + ": expected " + target.remaining() + " more bytes at " + at);
            }
            at += read;
        }
    }
}
