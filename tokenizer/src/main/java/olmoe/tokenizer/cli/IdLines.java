package olmoe.tokenizer.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes ids as decimal digits into one buffer: the digits of each id and what separates it lie ready in a
/// long.
final class IdLines {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WIDTH = 8;

    private final OutputStream out;
    private final long[] digits; // by id: 7 digits and a separator at most, how many in the upper byte
    private byte[] buffer = new byte[1 << 17];
    private int size;

    /// @param ids they are below this, and this is at most 10 million
    /// @param after what follows every id
    IdLines(OutputStream out, int ids, char after) {
        this.out = out;
        this.digits = new long[ids];
        for (int id = 0; id < ids; id++) {
            // the digits of a tenth of it, and one more
            long tenth = id < 10 ? 0 : digits[id / 10];
            int lastDigit = id < 10 ? 0 : (int) (tenth >>> 56) - 1 << 3;
            long text = tenth & (1L << lastDigit) - 1 | (long) ('0' + id % 10) << lastDigit;
            long length = (lastDigit >>> 3) + 2;
            digits[id] = text | (long) after << lastDigit + 8 | length << 56;
        }
    }

    IdLines text(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            buffer[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    IdLines bytes(byte[] bytes, int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, buffer, size, to - from);
        size += to - from;
        return this;
    }

    /// Each with what follows it.
    IdLines ids(int[] ids, int count) {
        reserve(Math.multiplyExact(count, WIDTH));
        byte[] into = buffer;
        int at = size;
        for (int i = 0; i < count; i++) {
            long text = digits[ids[i]];
            LONGS.set(into, at, text);
            at += (int) (text >>> 56);
        }
        size = at;
        return this;
    }

    /// Takes back the last byte.
    IdLines dropLast() {
        size--;
        return this;
    }

    /// Writes what has gathered, when it is much.
    void flushSome() throws IOException {
        if (size > 1 << 16) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, size);
        out.flush();
        size = 0;
    }

    private void reserve(int more) {
        if (buffer.length - size < more + WIDTH) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, Math.addExact(size, more + WIDTH)));
        }
    }
}
