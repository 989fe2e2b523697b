package olmoe.model.vector;

/// y = x * w / sqrt(mean(x^2) + epsilon), by row. The scale is 1 / sqrt(mean(x^2) + epsilon).
///
/// @param weight where w begins
record RmsNorm(Kernels kernels, int weight, int width, double epsilon) implements Norm {

    @Override
    public float forward(float[] parameters, float[] x, int xAt, float[] y, int yAt) {
        float square = kernels.dot(x, xAt, x, xAt, width) / width;
        float scale = (float) (1 / Math.sqrt(square + epsilon));
        for (int j = 0; j < width; j++) {
            y[yAt + j] = x[xAt + j] * scale * parameters[weight + j];
        }
        return scale;
    }

    @Override
    public void backward(
            float[] parameters,
            float[] x,
            int xAt,
            float scale,
            float[] dy,
            int dyAt,
            float[] dx,
            int dxAt,
            float[] dWeight,
            int dWeightAt) {
        float along = kernels.dot(dy, dyAt, parameters, weight, x, xAt, width) * scale * scale * scale / width;
        for (int j = 0; j < width; j++) {
            float d = dy[dyAt + j] * scale;
            dWeight[dWeightAt + j] = Math.fma(d, x[xAt + j], dWeight[dWeightAt + j]);
            dx[dxAt + j] += Math.fma(d, parameters[weight + j], -along * x[xAt + j]);
        }
    }

    @Override
    public void addGradient(BackwardBuffers buffers, int stride, int from) {
        buffers.addNorms(stride, weight, width, from);
    }
}
