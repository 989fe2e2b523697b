package olmoe.model.vector;

/// The kernels in plain Java: what {@link VectorKernels} is compared with, and what computes where the
/// Vector API's module is not loaded.
final class ScalarKernels implements Kernels {
    static final float LOWEST = -86f;
    static final float HIGHEST = 88f;
    static final float LOG2_E = 1.44269504f;

    /// Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits of the mantissa.
    static final float ROUND = 12582912f;

    /// ln 2 in two parts; the first has so few bits that its product with an exponent is exact.
    static final float LN2_HIGH = 0.693359375f;

    static final float LN2_LOW = -2.12194440e-4f;
    static final float C7 = 1f / 5040;
    static final float C6 = 1f / 720;
    static final float C5 = 1f / 120;
    static final float C4 = 1f / 24;
    static final float C3 = 1f / 6;

    private static final int COLUMNS = Panels.COLUMNS;

    /// e^x within 2e-7 relative, x held in [-86, 88].
    static float exp(float x) {
        float held = Math.max(LOWEST, Math.min(HIGHEST, x));
        float shifted = Math.fma(held, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, held));
        float p = Math.fma(C7, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, 0.5f);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
    }

    static float swiglu(float gate, float up) {
        return gate / (exp(-gate) + 1f) * up;
    }

    /// Adds up the lanes, whose content is lost.
    static float tree(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }

    @Override
    public float dot(float[] a, int aAt, float[] b, int bAt, int length) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < length; i++) {
            lanes[i % LANES] = Math.fma(a[aAt + i], b[bAt + i], lanes[i % LANES]);
        }
        return tree(lanes);
    }

    @Override
    public float dot(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < length; i++) {
            lanes[i % LANES] = Math.fma(a[aAt + i] * b[bAt + i], c[cAt + i], lanes[i % LANES]);
        }
        return tree(lanes);
    }

    @Override
    public float expSum(float[] x, int at, int length, float shift) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < length; i++) {
            x[at + i] = exp(x[at + i] - shift);
            lanes[i % LANES] += x[at + i];
        }
        return tree(lanes);
    }

    @Override
    public float maximum(float[] x, int at, int length) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + length; i++) {
            highest = Math.max(highest, x[i]);
        }
        return highest;
    }

    @Override
    public void swiglu(float[] gate, int gateAt, float[] up, int upAt, float[] act, int actAt, int length) {
        for (int i = 0; i < length; i++) {
            act[actAt + i] = swiglu(gate[gateAt + i], up[upAt + i]);
        }
    }

    @Override
    public void swigluBackward(float[] gate, int gateAt, float[] up, int upAt, float[] dAct, int dActAt, int length) {
        for (int i = 0; i < length; i++) {
            float g = gate[gateAt + i];
            float u = up[upAt + i];
            float d = dAct[dActAt + i];
            float sigmoid = 1f / (exp(-g) + 1f);
            float slope = (g * (1f - sigmoid) + 1f) * sigmoid;
            gate[gateAt + i] = d * u * slope;
            up[upAt + i] = d * (g * sigmoid);
        }
    }

    @Override
    public void tile(float[] a, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, int cStride, boolean add) {
        for (int i = 0; i < TILE_ROWS; i++) {
            float[] row = new float[terms];
            for (int k = 0; k < terms; k++) {
                row[k] = a[aAt + TILE_ROWS * k + i];
            }
            row(row, 0, b, bAt, terms, c, cAt + i * cStride, add);
        }
    }

    @Override
    public void row(float[] a, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, boolean add) {
        float[] sums = new float[COLUMNS];
        for (int k = 0; k < terms; k++) {
            float x = a[aAt + k];
            int from = bAt + k * COLUMNS;
            for (int j = 0; j < COLUMNS; j++) {
                sums[j] = Math.fma(x, b[from + j], sums[j]);
            }
        }
        for (int j = 0; j < COLUMNS; j++) {
            c[cAt + j] = add ? c[cAt + j] + sums[j] : sums[j];
        }
    }

    @Override
    public void widen(int[] pairs, int at, int terms, float[] wide, int wideAt) {
        for (int i = 0; i < terms * Panels.HALF; i++) {
            int to = wideAt + i / Panels.HALF * COLUMNS + i % Panels.HALF;
            wide[to] = Float.intBitsToFloat(pairs[at + i] & Panels.UPPER);
            wide[to + Panels.HALF] = Float.intBitsToFloat(pairs[at + i] << 16);
        }
    }

    @Override
    public void row(float[] a, int aAt, int[] b, int bAt, int terms, float[] c, int cAt, boolean add) {
        float[] wide = new float[terms * COLUMNS];
        widen(b, bAt, terms, wide, 0);
        row(a, aAt, wide, 0, terms, c, cAt, add);
    }
}
