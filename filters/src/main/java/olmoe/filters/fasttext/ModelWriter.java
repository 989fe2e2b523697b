package olmoe.filters.fasttext;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes a model as fastText's `.bin`, version 12 (`FastText::saveModel`).
final class ModelWriter {
    private static final int CHUNK = 1 << 16;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    private ModelWriter(OutputStream out) {
        this.out = out;
    }

    /// @param tokens in the training text
    /// @param input (words + buckets, dim)
    /// @param output (labels, dim)
    static void write(
            OutputStream out, ModelSettings settings, Dictionary dictionary, long tokens, float[] input, float[] output)
            throws IOException {
        ModelWriter writer = new ModelWriter(out);
        writer.settings(settings);
        writer.dictionary(dictionary, tokens);
        writer.matrix(settings.dim(), input);
        writer.matrix(settings.dim(), output);
        writer.flush();
    }

    private void settings(ModelSettings settings) throws IOException {
        room();
        buffer.putInt(ModelReader.MAGIC).putInt(ModelReader.VERSION);
        buffer.putInt(settings.dim())
                .putInt(settings.ws())
                .putInt(settings.epoch())
                .putInt(settings.minCount());
        buffer.putInt(settings.neg()).putInt(settings.wordNgrams());
        buffer.putInt(settings.loss().ordinal() + 1).putInt(ModelReader.SUPERVISED);
        buffer.putInt(settings.bucket()).putInt(settings.minn()).putInt(settings.maxn());
        buffer.putInt(settings.lrUpdateRate()).putDouble(settings.t());
    }

    private void dictionary(Dictionary dictionary, long tokens) throws IOException {
        int words = dictionary.wordCount();
        room();
        buffer.putInt(dictionary.size()).putInt(words).putInt(dictionary.size() - words);
        buffer.putLong(tokens).putLong(-1);
        for (int i = 0; i < dictionary.size(); i++) {
            flush();
            out.write(dictionary.entry(i));
            buffer.put((byte) 0).putLong(dictionary.count(i));
            buffer.put(i < words ? ModelReader.WORD : ModelReader.LABEL);
        }
    }

    private void matrix(int dim, float[] values) throws IOException {
        room();
        buffer.put((byte) 0).putLong(values.length / dim).putLong(dim);
        for (float value : values) {
            room();
            buffer.putFloat(value);
        }
    }

    private void room() throws IOException {
        if (buffer.remaining() < 128) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
