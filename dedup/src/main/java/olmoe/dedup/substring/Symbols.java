package olmoe.dedup.substring;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import olmoe.dedup.NamedOutput;

/// The documents of a run one behind the other in a file, as bytes or as token ids of two bytes, mapped
/// into memory so that the system holds as much of it as fits.
public final class Symbols implements Closeable {
    private static final int SEGMENT_BITS = 30;

    private final Path file;
    private final int width;
    private final OutputStream out;
    private long[] ends = new long[16]; // of documents, in symbols
    private int documents;
    private MappedByteBuffer[] segments;

    /// @param folder for the file, which [#close()] removes
    /// @param width bytes of a symbol, 1 or 2
    public Symbols(Path folder, int width) throws IOException {
        if (width != 1 && width != 2) {
            throw new IllegalArgumentException("a symbol has 1 or 2 bytes, not " + width);
        }
        this.width = width;
        this.file = Files.createTempFile(folder, "symbols", ".bin");
        this.out = NamedOutput.buffered(file);
    }

    /// Adds a document of bytes.
    public void add(byte[] bytes) throws IOException {
        if (width != 1) {
            throw new IllegalStateException("these symbols are tokens");
        }
        out.write(bytes);
        ended(bytes.length);
    }

    /// Adds a document of token ids below 65536.
    public void add(int[] ids) throws IOException {
        if (width != 2) {
            throw new IllegalStateException("these symbols are bytes");
        }
        for (int id : ids) {
            if (id >>> Short.SIZE != 0) {
                throw new IllegalArgumentException("token ids must be below 65536, found " + id);
            }
            out.write(id);
            out.write(id >>> Byte.SIZE);
        }
        ended(ids.length);
    }

    private void ended(int length) {
        if (documents == ends.length) {
            ends = Arrays.copyOf(ends, documents * 2);
        }
        ends[documents] = (documents == 0 ? 0 : ends[documents - 1]) + length;
        documents++;
    }

    /// No document is added after this.
    void map() throws IOException {
        out.close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long bytes = channel.size();
            segments = new MappedByteBuffer[(int) ((bytes >> SEGMENT_BITS) + 1)];
            for (int i = 0; i < segments.length; i++) {
                long from = (long) i << SEGMENT_BITS;
                segments[i] =
                        channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(1L << SEGMENT_BITS, bytes - from));
                segments[i].order(ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    public int documents() {
        return documents;
    }

    long start(int document) {
        return document == 0 ? 0 : ends[document - 1];
    }

    long end(int document) {
        return ends[document];
    }

    long length() {
        return documents == 0 ? 0 : ends[documents - 1];
    }

    int at(long symbol) {
        long place = symbol * width;
        MappedByteBuffer segment = segments[(int) (place >> SEGMENT_BITS)];
        int offset = (int) (place & (1L << SEGMENT_BITS) - 1);
        return width == 1 ? segment.get(offset) & 0xFF : segment.getShort(offset) & 0xFFFF;
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
