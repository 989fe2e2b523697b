package olmoe.model.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sums, exponentials and what is built of them, over ranges of float arrays.
///
/// A sum has sixteen virtual lanes: element i of the range goes to lane i mod 16, ascending, and the
/// lanes end in the tree 8, 4, 2, 1. Machine vectors of 4 or 8 floats hold a part of the lanes.
public final class Lanes {
    static final int LANES = 16;

    /// At most 8 floats: the 4 x 16 tile has as many accumulators as C2 keeps in registers then.
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_PREFERRED;

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    static final int WIDTH = SPECIES.length();

    private static final float LOWEST = -86f;
    private static final float HIGHEST = 88f;
    private static final float LOG2_E = 1.44269504f;
    /// Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits of the mantissa.
    private static final float ROUND = 12582912f;
    /// ln 2 in two parts; the first has so few bits that its product with an exponent is exact.
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float C7 = 1f / 5040;
    private static final float C6 = 1f / 720;
    private static final float C5 = 1f / 120;
    private static final float C4 = 1f / 24;
    private static final float C3 = 1f / 6;

    private Lanes() {}

    /// e^x within 2e-7 relative, x held in [-86, 88]. Equal to the vector form bit for bit.
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

    static FloatVector exp(FloatVector x) {
        FloatVector held = x.min(HIGHEST).max(LOWEST);
        FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
        FloatVector shifted = held.fma(log2e, FloatVector.broadcast(SPECIES, ROUND));
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), held);
        r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, C7).fma(r, FloatVector.broadcast(SPECIES, C6));
        p = p.fma(r, FloatVector.broadcast(SPECIES, C5));
        p = p.fma(r, FloatVector.broadcast(SPECIES, C4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, C3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    /// Replaces each x by e^(x - shift) and returns the sum.
    static float expSum(float[] x, int at, int length, float shift) {
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
            float e = exp(x[at + i] - shift);
            x[at + i] = e;
            lanes[i - whole] += e;
        }
        return tree(lanes);
    }

    /// Sum of a * b.
    public static float dot(float[] a, int aAt, float[] b, int bAt, int length) {
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
        return tree(lanes);
    }

    /// Sum of a * b * c.
    static float dot(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length) {
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
        return tree(lanes);
    }

    static float maximum(float[] x, int at, int length) {
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

    static void scale(float[] x, int at, int length, float factor) {
        for (int i = at; i < at + length; i++) {
            x[i] *= factor;
        }
    }

    /// y += factor * x
    static void addScaled(float[] y, int yAt, float[] x, int xAt, int length, float factor) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
        }
    }

    /// act = silu(gate) * up, where silu(g) = g / (1 + e^-g).
    static void swiglu(float[] gate, int gateAt, float[] up, int upAt, float[] act, int actAt, int length) {
        int whole = length - length % WIDTH;
        for (int i = 0; i < whole; i += WIDTH) {
            FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + i);
            g.div(exp(g.neg()).add(1f))
                    .mul(FloatVector.fromArray(SPECIES, up, upAt + i))
                    .intoArray(act, actAt + i);
        }
        for (int i = whole; i < length; i++) {
            float g = gate[gateAt + i];
            act[actAt + i] = g / (exp(-g) + 1f) * up[upAt + i];
        }
    }

    /// Turns gate and up into their gradients, given the gradient of act = silu(gate) * up.
    static void swigluBackward(float[] gate, int gateAt, float[] up, int upAt, float[] dAct, int dActAt, int length) {
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
            float sigmoid = 1f / (exp(-g) + 1f);
            float slope = (g * (1f - sigmoid) + 1f) * sigmoid;
            gate[gateAt + i] = d * u * slope;
            up[upAt + i] = d * (g * sigmoid);
        }
    }

    private static float tree(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
