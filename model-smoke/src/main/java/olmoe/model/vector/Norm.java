package olmoe.model.vector;

import olmoe.model.Layout;
import olmoe.model.Shape;

/// What brings a row to unit size: RMSNorm in OLMoE, another or none in a {@link olmoe.model.Variant}.
interface Norm {
    /// Writes one normed row and returns the factor that [#backward] needs.
    float forward(float[] parameters, float[] x, int xAt, float[] y, int yAt);

    /// Adds the gradient of one row to `dx` and its part of the weight's gradient to `dWeight`.
    ///
    /// @param scale what forward returned
    void backward(
            float[] parameters,
            float[] x,
            int xAt,
            float scale,
            float[] dy,
            int dyAt,
            float[] dx,
            int dxAt,
            float[] dWeight,
            int dWeightAt);

    /// Adds up the weight's parts.
    ///
    /// @param stride width that {@link BackwardBuffers#normsAt} was called with
    /// @param from the weight's first column within the stride
    default void addGradient(BackwardBuffers buffers, int stride, int from) {}

    /// @param weight null where the shape says LayerNorm
    static Norm of(Parameters parameters, Layout.Tensor weight, int width) {
        Kernels kernels = parameters.kernels();
        Shape shape = parameters.shape();
        return shape.variant().layerNorm()
                ? new LayerNorm(kernels, width, shape.normEpsilon())
                : new RmsNorm(kernels, parameters.at(weight), width, shape.normEpsilon());
    }

    /// Of queries or of keys, which a variant leaves as they are.
    static Norm ofQueriesOrKeys(Parameters parameters, Layout.Tensor weight, int width) {
        return parameters.shape().variant().qkNorm()
                ? of(parameters, weight, width)
                : new NoNorm(parameters.kernels(), width);
    }
}
