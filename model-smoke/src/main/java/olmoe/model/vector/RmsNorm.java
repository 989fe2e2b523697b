package olmoe.model.vector;

/// y = x * w / sqrt(mean(x^2) + epsilon), by row.
final class RmsNorm {
    private RmsNorm() {}

    /// Writes one normed row and returns the factor 1 / sqrt(mean(x^2) + epsilon).
    static float forward(
            Kernels kernels,
            float[] x,
            int xAt,
            float[] weight,
            int weightAt,
            int width,
            double epsilon,
            float[] y,
            int yAt) {
        float square = kernels.dot(x, xAt, x, xAt, width) / width;
        float scale = (float) (1 / Math.sqrt(square + epsilon));
        for (int j = 0; j < width; j++) {
            y[yAt + j] = x[xAt + j] * scale * weight[weightAt + j];
        }
        return scale;
    }

    /// Adds the gradient of one row to `dx` and its part of the weight's gradient to `dWeight`.
    ///
    /// @param scale what forward returned
    static void backward(
            Kernels kernels,
            float[] x,
            int xAt,
            float scale,
            float[] weight,
            int weightAt,
            int width,
            float[] dy,
            int dyAt,
            float[] dx,
            int dxAt,
            float[] dWeight,
            int dWeightAt) {
        float along = kernels.dot(dy, dyAt, weight, weightAt, x, xAt, width) * scale * scale * scale / width;
        for (int j = 0; j < width; j++) {
            float d = dy[dyAt + j] * scale;
            dWeight[dWeightAt + j] = Math.fma(d, x[xAt + j], dWeight[dWeightAt + j]);
            dx[dxAt + j] += Math.fma(d, weight[weightAt + j], -along * x[xAt + j]);
        }
    }
}
