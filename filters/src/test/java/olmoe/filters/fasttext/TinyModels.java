package olmoe.filters.fasttext;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Models small enough for a test.
final class TinyModels {
    static final List<String> FRUIT = List.of("apples and pears", "a ripe pear", "plums, apples and cherries");
    static final List<String> TOOLS = List.of("a hammer and nails", "saws and a plane", "the hammer, the saw");
    static final List<String> BIRDS = List.of("rooks and jays", "a heron, a stork", "Blåmes och talgoxe");

    private TinyModels() {}

    static TrainingSettings settings(int wordNgrams, int maxn, boolean hierarchical) {
        return new TrainingSettings(10, 20, 0.5, wordNgrams, 1, maxn > 0 ? 2 : 0, maxn, 500, hierarchical, 7);
    }

    static byte[] trained(TrainingSettings settings, int threads) {
        Trainer trainer = new Trainer(settings);
        FRUIT.forEach(text -> trainer.add("fruit", text.getBytes(StandardCharsets.UTF_8)));
        TOOLS.forEach(text -> trainer.add("tools", text.getBytes(StandardCharsets.UTF_8)));
        BIRDS.forEach(text -> trainer.add("birds", text.getBytes(StandardCharsets.UTF_8)));
        trainer.add("birds", "a jay".getBytes(StandardCharsets.UTF_8));
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            trainer.train(threads, (epoch, loss) -> {}).write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FastTextModel read(byte[] bytes) throws IOException {
        return FastTextModel.read(new ByteArrayInputStream(bytes));
    }

    /// A quantised model of one word, `ab`, whose bigrams `<a`, `ab`, `b>` are hashed to four buckets of which
    /// the first two are kept, and of two labels: 5 numbers in pieces of 2, 2 and 1, with norms.
    static ByteBuffer quantised() {
        ByteBuffer file = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(ModelReader.MAGIC).putInt(ModelReader.VERSION);
        file.putInt(5).putInt(5).putInt(5).putInt(1).putInt(5).putInt(1);
        file.putInt(3)
                .putInt(ModelReader.SUPERVISED)
                .putInt(4)
                .putInt(2)
                .putInt(2)
                .putInt(100)
                .putDouble(1e-4);
        file.putInt(3).putInt(1).putInt(2).putLong(9).putLong(2);
        entry(file, "ab", 5, ModelReader.WORD);
        entry(file, "__label__x", 3, ModelReader.LABEL);
        entry(file, "__label__y", 2, ModelReader.LABEL);
        file.putInt(1).putInt(0).putInt(0).putInt(1); // bucket 1 has row 0, bucket 0 row 1
        file.put((byte) 1).put((byte) 1).putLong(3).putLong(5); // quantised, normed
        file.putInt(9).put(new byte[] {0, 1, 2, 3, 4, 5, (byte) 255, 0, 1});
        file.putInt(5).putInt(3).putInt(2).putInt(1);
        for (int i = 0; i < 5 * 256; i++) {
            file.putFloat((i % 11 - 5) / 4f);
        }
        file.put(new byte[] {0, 1, 2}).putInt(1).putInt(1).putInt(1).putInt(1);
        for (int i = 0; i < 256; i++) {
            file.putFloat(1 + i / 2f);
        }
        file.put((byte) 0).putLong(2).putLong(5);
        for (int i = 0; i < 10; i++) {
            file.putFloat((i - 4) / 8f);
        }
        return file.flip();
    }

    private static void entry(ByteBuffer file, String entry, long count, byte type) {
        file.put(entry.getBytes(StandardCharsets.UTF_8))
                .put((byte) 0)
                .putLong(count)
                .put(type);
    }

    static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.limit()];
        file.duplicate().get(bytes);
        return bytes;
    }
}
