package olmoe.tokenizer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import olmoe.tokenizer.json.JsonReader;

/// Reads one JSON object a line from stdin, field by field, without a tree. A blank line is passed over.
///
/// A field that the reader does not ask for is passed over; a line that is no object is refused with its number.
public final class JsonLines {

    /// Takes one field's value, which the reader stands before.
    public interface Fields {
        /// @param json its text is the field's name
        /// @return false to pass the field over
        boolean take(JsonReader json) throws IOException;
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;

    private final InputStream in;
    private final JsonReader json = new JsonReader();
    private byte[] buffer = new byte[1 << 16];
    private int start; // of the line that is next
    private int filled;
    private boolean ended;
    private long line;

    public JsonLines(InputStream in) {
        this.in = in;
    }

    /// Reads the next object.
    ///
    /// @return false after the last
    public boolean next(Fields fields) throws IOException {
        while (true) {
            int end = lineEnd();
            if (end < 0) {
                return false;
            }
            line++;
            json.reset(buffer, start, end);
            start = Math.min(end + 1, filled);
            if (json.peek() < 0) {
                continue;
            }
            try {
                read(fields);
            } catch (JsonReader.Malformed e) {
                throw new ConfigurationException("stdin:" + line + ": " + e.getMessage(), e);
            }
            return true;
        }
    }

    private void read(Fields fields) throws IOException {
        json.beginObject();
        while (json.nextField()) {
            if (!fields.take(json)) {
                json.skipValue();
            }
        }
        if (json.peek() >= 0) {
            throw json.refuse("one object a line");
        }
    }

    /// Where the line from `start` on ends, or -1 where there is none.
    private int lineEnd() throws IOException {
        int i = start;
        while (true) {
            i = newline(buffer, i, filled);
            if (i < filled) {
                return i;
            }
            if (ended) {
                return start < filled ? filled : -1;
            }
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, filled - start);
                i -= start;
                filled -= start;
                start = 0;
            }
            if (buffer.length - filled < buffer.length / 2) {
                if (buffer.length > Integer.MAX_VALUE / 2) {
                    throw new ConfigurationException(
                            "stdin:" + (line + 1) + ": expected a line below 1 GiB, found more");
                }
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            int read = in.read(buffer, filled, buffer.length - filled - JsonReader.SLACK);
            ended = read < 0;
            filled += Math.max(read, 0);
        }
    }

    private static int newline(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i += 8) {
            long others = (long) LONGS.get(bytes, i) ^ NEWLINES;
            long found = others - ONES & ~others & HIGH_BITS;
            if (found != 0) {
                return Math.min(to, i + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return to;
    }

    /// The bytes that the reader reads, for what is handed on as it came.
    public byte[] bytes() {
        return buffer;
    }

    /// An exception for the line that was read last.
    public ConfigurationException refuse(String expected, String found) {
        return new ConfigurationException("stdin:" + line + ": expected " + expected + ", found " + found);
    }
}
