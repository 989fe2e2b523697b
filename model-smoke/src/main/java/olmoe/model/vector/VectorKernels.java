package olmoe.model.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the Vector API. Machine vectors hold a part of the sixteen lanes, or all of them.
final class VectorKernels implements Kernels {
    /// The machine's own; `-Dolmoe.vector.bits=128` (256, 512) is for measuring and for the test that no
    /// byte depends on it.
    static final VectorSpecies<Float> SPECIES = species(Integer.getInteger("olmoe.vector.bits", 0));

    static final int WIDTH = SPECIES.length();
    private static final int COLUMNS = Panels.COLUMNS;
    /// What holds half a row of a panel at most.
    private static final VectorSpecies<Float> HALF = WIDTH > Panels.HALF ? FloatVector.SPECIES_256 : SPECIES;

    private static final VectorSpecies<Integer> PAIRS =
            HALF == FloatVector.SPECIES_256 ? IntVector.SPECIES_256 : IntVector.SPECIES_128;

    private static VectorSpecies<Float> species(int bits) {
        return switch (bits) {
            case 128 -> FloatVector.SPECIES_128;
            case 256 -> FloatVector.SPECIES_256;
            case 512 -> FloatVector.SPECIES_512;
            default ->
                FloatVector.SPECIES_PREFERRED.length() > LANES
                        ? FloatVector.SPECIES_512
                        : FloatVector.SPECIES_PREFERRED;
        };
    }

