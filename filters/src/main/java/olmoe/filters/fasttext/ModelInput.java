package olmoe.filters.fasttext;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Little-endian values of a model file in their order. No size that the file claims is believed before
/// the bytes are there, so memory stays within a small multiple of what was read.
final class ModelInput {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long position;

    ModelInput(InputStream in) {
        this.in = in;
        buffer.limit(0);
    }

    int int32(String what) throws IOException {
        need(Integer.BYTES, what);
        return buffer.getInt();
    }

    long int64(String what) throws IOException {
        need(Long.BYTES, what);
        return buffer.getLong();
    }

    double float64(String what) throws IOException {
        need(Double.BYTES, what);
        return buffer.getDouble();
    }

    byte int8(String what) throws IOException {
        need(1, what);
        return buffer.get();
    }

    boolean flag(String what) throws IOException {
        byte flag = int8(what);
        if (flag != 0 && flag != 1) {
            throw refused(what + ": expected 0 or 1, found " + flag);
        }
        return flag == 1;
    }

    byte[] bytes(int n, String what) throws IOException {
        byte[] bytes = new byte[Math.min(n, CHUNK)];
        int has = 0;
        while (has < n) {
            if (has == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(n, 2L * has));
            }
            need(1, what);
            int part = Math.min(buffer.remaining(), bytes.length - has);
            buffer.get(bytes, has, part);
            has += part;
        }
        return bytes;
    }

    float[] floats(int n, String what) throws IOException {
        float[] floats = new float[Math.min(n, CHUNK)];
        int has = 0;
        while (has < n) {
            if (has == floats.length) {
                floats = Arrays.copyOf(floats, (int) Math.min(n, 2L * has));
            }
            need(Float.BYTES, what);
            int part = Math.min(buffer.remaining() / Float.BYTES, floats.length - has);
            for (int i = 0; i < part; i++) {
                floats[has + i] = buffer.getFloat();
            }
            has += part;
        }
        return floats;
    }

    /// The file must have nothing after what was read.
    void end() throws IOException {
        if (buffer.hasRemaining() || in.read() >= 0) {
            throw refused("expected the end of the file, found more");
        }
    }

    IOException refused(String message) {
        return new IOException("byte " + (position - buffer.remaining()) + ": " + message);
    }

    private void need(int bytes, String what) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int n = in.read(buffer.array(), buffer.position(), buffer.remaining());
            if (n < 0) {
                throw new IOException("byte " + position + ": expected " + what + ", found the end of the file");
            }
            buffer.position(buffer.position() + n);
            position += n;
        }
        buffer.flip();
    }
}
