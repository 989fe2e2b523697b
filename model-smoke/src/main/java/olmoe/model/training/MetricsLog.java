package olmoe.model.training;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import olmoe.release.format.CanonicalJson;

/// `metrics.jsonl`: one JSON object a line, under the names of OLMo's trainer, without clock values.
final class MetricsLog implements Closeable {
    static final String FILE = "metrics.jsonl";

    private final FileChannel channel;

    /// Opens the log and cuts it after `length` bytes, which is what a checkpoint knew of it.
    MetricsLog(Path folder, long length) throws IOException {
        Path file = folder.resolve(FILE);
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() < length) {
            channel.close();
            throw new IOException(
                    file + ": expected the " + length + " bytes that its checkpoint knows, found " + channel.size());
        }
        channel.truncate(length);
        channel.position(length);
    }

    /// Appends one line, values in the map's order. What JSON has no form for, the mean over no window,
    /// is left out.
    void write(long step, Map<String, Double> values) throws IOException {
        StringBuilder line = new StringBuilder("{\"step\":").append(step);
        values.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                line.append(",\"").append(name).append("\":").append(CanonicalJson.number(value));
            }
        });
        ByteBuffer bytes = ByteBuffer.wrap(line.append("}\n").toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Bytes so far, all of them handed to the disk.
    long length() throws IOException {
        channel.force(false);
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
