package olmoe.pipelines;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import olmoe.filters.DocumentKey;

/// The rows of a part that are still in the run: 24 bytes each, big-endian: row, key, length of the
/// text in UTF-8 bytes. Sampling and writing look here before they open a text. Where dates count in the
/// next match, a second file has 8 bytes a row: the date's place in the order of survival.
public final class Rows {
    private static final int BYTES = Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;

    private final ByteBuffer rows;
    private final ByteBuffer dates; // null where they do not count

    /// @throws IOException where the bytes are no whole number of rows
    public Rows(byte[] bytes, String name) throws IOException {
        this(bytes, null, name);
    }

    /// @param dates of all rows, or null
    /// @throws IOException where the bytes are no whole number of rows, or not as many dates
    Rows(byte[] bytes, byte[] dates, String name) throws IOException {
        if (bytes.length % BYTES != 0) {
            throw new IOException(name + ": rows have " + BYTES + " bytes each, but the file has " + bytes.length);
        }
        this.rows = ByteBuffer.wrap(bytes);
        this.dates = dates == null ? null : ByteBuffer.wrap(dates);
        if (dates != null && dates.length != size() * Long.BYTES) {
            throw new IOException(name + ": expected " + size() + " dates, found " + dates.length + " bytes of them");
        }
    }

    public int size() {
        return rows.capacity() / BYTES;
    }

    public int row(int i) {
        return rows.getInt(i * BYTES);
    }

    public DocumentKey key(int i) {
        return new DocumentKey(rows.getLong(i * BYTES + 4), rows.getLong(i * BYTES + 12));
    }

    long date(int i) {
        return dates == null ? 0 : dates.getLong(i * Long.BYTES);
    }

    public int textBytes(int i) {
        return rows.getInt(i * BYTES + 20);
    }

    /// Appends rows in ascending order.
    static final class Writer implements Closeable {
        private final DataOutputStream out;
        private int size;

        Writer(OutputStream out) {
            this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        }

        void write(int row, DocumentKey key, int textBytes) throws IOException {
            out.writeInt(row);
            out.writeLong(key.high());
            out.writeLong(key.low());
            out.writeInt(textBytes);
            size++;
        }

        int size() {
            return size;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
