package olmoe.tokenizer.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Little-endian numbers of a file, read mostly forwards. Not for several threads.
final class ShardBytes implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long start; // of what is in the buffer

    private ShardBytes(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static ShardBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new ShardBytes(file, channel, channel.size());
    }

    long size() {
        return size;
    }

    /// @param bytes 1, 2 (unsigned), 4 or 8
    long number(long at, int bytes) throws IOException {
        if (at < start || at + bytes > start + buffer.limit()) {
            fill(at, bytes);
        }
        int place = (int) (at - start);
        switch (bytes) {
            case 1:
                return buffer.get(place) & 0xFF;
            case 2:
                return buffer.getShort(place) & 0xFFFF;
            case 4:
                return buffer.getInt(place);
            default:
                return buffer.getLong(place);
        }
    }

    void expect(long at, int bytes, long expected, String what) throws IOException {
        long found = number(at, bytes);
        DamagedShardException.unless(
                found == expected, file + ": byte " + at + ": expected " + what + ", " + expected + ", found " + found);
    }

    private void fill(long at, int bytes) throws IOException {
        buffer.clear();
        start = at;
        while (buffer.position() < bytes || buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                break;
            }
        }
        buffer.flip();
        DamagedShardException.unless(
                buffer.limit() >= bytes,
                file + ": byte " + size + ": it ends too early, expected " + (at + bytes) + " bytes");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
