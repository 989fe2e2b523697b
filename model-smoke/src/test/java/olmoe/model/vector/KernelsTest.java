package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The plain kernels against their definition, the vector kernels against the plain ones, bit for bit.
class KernelsTest {
    private static final int AT = 3;

    private final Kernels plain = new ScalarKernels();
    private final Kernels vector = new VectorKernels();

    @Test
    void theVectorModuleIsUsedWhereItIs() {
        assertInstanceOf(VectorKernels.class, Kernels.best());
    }

    @Test
    void exponentialIsWithinTwoTenMillionths() {
        for (float x = -86f; x < 88f; x += 0.00377f) {
            double exact = StrictMath.exp(x);
            float found = ScalarKernels.exp(x);
            assertTrue(Math.abs(found - exact) <= 2e-7 * exact, "e^" + x + " was " + found);
        }
        assertEquals(1f, ScalarKernels.exp(0f));
        assertTrue(Float.isNaN(ScalarKernels.exp(Float.NaN)));
    }

    @Test
    void vectorExponentialEqualsTheScalarOne() {
        Random random = new Random(5);
        float[] x = new float[VectorKernels.WIDTH];
        for (int round = 0; round < 10_000; round++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = (random.nextFloat() - 0.5f) * 200f;
            }
            FloatVector e = VectorKernels.exp(FloatVector.fromArray(VectorKernels.SPECIES, x, 0));
            for (int i = 0; i < x.length; i++) {
                assertEquals(ScalarKernels.exp(x[i]), e.lane(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 13, 16, 100, 300, 1021})
    void sumsRunOverSixteenLanesAndEndInOneTree(int length) {
        float[] a = floats(length, 1);
        float[] b = floats(length, 2);
        float[] dot = new float[16];
        float[] exp = new float[16];
        for (int i = 0; i < length; i++) {
            dot[i % 16] = Math.fma(a[i + AT], b[i + AT], dot[i % 16]);
            exp[i % 16] += ScalarKernels.exp(a[i + AT] - 0.5f);
        }
        assertEquals(tree(dot), plain.dot(a, AT, b, AT, length));
        assertEquals(tree(exp), plain.expSum(a.clone(), AT, length, 0.5f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 13, 16, 100, 300, 1021})
    void everyVectorKernelGivesTheBytesOfThePlainOne(int length) {
        float[] a = floats(length, 1);
        float[] b = floats(length, 2);
        float[] c = floats(length, 3);
        assertEquals(plain.dot(a, AT, b, AT, length), vector.dot(a, AT, b, AT, length));
        assertEquals(plain.dot(a, AT, b, AT, c, AT, length), vector.dot(a, AT, b, AT, c, AT, length));
        assertEquals(plain.maximum(a, AT, length), vector.maximum(a, AT, length));
        float[] left = a.clone();
        float[] right = a.clone();
        assertEquals(plain.expSum(left, AT, length, 0.3f), vector.expSum(right, AT, length, 0.3f));
        assertArrayEquals(left, right);
        plain.swiglu(a, AT, b, AT, left, AT, length);
        vector.swiglu(a, AT, b, AT, right, AT, length);
        assertArrayEquals(left, right);
        float[] leftUp = b.clone();
        float[] rightUp = b.clone();
        plain.swigluBackward(left, AT, leftUp, AT, c, AT, length);
        vector.swigluBackward(right, AT, rightUp, AT, c, AT, length);
        assertArrayEquals(left, right);
        assertArrayEquals(leftUp, rightUp);
        float[] leftRow = floats(16, 7);
        float[] rightRow = leftRow.clone();
        float[] panels = floats(16 * length, 8);
        for (boolean add : new boolean[] {false, true}) {
            plain.row(a, AT, panels, AT, length, leftRow, 1, add);
            vector.row(a, AT, panels, AT, length, rightRow, 1, add);
            assertArrayEquals(leftRow, rightRow);
        }
        int[] pairs = new Random(length).ints(8L * length + AT).toArray();
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] &= 0xbfffbfff; // numbers all, small enough for their sums
        }
        for (boolean add : new boolean[] {false, true}) {
            plain.row(a, AT, pairs, AT, length, leftRow, 1, add);
            vector.row(a, AT, pairs, AT, length, rightRow, 1, add);
            assertArrayEquals(leftRow, rightRow);
        }
        float[] rows = floats(4 * length, 4);
        float[] panel = floats(16 * length, 5);
        float[] leftTile = floats(4 * 20, 6);
        float[] rightTile = leftTile.clone();
        for (boolean add : new boolean[] {false, true}) {
            plain.tile(rows, AT, panel, AT, length, leftTile, 1, 20, add);
            vector.tile(rows, AT, panel, AT, length, rightTile, 1, 20, add);
            assertArrayEquals(leftTile, rightTile);
        }
        float[] leftTiles = floats(4 * 36, 9);
        float[] rightTiles = leftTiles.clone();
        float[] pair = floats(32 * length + 5, 10);
        int next = AT + 16 * length + 5;
        for (boolean add : new boolean[] {false, true}) {
            plain.tiles(rows, AT, pair, AT, next, length, leftTiles, 1, 36, add);
            vector.tiles(rows, AT, pair, AT, next, length, rightTiles, 1, 36, add);
            assertArrayEquals(leftTiles, rightTiles);
        }
        float[] leftWide = new float[16 * length + AT];
        float[] rightWide = new float[16 * length + AT];
        plain.widen(pairs, AT, length, leftWide, AT);
        vector.widen(pairs, AT, length, rightWide, AT);
        assertArrayEquals(leftWide, rightWide);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 100})
    void swigluAndItsGradientFollowTheFormulas(int length) {
        float[] gate = floats(length, 1);
        float[] up = floats(length, 2);
        float[] d = floats(length, 3);
        float[] act = new float[length];
        plain.swiglu(gate, 0, up, 0, act, 0, length);
        float[] dGate = gate.clone();
        float[] dUp = up.clone();
        plain.swigluBackward(dGate, 0, dUp, 0, d, 0, length);
        for (int i = 0; i < length; i++) {
            double sigmoid = 1 / (1 + Math.exp(-gate[i]));
            assertEquals(gate[i] * sigmoid * up[i], act[i], 1e-6);
            assertEquals(d[i] * gate[i] * sigmoid, dUp[i], 1e-6);
            assertEquals(d[i] * up[i] * sigmoid * (1 + gate[i] * (1 - sigmoid)), dGate[i], 1e-6);
        }
    }

    private static float[] floats(int length, int seed) {
        Random random = new Random(31L * length + seed);
        float[] values = new float[length + AT];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 4 - 2;
        }
        return values;
    }

    private static float tree(float[] lanes) {
        float[] sums = lanes.clone();
        for (int half = 8; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[0];
    }
}
