package olmoe.model.vector;

import java.util.Arrays;
import olmoe.model.Layout;
import olmoe.model.Shape;

/// Gradients of activations, shared by all layers, and the gradients of the parameters.
final class BackwardBuffers {
    final float[] stream; // (rows, hidden)
    final float[] normed; // (rows, hidden)
    final float[] mixed; // (rows, hidden)
    final float[] rotated; // (rows, q + k)
    final float[] projected; // (rows, q + k + v)
    final float[] routing; // (rows, experts)
    final float[] act; // (places, expertHidden)
    final float[] gathered; // (places, hidden)
    final Panels packed; // the input of a matrix, (rows, inputs)
    final float[] norms; // (row blocks, widest norms): partial sums
    final float[] gradients; // as the layout's flat buffer
    private final Kernels kernels;
    private final int rows;

    BackwardBuffers(Kernels kernels, Layout layout, int windows, int length) {
        Shape shape = layout.shape();
        this.kernels = kernels;
        rows = windows * length;
        int hidden = shape.hidden();
        int rotatedWidth = hidden + shape.keyValueWidth();
        stream = new float[rows * hidden];
        normed = new float[rows * hidden];
        mixed = new float[rows * hidden];
        rotated = new float[rows * rotatedWidth];
        projected = new float[rows * (rotatedWidth + shape.keyValueWidth())];
        routing = new float[rows * shape.experts()];
        int places = Routing.assignments(shape, windows, length);
        act = new float[places * shape.expertHidden()];
        gathered = new float[places * hidden];
        packed = new Panels(rows, hidden);
        norms = new float[blocks() * rotatedWidth];
        gradients = new float[layout.arrayLength()];
    }

    private int blocks() {
        return (rows + Batch.ROW_BLOCK - 1) / Batch.ROW_BLOCK;
    }

    /// Where the block of a row sums the gradients of norm weights.
    int normsAt(int row, int width) {
        return row / Batch.ROW_BLOCK * width;
    }

    void clearNorms(int width) {
        Arrays.fill(norms, 0, blocks() * width, 0f);
    }

    /// Adds the blocks' sums, first block first, to the gradient of a norm's weight.
    ///
    /// @param stride width that {@link #normsAt} was called with
    /// @param at offset of the weight in the flat buffer
    /// @param from its first column within the stride
    void addNorms(int stride, int at, int width, int from) {
        for (int block = 0; block < blocks(); block++) {
            kernels.addScaled(gradients, at, norms, block * stride + from, width, 1f);
        }
    }
}
