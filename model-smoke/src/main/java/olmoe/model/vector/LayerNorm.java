package olmoe.model.vector;

/// y = (x - mean(x)) / sqrt(variance(x) + epsilon), by row, without parameters. The scale is the factor of x - mean.
record LayerNorm(Kernels kernels, int width, double epsilon) implements Norm {

    @Override
    public float forward(float[] parameters, float[] x, int xAt, float[] y, int yAt) {
        float mean = mean(x, xAt);
        for (int j = 0; j < width; j++) {
            y[yAt + j] = x[xAt + j] - mean;
        }
        float variance = kernels.dot(y, yAt, y, yAt, width) / width;
        float scale = (float) (1 / Math.sqrt(variance + epsilon));
        kernels.scale(y, yAt, width, scale);
        return scale;
    }

    /// With y = scale (x - mean): dx = scale (dy - mean(dy) - y mean(dy y)).
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
        float mean = mean(x, xAt);
        float dMean = mean(dy, dyAt);
        double along = 0;
        for (int j = 0; j < width; j++) {
            along += (double) dy[dyAt + j] * (x[xAt + j] - mean);
        }
        float common = (float) (along * scale * scale / width);
        for (int j = 0; j < width; j++) {
            dx[dxAt + j] += scale * (dy[dyAt + j] - dMean - common * (x[xAt + j] - mean));
        }
    }

    private float mean(float[] x, int at) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum += x[at + j];
        }
        return (float) (sum / width);
    }
}
