package olmoe.dedup.minhash;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Shingles of documents by their number: as many as fit stay in memory, the others lie in a temporary
/// file, 4 bytes a shingle, and take 8 bytes a document and a few that were asked for last.
final class ShingleStore implements Closeable {
    private static final int CACHED = 1 << 12;
    private static final int BUFFER = 1 << 16;

    private final long room;
    private final Path folder;
    private final List<int[]> kept = new ArrayList<>();
    private final LongArrayList ends = new LongArrayList(); // in the file, of documents after those kept
    private final int[] cachedNumbers = new int[CACHED];
    private final int[][] cached = new int[CACHED][];
    private long taken;
    private Path file;
    private FileChannel channel;
    private ByteBuffer buffer; // of what is written
    private ByteBuffer read;

    /// @param room bytes of shingles to keep in memory
    /// @param folder for the temporary file
    ShingleStore(long room, Path folder) {
        this.room = room;
        this.folder = folder;
    }

    void add(int[] shingles) throws IOException {
        if (file == null && taken + (long) shingles.length * Integer.BYTES <= room) {
            kept.add(shingles);
            taken += (long) shingles.length * Integer.BYTES;
            return;
        }
        if (file == null) {
            file = Files.createTempFile(folder, "shingles", null);
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            buffer = ByteBuffer.allocateDirect(BUFFER);
            read = ByteBuffer.allocateDirect(BUFFER);
        }
        for (int from = 0; from < shingles.length; ) {
            if (buffer.remaining() < Integer.BYTES) {
                flush();
            }
            int count = Math.min(shingles.length - from, buffer.remaining() / Integer.BYTES);
            buffer.asIntBuffer().put(shingles, from, count);
            buffer.position(buffer.position() + count * Integer.BYTES);
            from += count;
        }
        ends.add((ends.isEmpty() ? 0 : ends.getLong(ends.size() - 1)) + shingles.length);
    }

    private void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        buffer.clear();
    }

    /// @param number in the order in which they were added, from 0
    int[] get(int number) throws IOException {
        if (number < kept.size()) {
            return kept.get(number);
        }
        int slot = number & CACHED - 1;
        if (cached[slot] == null || cachedNumbers[slot] != number) {
            cached[slot] = read(number - kept.size());
            cachedNumbers[slot] = number;
        }
        return cached[slot];
    }

    private int[] read(int place) throws IOException {
        if (buffer.position() > 0) {
            flush();
        }
        long start = place == 0 ? 0 : ends.getLong(place - 1);
        int[] shingles = new int[(int) (ends.getLong(place) - start)];
        for (int from = 0; from < shingles.length; ) {
            int count = Math.min(shingles.length - from, read.capacity() / Integer.BYTES);
            read.clear().limit(count * Integer.BYTES);
            while (read.hasRemaining()) {
                if (channel.read(read, (start + from) * Integer.BYTES + read.position()) < 0) {
                    throw new IOException(file + " ended at byte " + channel.size() + ", expected more");
                }
            }
            read.flip().asIntBuffer().get(shingles, from, count);
            from += count;
        }
        return shingles;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
