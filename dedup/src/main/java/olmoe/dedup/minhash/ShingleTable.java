package olmoe.dedup.minhash;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import olmoe.filters.DocumentKey;

/// Keys and shingles of many documents, found by row: 16 bytes and 4 for each shingle, then a directory
/// of 8 bytes a document (row, number of shingles) and the number of documents in 4 bytes. Big-endian.
public final class ShingleTable implements Closeable {
    private static final int KEY = 2 * Long.BYTES;
    private static final int ENTRY = 2 * Integer.BYTES;

    private final SeekableByteChannel channel;
    private final int[] rows;
    private final long[] ends; // in shingles, those of all documents before included

    /// Reads the directory.
    ///
    /// @throws IOException where the file is damaged
    public ShingleTable(SeekableByteChannel channel, String name) throws IOException {
        this.channel = channel;
        long size = channel.size();
        int documents = size < Integer.BYTES
                ? -1
                : read(size - Integer.BYTES, Integer.BYTES).getInt();
        long directory = size - Integer.BYTES - (long) documents * ENTRY;
        if (documents < 0 || directory < 0) {
            throw damaged(name, size);
        }
        ByteBuffer entries = read(directory, Math.multiplyExact(documents, ENTRY));
        rows = new int[documents];
        ends = new long[documents];
        long end = 0;
        for (int i = 0; i < documents; i++) {
            rows[i] = entries.getInt();
            end += entries.getInt();
            ends[i] = end;
        }
        if (end * Integer.BYTES + (long) documents * KEY != directory) {
            throw damaged(name, size);
        }
    }

    private static IOException damaged(String name, long size) {
        return new IOException(name + ": expected a table of shingles, found " + size + " bytes that do not add up");
    }

    public int documents() {
        return rows.length;
    }

    /// Row of the i-th document.
    public int row(int i) {
        return rows[i];
    }

    /// A document as a comparison sees it.
    ///
    /// @param shingles distinct, ascending
    public record Entry(DocumentKey key, int[] shingles) {

        /// As stored.
        public int bytes() {
            return KEY + shingles.length * Integer.BYTES;
        }
    }

    /// @throws IllegalArgumentException where the table has no such row
    public Entry ofRow(int row) throws IOException {
        int i = Arrays.binarySearch(rows, row);
        if (i < 0) {
            throw new IllegalArgumentException("no shingles of row " + row);
        }
        long start = i == 0 ? 0 : ends[i - 1];
        int[] shingles = new int[(int) (ends[i] - start)];
        ByteBuffer bytes = read(start * Integer.BYTES + (long) i * KEY, KEY + shingles.length * Integer.BYTES);
        DocumentKey key = new DocumentKey(bytes.getLong(), bytes.getLong());
        bytes.asIntBuffer().get(shingles);
        return new Entry(key, shingles);
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.position(at);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("the file ended at byte " + channel.size() + ", expected " + (at + length));
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Appends documents in ascending order of rows.
    public static final class Writer implements Closeable {
        private final DataOutputStream out;
        private final IntArrayList directory = new IntArrayList();
        private boolean closed;

        public Writer(OutputStream out) {
            this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        }

        public void write(int row, DocumentKey key, int[] shingles) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(KEY + shingles.length * Integer.BYTES);
            bytes.putLong(key.high()).putLong(key.low());
            bytes.asIntBuffer().put(shingles);
            out.write(bytes.array());
            directory.add(row);
            directory.add(shingles.length);
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            for (int i = 0; i < directory.size(); i++) {
                out.writeInt(directory.getInt(i));
            }
            out.writeInt(directory.size() / 2);
            out.close();
        }
    }
}
