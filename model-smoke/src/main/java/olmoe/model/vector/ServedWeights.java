package olmoe.model.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.model.Layout;
import olmoe.model.Layout.Tensor;
import olmoe.model.Shape;
import olmoe.model.checkpoint.BrainFloat;

/// Weights that never change, read once and held once: the matrices packed, in F32 or BF16, and only embedding
/// and norms in an array.
public final class ServedWeights implements Parameters {
    private final Kernels kernels;
    private final Layout layout;
    private final Weights source;
    private final boolean brain;
    private final float[] array;
    private final Map<Tensor, Integer> places = new HashMap<>();

    private ServedWeights(Kernels kernels, Layout layout, Weights source, boolean brain) throws IOException {
        this.kernels = kernels;
        this.layout = layout;
        this.source = source;
        this.brain = brain;
        List<Tensor> kept = layout.tensors().stream()
                .filter(tensor -> tensor == layout.embedding() || tensor.dims().size() == 1)
                .toList();
        array = new float
                [Math.toIntExact(kept.stream().mapToLong(Tensor::elements).sum())];
        int at = 0;
        for (Tensor tensor : kept) {
            places.put(tensor, at);
            source.read(tensor, array, at);
            at += (int) tensor.elements();
        }
        for (int i = 0; brain && i < array.length; i++) {
            array[i] = BrainFloat.widen(BrainFloat.round(array[i]));
        }
    }

    /// A network of them.
    ///
    /// @param brain whether every number is rounded to BF16, and matrices stay so in memory; the arithmetic is F32
    public static Network network(Layout layout, Weights source, boolean brain, Workers workers) throws IOException {
        try {
            return new Network(layout, new ServedWeights(Kernels.best(), layout, source, brain), workers);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Bytes that the weights of such a network take.
    public static long bytes(Layout layout, boolean brain) {
        long embedding = layout.embedding().elements();
        return 4 * embedding + (layout.parameters() - embedding) * (brain ? 2 : 4);
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    @Override
    public Shape shape() {
        return layout.shape();
    }

    @Override
    public float[] array() {
        return array;
    }

    @Override
    public int at(Tensor tensor) {
        return places.get(tensor);
    }

    @Override
    public Linear linear(int outputs, int inputs, Tensor... parts) throws IOException {
        Linear matrix = new Linear(kernels, 0, outputs, inputs, false, brain);
        float[] rows = new float[Math.multiplyExact(outputs, inputs)];
        int at = 0;
        for (Tensor part : parts) {
            source.read(part, rows, at);
            at += (int) part.elements();
        }
        matrix.packForward(rows, 0, matrix.panels());
        return matrix;
    }
}
