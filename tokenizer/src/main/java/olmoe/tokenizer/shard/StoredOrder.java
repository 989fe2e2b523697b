package olmoe.tokenizer.shard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// An order as it is stored, looked up place by place in `global_indices.npy`: memory does not grow with it,
/// and up to 2^32 windows are no trouble. It believes the file; [TrainingOrder#read] makes it again.
public final class StoredOrder implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private final int window;
    private final int bytesPerId;
    private final List<TrainingOrder.TokenFile> files;
    private final long[] ends;
    private final long size;

    private StoredOrder(Path file, FileChannel channel, JsonNode root) {
        this.file = file;
        this.channel = channel;
        this.window = TrainingOrder.window(root);
        this.bytesPerId = TrainingOrder.bytesPerId(root);
        this.files = TrainingOrder.files(root);
        this.ends = TrainingOrder.ends(files);
        this.size = files.isEmpty() ? 0 : ends[ends.length - 1];
    }

    /// @param folder `tokens` of a corpus
    /// @param indices the order's numbers, `global_indices.npy` in that folder or those of another seed
    public static StoredOrder open(Path folder, Path indices) throws IOException {
        JsonNode root = TrainingOrder.readJson(folder.resolve(TrainingOrder.ORDER_FILE));
        FileChannel channel = FileChannel.open(indices, StandardOpenOption.READ);
        try {
            StoredOrder order = new StoredOrder(indices, channel, root);
            DamagedShardException.unless(
                    channel.size() == 4 * order.size,
                    indices + ": expected " + 4 * order.size + " bytes for the windows of " + TrainingOrder.ORDER_FILE
                            + ", found " + channel.size());
            return order;
        } catch (IllegalArgumentException | ArithmeticException e) {
            channel.close();
            throw new DamagedShardException(folder.resolve(TrainingOrder.ORDER_FILE) + ": " + e.getMessage(), e);
        } catch (IOException | DamagedShardException e) {
            channel.close();
            throw e;
        }
    }

    /// Windows in the whole order.
    public long size() {
        return size;
    }

    /// Tokens a window.
    public int window() {
        return window;
    }

    /// Bytes of an id in the shards, 2 or 4.
    public int bytesPerId() {
        return bytesPerId;
    }

    /// Where the window at a position of the order lies.
    public TrainingOrder.Place place(long position) throws IOException {
        if (position < 0 || position >= size) {
            throw new IndexOutOfBoundsException(file + ": position " + position + " of " + size);
        }
        ByteBuffer four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        while (four.hasRemaining()) {
            if (channel.read(four, 4 * position + four.position()) < 0) {
                throw new DamagedShardException(
                        file + ": byte " + 4 * position + ": it became shorter while it was read");
            }
        }
        long index = four.getInt(0) & 0xFFFFFFFFL;
        DamagedShardException.unless(
                index < size,
                file + ": byte " + 4 * position + ": expected a window below " + size + ", found " + index);
        return TrainingOrder.place(index, files, ends);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
