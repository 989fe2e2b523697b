package olmoe.model.vector;

import java.io.IOException;
import olmoe.model.Layout.Tensor;
import olmoe.model.Shape;

/// Where a network has its weights.
sealed interface Parameters permits FlatParameters, ServedWeights {

    Kernels kernels();

    Shape shape();

    /// At least embedding and norms.
    float[] array();

    /// Where a norm or the embedding begins in the array.
    int at(Tensor tensor);

    /// Adjacent tensors of equal width as one matrix.
    Linear linear(int outputs, int inputs, Tensor... parts) throws IOException;
}
