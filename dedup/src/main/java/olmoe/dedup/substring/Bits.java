package olmoe.dedup.substring;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One bit a symbol, in a file that is mapped into memory.
final class Bits implements Closeable {
    private static final int SEGMENT_BITS = 26; // longs, of 8 bytes

    private final Path file;
    private final LongBuffer[] segments;

    Bits(Path folder, long size) throws IOException {
        file = Files.createTempFile(folder, "marks", ".bin");
        long longs = (size >> 6) + 1;
        segments = new LongBuffer[(int) ((longs >> SEGMENT_BITS) + 1)];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            fill(channel, longs * Long.BYTES); // a full disk is an exception here, and a crash where it is mapped
            for (int i = 0; i < segments.length; i++) {
                long from = (long) i << SEGMENT_BITS;
                long count = Math.min(1L << SEGMENT_BITS, longs - from);
                segments[i] = channel.map(FileChannel.MapMode.READ_WRITE, from * 8, count * 8)
                        .asLongBuffer();
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void fill(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, 1 << 20));
        for (long left = bytes; left > 0; ) {
            zeros.position(0).limit((int) Math.min(left, zeros.capacity()));
            left -= channel.write(zeros);
        }
    }

    void set(long bit) {
        long word = bit >> 6;
        LongBuffer segment = segments[(int) (word >> SEGMENT_BITS)];
        int at = (int) (word & (1L << SEGMENT_BITS) - 1);
        segment.put(at, segment.get(at) | 1L << bit);
    }

    boolean get(long bit) {
        long word = bit >> 6;
        return (segments[(int) (word >> SEGMENT_BITS)].get((int) (word & (1L << SEGMENT_BITS) - 1)) & 1L << bit) != 0;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