    static FloatVector exp(FloatVector x) {
        FloatVector held = x.min(ScalarKernels.HIGHEST).max(ScalarKernels.LOWEST);
        FloatVector log2e = FloatVector.broadcast(SPECIES, ScalarKernels.LOG2_E);
        FloatVector shifted = held.fma(log2e, FloatVector.broadcast(SPECIES, ScalarKernels.ROUND));
        FloatVector n = shifted.sub(ScalarKernels.ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -ScalarKernels.LN2_HIGH), held);
        r = n.fma(FloatVector.broadcast(SPECIES, -ScalarKernels.LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, ScalarKernels.C7)
                .fma(r, FloatVector.broadcast(SPECIES, ScalarKernels.C6));
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarKernels.C5));
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarKernels.C4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarKernels.C3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    @Override
    public float expSum(float[] x, int at, int length, float shift) {
        float[] lanes = new float[LANES];
        int whole = length & -LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += LANES) {
                FloatVector e = exp(FloatVector.fromArray(SPECIES, x, at + i).sub(shift));
                e.intoArray(x, at + i);
                sum = sum.add(e);
            }
            sum.intoArray(lanes, lane);
        }
        for (int i = whole; i < length; i++) {
            float e = ScalarKernels.exp(x[at + i] - shift);
            x[at + i] = e;
            lanes[i - whole] += e;
        }
        return ScalarKernels.tree(lanes);
    }

    @Override
    public float dot(float[] a, int aAt, float[] b, int bAt, int length) {
        float[] lanes = new float[LANES];
        int whole = length & -LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += LANES) {
                sum = FloatVector.fromArray(SPECIES, a, aAt + i).fma(FloatVector.fromArray(SPECIES, b, bAt + i), sum);
            }
            sum.intoArray(lanes, lane);
        }
        for (int i = whole; i < length; i++) {
            lanes[i - whole] = Math.fma(a[aAt + i], b[bAt + i], lanes[i - whole]);
        }
        return ScalarKernels.tree(lanes);
    }

    @Override
    public float dot(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
        float[] lanes = new float[LANES];
        int whole = length & -LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += LANES) {
                FloatVector product =
                        FloatVector.fromArray(SPECIES, a, aAt + i).mul(FloatVector.fromArray(SPECIES, b, bAt + i));
                sum = product.fma(FloatVector.fromArray(SPECIES, c, cAt + i), sum);
            }
            sum.intoArray(lanes, lane);
        }
        for (int i = whole; i < length; i++) {
            lanes[i - whole] = Math.fma(a[aAt + i] * b[bAt + i], c[cAt + i], lanes[i - whole]);
        }
        return ScalarKernels.tree(lanes);
    }

    @Override
    public float maximum(float[] x, int at, int length) {
        float highest = Float.NEGATIVE_INFINITY;
        int whole = length - length % WIDTH;
        if (whole > 0) {
            FloatVector most = FloatVector.broadcast(SPECIES, highest);
            for (int i = 0; i < whole; i += WIDTH) {
                most = most.max(FloatVector.fromArray(SPECIES, x, at + i));
            }
            highest = most.reduceLanes(VectorOperators.MAX);
        }
        for (int i = whole; i < length; i++) {
            highest = Math.max(highest, x[at + i]);
        }
        return highest;
    }

    @Override
    public void swiglu(float[] gate, int gateAt, float[] up, int upAt, float[] act, int actAt, int length) {
        int whole = length - length % WIDTH;
        for (int i = 0; i < whole; i += WIDTH) {
            FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + i);
            g.div(exp(g.neg()).add(1f))
                    .mul(FloatVector.fromArray(SPECIES, up, upAt + i))
                    .intoArray(act, actAt + i);
        }
        for (int i = whole; i < length; i++) {
            float g = gate[gateAt + i];
            act[actAt + i] = ScalarKernels.swiglu(g, up[upAt + i]);
        }
    }

    @Override
    public void swigluBackward(float[] gate, int gateAt, float[] up, int upAt, float[] dAct, int dActAt, int length) {
        int whole = length - length % WIDTH;
        for (int i = 0; i < whole; i += WIDTH) {
            FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + i);
            FloatVector u = FloatVector.fromArray(SPECIES, up, upAt + i);
            FloatVector d = FloatVector.fromArray(SPECIES, dAct, dActAt + i);
            FloatVector one = FloatVector.broadcast(SPECIES, 1f);
            FloatVector sigmoid = one.div(exp(g.neg()).add(1f));
            FloatVector slope = g.mul(one.sub(sigmoid)).add(1f).mul(sigmoid);
            d.mul(u).mul(slope).intoArray(gate, gateAt + i);
            d.mul(g.mul(sigmoid)).intoArray(up, upAt + i);
        }
        for (int i = whole; i < length; i++) {
            float g = gate[gateAt + i];
            float u = up[upAt + i];
            float d = dAct[dActAt + i];
            float sigmoid = 1f / (ScalarKernels.exp(-g) + 1f);
            float slope = (g * (1f - sigmoid) + 1f) * sigmoid;
            gate[gateAt + i] = d * u * slope;
            up[upAt + i] = d * (g * sigmoid);
        }
    }

    @Override
    public void tile(float[] a, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, int cStride, boolean add) {
        if (WIDTH == COLUMNS) {
            whole(a, aAt, b, bAt, terms, c, cAt, cStride, add);
            return;
        }
        for (int j = 0; j < COLUMNS; j += 2 * WIDTH) {
            pair(a, aAt, b, bAt + j, bAt + j + WIDTH, terms, c, cAt + j, cStride, add);
        }
    }

    private static void whole(
            float[] a, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, int cStride, boolean add) {
        FloatVector row0 = FloatVector.zero(SPECIES);
        FloatVector row1 = row0;
        FloatVector row2 = row0;
        FloatVector row3 = row0;
        for (int k = 0; k < terms; k++) {
            int at = aAt + TILE_ROWS * k;
            FloatVector columns = FloatVector.fromArray(SPECIES, b, bAt + k * COLUMNS);
            row0 = FloatVector.broadcast(SPECIES, a[at]).fma(columns, row0);
            row1 = FloatVector.broadcast(SPECIES, a[at + 1]).fma(columns, row1);
            row2 = FloatVector.broadcast(SPECIES, a[at + 2]).fma(columns, row2);
            row3 = FloatVector.broadcast(SPECIES, a[at + 3]).fma(columns, row3);
        }
        put(row0, c, cAt, add);
        put(row1, c, cAt + cStride, add);
        put(row2, c, cAt + 2 * cStride, add);
        put(row3, c, cAt + 3 * cStride, add);
    }

    @Override
    public boolean pairsPanels() {
        return WIDTH == COLUMNS;
    }

    @Override
    public void tiles(
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int bNext,
            int terms,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        if (WIDTH == COLUMNS) {
            pair(a, aAt, b, bAt, bNext, terms, c, cAt, cStride, add);
            return;
        }
        Kernels.super.tiles(a, aAt, b, bAt, bNext, terms, c, cAt, cStride, add);
    }

    /// Four rows by two vectors, of one panel or of two, which end side by side. Eight sums keep wide units busy, and
    /// six
    /// reads for them leave the read units time.
    private static void pair(
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int bNext,
            int terms,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        FloatVector left0 = FloatVector.zero(SPECIES);
        FloatVector right0 = left0;
        FloatVector left1 = left0;
        FloatVector right1 = left0;
        FloatVector left2 = left0;
        FloatVector right2 = left0;
        FloatVector left3 = left0;
        FloatVector right3 = left0;
        for (int k = 0; k < terms; k++) {
            int at = aAt + TILE_ROWS * k;
            FloatVector left = FloatVector.fromArray(SPECIES, b, bAt + k * COLUMNS);
            FloatVector right = FloatVector.fromArray(SPECIES, b, bNext + k * COLUMNS);
            FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
            left0 = x.fma(left, left0);
            right0 = x.fma(right, right0);
            x = FloatVector.broadcast(SPECIES, a[at + 1]);
            left1 = x.fma(left, left1);
            right1 = x.fma(right, right1);
            x = FloatVector.broadcast(SPECIES, a[at + 2]);
            left2 = x.fma(left, left2);
            right2 = x.fma(right, right2);
            x = FloatVector.broadcast(SPECIES, a[at + 3]);
            left3 = x.fma(left, left3);
            right3 = x.fma(right, right3);
        }
        put(left0, c, cAt, add);
        put(right0, c, cAt + WIDTH, add);
        put(left1, c, cAt + cStride, add);
        put(right1, c, cAt + cStride + WIDTH, add);
        put(left2, c, cAt + 2 * cStride, add);
        put(right2, c, cAt + 2 * cStride + WIDTH, add);
        put(left3, c, cAt + 3 * cStride, add);
        put(right3, c, cAt + 3 * cStride + WIDTH, add);
    }

    @Override
    public void row(float[] a, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, boolean add) {
        for (int j = 0; j < COLUMNS; j += 2 * WIDTH) {
            int right = Math.min(WIDTH, COLUMNS - WIDTH); // the same vector where one holds all columns
            FloatVector left = FloatVector.zero(SPECIES);
            FloatVector other = left;
            for (int k = 0; k < terms; k++) {
                FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
                left = x.fma(FloatVector.fromArray(SPECIES, b, bAt + j + k * COLUMNS), left);
                other = x.fma(FloatVector.fromArray(SPECIES, b, bAt + j + right + k * COLUMNS), other);
            }
            put(left, c, cAt + j, add);
            if (right > 0) {
                put(other, c, cAt + j + right, add);
            }
        }
    }

    @Override
    public void widen(int[] pairs, int at, int terms, float[] wide, int wideAt) {
        for (int i = 0; i < terms * Panels.HALF; i += PAIRS.length()) {
            int to = wideAt + i / Panels.HALF * COLUMNS + i % Panels.HALF;
            IntVector both = IntVector.fromArray(PAIRS, pairs, at + i);
            both.and(Panels.UPPER).reinterpretAsFloats().intoArray(wide, to);
            both.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(wide, to + Panels.HALF);
        }
    }

    @Override
    public void row(float[] a, int aAt, int[] b, int bAt, int terms, float[] c, int cAt, boolean add) {
        for (int j = 0; j < Panels.HALF; j += PAIRS.length()) {
            FloatVector left = FloatVector.zero(HALF);
            FloatVector right = left;
            for (int k = 0; k < terms; k++) {
                IntVector pairs = IntVector.fromArray(PAIRS, b, bAt + j + k * Panels.HALF);
                FloatVector x = FloatVector.broadcast(HALF, a[aAt + k]);
                left = x.fma(pairs.and(Panels.UPPER).reinterpretAsFloats(), left);
                right = x.fma(pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), right);
            }
            putHalf(left, c, cAt + j, add);
            putHalf(right, c, cAt + j + Panels.HALF, add);
        }
    }

    private static void put(FloatVector sums, float[] c, int at, boolean add) {
        (add ? FloatVector.fromArray(SPECIES, c, at).add(sums) : sums).intoArray(c, at);
    }

    /// A method of its own: in one for both kinds of vectors the compiler would make an object of a sum at each term.
    private static void putHalf(FloatVector sums, float[] c, int at, boolean add) {
        (add ? FloatVector.fromArray(HALF, c, at).add(sums) : sums).intoArray(c, at);
    }
}
