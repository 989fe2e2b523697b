package olmoe.model.vector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import olmoe.model.Layout;
import olmoe.release.format.SafetensorsReader;
import org.junit.jupiter.api.Assumptions;

/// Golden checkpoints by torch 2.15.0 and transformers 5.24.0, in `golden/model` of the shared folder.
public final class GoldenModels {
    private GoldenModels() {}

    /// The folder, or a skipped test that says how many comparisons were left out.
    public static Path folder(int comparisons) {
        String shared = System.getenv("OLMOE_SHARED");
        String home = System.getenv("OLMOE_HOME");
        Path root = shared == null ? Path.of(home == null ? "." : home).resolve("../shared") : Path.of(shared);
        Path folder = root.resolve("golden/model");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), comparisons + " golden comparisons skipped: no folder golden/model");
        return folder;
    }

    public static int[] ints(Path file) throws IOException {
        ByteBuffer data = data(file);
        return IntStream.range(0, data.remaining() / 4)
                .map(i -> data.getInt(4 * i))
                .toArray();
    }

    public static byte[] bytes(Path file) throws IOException {
        ByteBuffer data = data(file);
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    public static double[] doubles(Path file) throws IOException {
        ByteBuffer data = data(file);
        double[] values = new double[data.remaining() / 8];
        data.asDoubleBuffer().get(values);
        return values;
    }

    /// NumPy format 1.0: magic, two bytes of version, two of header length.
    private static ByteBuffer data(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String magic = new String(all.array(), 1, 5, StandardCharsets.US_ASCII);
        if (!magic.equals("NUMPY")) {
            throw new IOException(file + ": not a .npy file");
        }
        return all.position(10 + all.getShort(8)).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// All tensors of a model in the layout's order.
    public static double[] parameters(Path file, Layout layout) throws IOException {
        double[] values = new double[layout.arrayLength()];
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            for (Layout.Tensor tensor : layout.tensors()) {
                reader.readDoubles(reader.entry(tensor.name()), values, tensor.start());
            }
        }
        return values;
    }

    public static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
