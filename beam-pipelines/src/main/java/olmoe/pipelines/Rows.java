package olmoe.pipelines;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import olmoe.filters.DocumentKey;

/// The rows of a part that are still in the run: 24 bytes each, big-endian: row, key, length of the
/// text in UTF-8 bytes. Sampling and writing look here before they open a text.
public final class Rows {
    private static final int BYTES = Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;

    private final ByteBuffer rows;

    /// @throws IOException where the bytes are no whole number of rows
    public Rows(byte[] bytes, String name) throws IOException {
        if (bytes.length % BYTES != 0) {
            throw new IOException(name + ": rows have " + BYTES + " bytes each, but the file has " + bytes.length);
        }
        this.rows = ByteBuffer.wrap(bytes);
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
