package olmoe.model.vector;

/// Rows as they are.
record NoNorm(Kernels kernels, int width) implements Norm {

    @Override
    public float forward(float[] parameters, float[] x, int xAt, float[] y, int yAt) {
        System.arraycopy(x, xAt, y, yAt, width);
        return 1f;
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
        kernels.addScaled(dx, dxAt, dy, dyAt, width, 1f);
    }
}
