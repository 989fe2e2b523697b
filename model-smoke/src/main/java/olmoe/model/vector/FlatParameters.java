package olmoe.model.vector;

import olmoe.model.Layout;
import olmoe.model.Layout.Tensor;
import olmoe.model.Shape;

/// All weights in one flat array in the layout's order, which others may change: matrices are copies, packed anew then.
///
/// @param array used in place
/// @param backward whether matrices are packed for the way back too
record FlatParameters(Kernels kernels, Layout layout, float[] array, boolean backward) implements Parameters {
    FlatParameters {
        if (array.length != layout.parameters()) {
            throw new IllegalArgumentException(
                    "expected " + layout.parameters() + " parameters, found " + array.length);
        }
    }

    @Override
    public Shape shape() {
        return layout.shape();
    }

    @Override
    public int at(Tensor tensor) {
        return tensor.start();
    }

    @Override
    public Linear linear(int outputs, int inputs, Tensor... parts) {
        return new Linear(kernels, parts[0].start(), outputs, inputs, backward, false);
    }
}
