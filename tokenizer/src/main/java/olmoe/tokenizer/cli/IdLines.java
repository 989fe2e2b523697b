package olmoe.tokenizer.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Writes ids as decimal digits into one buffer, without a string an id.
final class IdLines {
    private static final int LONGEST = 11; // digits of an int and what separates it

    private final OutputStream out;
    private byte[] buffer = new byte[1 << 16];
    private int size;

    IdLines(OutputStream out) {
        this.out = out;
    }

    IdLines text(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            buffer[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    IdLines bytes(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    /// @param between the separator
    /// @param after whether the last id has one too
    IdLines ids(int[] ids, int count, char between, boolean after) {
        reserve(Math.multiplyExact(count, LONGEST));
        for (int i = 0; i < count; i++) {
            int end = size + digits(ids[i]);
            int rest = ids[i];
            for (int at = end - 1; at >= size; at--) {
                buffer[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            size = end;
            if (after || i + 1 < count) {
                buffer[size++] = (byte) between;
            }
        }
        return this;
    }

    /// Writes what has gathered, when it is much.
    void flushSome() throws IOException {
        if (size > 1 << 15) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, size);
        out.flush();
        size = 0;
    }

    private static int digits(int value) {
        int digits = 1;
        for (int rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
        }
    }
}
