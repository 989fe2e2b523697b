package olmoe.model.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import olmoe.model.Layout.Tensor;
import olmoe.release.format.SafetensorsType;

/// Reads the tensors of a {@link olmoe.model.Layout} one by one out of files of any layout.
public final class WeightReader implements Closeable {
    private final Map<String, Source> sources = new TreeMap<>();
    private final Map<Path, FileChannel> channels = new TreeMap<>();

    /// @param place first byte in the file
    private record Source(Stored stored, long place, boolean transposed) {}

    WeightReader(Checkpoint checkpoint) {
        for (WeightLayout.StoredTensor tensor : checkpoint.weights().tensors(checkpoint.layout())) {
            Stored stored = checkpoint.stored().get(tensor.name());
            if (stored == null || !stored.dims().equals(tensor.dims())) {
                continue;
            }
            long place = stored.begin();
            for (WeightLayout.Block block : tensor.blocks()) {
                sources.put(block.tensor().name(), new Source(stored, place, block.transposed()));
                place += block.tensor().elements() * stored.type().bytes();
            }
        }
    }

    boolean has(Tensor tensor) {
        return sources.containsKey(tensor.name());
    }

    /// The format of what {@link #read} gives.
    public SafetensorsType type(Tensor tensor) {
        return sources.get(tensor.name()).stored().type();
    }

    /// The stored numbers, in rows of the layout's own form.
    byte[] read(Tensor tensor) throws IOException {
        Source source = sources.get(tensor.name());
        int size = source.stored().type().bytes();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.elements() * size));
        FileChannel channel = channel(source.stored().file());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, source.place() + bytes.position()) < 0) {
                throw new CheckpointException(
                        source.stored().file(),
                        source.stored().name(),
                        "expected " + bytes.remaining() + " more bytes, found the file's end");
            }
        }
        return source.transposed()
                ? Elements.transpose(bytes.array(), size, tensor.columns(), tensor.rows())
                : bytes.array();
    }

    /// The numbers of a tensor, row by row, from `to[at]` on; exact unless stored as F64.
    public void read(Tensor tensor, float[] to, int at) throws IOException {
        byte[] raw = Elements.convert(read(tensor), type(tensor), SafetensorsType.F32);
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(to, at, raw.length / Float.BYTES);
    }

    /// The numbers of a tensor, row by row, rounded to another format first, as {@link Conversion} rounds.
    public double[] doubles(Tensor tensor, SafetensorsType as) throws IOException {
        ByteBuffer raw = ByteBuffer.wrap(Elements.convert(read(tensor), type(tensor), as))
                .order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = Elements.get(raw, as, i);
        }
        return values;
    }

    /// The numbers as they are.
    public double[] doubles(Tensor tensor) throws IOException {
        return doubles(tensor, type(tensor));
    }

    private FileChannel channel(Path file) throws IOException {
        FileChannel channel = channels.get(file);
        if (channel == null) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            channels.put(file, channel);
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels.values()) {
            channel.close();
        }
    }
}
