package olmoe.model.vector;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.model.Layout;
import olmoe.model.Layout.Tensor;
import olmoe.model.Shape;
import olmoe.model.checkpoint.BrainFloat;

/// The weights of a network: all of them in one flat array that training changes; or, for serving, the matrices
/// packed once, in F32 or BF16, and only embedding and norms in an array.
final class Parameters {
    private final Kernels kernels;
    private final Shape shape;
    private final float[] array;
    private final boolean training;
    private final boolean brain;
    private final Weights source; // null: all are in the array
    private final Map<Tensor, Integer> places = new HashMap<>();

    private Parameters(Kernels kernels, Layout layout, float[] array, boolean training, boolean brain, Weights source) {
        this.kernels = kernels;
        this.shape = layout.shape();
        this.array = array;
        this.training = training;
        this.brain = brain;
        this.source = source;
    }

    /// @param all in the layout's order, used in place
    static Parameters flat(Kernels kernels, Layout layout, float[] all, boolean training) {
        if (all.length != layout.parameters()) {
            throw new IllegalArgumentException("expected " + layout.parameters() + " parameters, found " + all.length);
        }
        return new Parameters(kernels, layout, all, training, false, null);
    }

    /// @param brain whether every number is rounded to BF16, and matrices stay so in memory
    static Parameters packed(Kernels kernels, Layout layout, Weights source, boolean brain) throws IOException {
        List<Tensor> kept = layout.tensors().stream()
                .filter(tensor -> tensor == layout.embedding() || tensor.dims().size() == 1)
                .toList();
        int length = Math.toIntExact(kept.stream().mapToLong(Tensor::elements).sum());
        Parameters parameters = new Parameters(kernels, layout, new float[length], false, brain, source);
        int at = 0;
        for (Tensor tensor : kept) {
            parameters.places.put(tensor, at);
            source.read(tensor, parameters.array, at);
            at += (int) tensor.elements();
        }
        for (int i = 0; brain && i < length; i++) {
            parameters.array[i] = BrainFloat.widen(BrainFloat.round(parameters.array[i]));
        }
        return parameters;
    }

    Kernels kernels() {
        return kernels;
    }

    Shape shape() {
        return shape;
    }

    float[] array() {
        return array;
    }

    /// Where a norm or the embedding begins.
    int at(Tensor tensor) {
        return source == null ? tensor.start() : places.get(tensor);
    }

    /// Adjacent tensors of equal width as one matrix.
    Linear linear(int outputs, int inputs, Tensor... parts) throws IOException {
        if (source == null) {
            return new Linear(kernels, parts[0].start(), outputs, inputs, training, false);
        }
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
