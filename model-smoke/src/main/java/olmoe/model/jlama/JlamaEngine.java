package olmoe.model.jlama;

import com.github.tjake.jlama.safetensors.SafeTensorSupport;
import com.github.tjake.jlama.safetensors.WeightLoader;
import com.github.tjake.jlama.tensor.operations.TensorOperationsProvider;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import olmoe.model.Engine;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.Stored;
import olmoe.model.checkpoint.WeightLayout;
import olmoe.release.format.SafetensorsType;

/// OLMoE by jlama-core 0.8.4 on its pure Java operations, reading the checkpoint's files by itself.
/// Its native operations are never used: they lose outputs of a batch.
public final class JlamaEngine implements Engine, AutoCloseable {
    /// What jlama maps of a file to read its header.
    private static final long HEADER_BYTES = 1 << 20;

    private static final int BLOCK = 32;

    static {
        System.setProperty("jlama.force_panama_tensor_operations", "true");
        // jlama switches off the Vector API's bounds checks, which are read once: read them before
        float[] first = new float[FloatVector.SPECIES_64.length()];
        FloatVector.fromArray(FloatVector.SPECIES_64, first, 0).intoArray(first, 0);
    }

    private final Shape shape;
    private final WeightLoader weights;
    private final JlamaModel model;

    /// @throws IllegalArgumentException if it is one of those that {@link #limit} names
    public JlamaEngine(Checkpoint checkpoint) throws IOException {
        Optional<String> limit = limit(checkpoint);
        if (limit.isPresent()) {
            throw new IllegalArgumentException(limit.get());
        }
        shape = checkpoint.layout().shape();
        weights = SafeTensorSupport.loadWeights(checkpoint.folder().toFile());
        model = new JlamaModel(new JlamaConfig(shape), weights);
    }

    /// Why jlama cannot run this checkpoint, if it cannot.
    public static Optional<String> limit(Checkpoint checkpoint) throws IOException {
        Shape shape = checkpoint.layout().shape();
        if (checkpoint.weights() != WeightLayout.HF) {
            return Optional.of("the layout " + checkpoint.weights().label() + " is not one that jlama reads");
        }
        if (!shape.variant().departures().isEmpty()) {
            return Optional.of("the adapter of jlama is OLMoE, and this is a variant: "
                    + shape.variant().departures());
        }
        if (checkpoint.tied()) {
            return Optional.of("the adapter of jlama reads an output matrix, and this checkpoint's is its embedding");
        }
        for (Stored tensor : checkpoint.stored().values()) {
            SafetensorsType type = tensor.type();
            if (type != SafetensorsType.F32 && type != SafetensorsType.BF16 && type != SafetensorsType.F16) {
                return Optional.of("jlama reads no " + type + ", as " + tensor.name() + " is");
            }
            if (type == SafetensorsType.BF16 && shape.hidden() % BLOCK != 0) {
                return Optional.of(
                        "jlama widens BF16 embeddings by blocks of " + BLOCK + ", and hidden is " + shape.hidden());
            }
        }
        for (Path file : checkpoint.files()) {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
                long header = 8 + Long.reverseBytes(bytes.readLong());
                if (header > HEADER_BYTES) {
                    return Optional.of("jlama reads headers up to " + HEADER_BYTES + " bytes, and that of "
                            + file.getFileName() + " has " + header);
                }
            }
        }
        return Optional.empty();
    }

    /// The operations that jlama chose for this machine.
    public static String operations() {
        return TensorOperationsProvider.get().name();
    }

    @Override
    public synchronized Inference infer(int[] ids) {
        float[] flat = model.logits(ids);
        double[][] logits = new double[ids.length][shape.vocabulary()];
        for (int i = 0; i < flat.length; i++) {
            logits[i / shape.vocabulary()][i % shape.vocabulary()] = flat[i];
        }
        int[][][] experts = new int[shape.layers()][][];
        for (int l = 0; l < experts.length; l++) {
            experts[l] = model.chosen(l);
        }
        return new Inference(logits, experts);
    }

    @Override
    public void close() throws IOException {
        model.close();
        try {
            weights.close();
        } catch (Exception e) {
            throw new IOException("jlama could not close its files", e);
        }
    }
}
