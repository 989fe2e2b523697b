package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

    @Test
    void exponentialIsWithinTwoTenMillionths() {
        for (float x = -86f; x < 88f; x += 0.00377f) {
            double exact = StrictMath.exp(x);
            assertTrue(Math.abs(Lanes.exp(x) - exact) <= 2e-7 * exact, "e^" + x + " was " + Lanes.exp(x));
        }
        assertEquals(1f, Lanes.exp(0f));
        assertTrue(Float.isNaN(Lanes.exp(Float.NaN)));
    }

    @Test
    void vectorExponentialEqualsTheScalarOne() {
        Random random = new Random(5);
        float[] x = new float[Lanes.WIDTH];
        for (int round = 0; round < 10_000; round++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = (random.nextFloat() - 0.5f) * 200f;
            }
            FloatVector e = Lanes.exp(FloatVector.fromArray(Lanes.SPECIES, x, 0));
            for (int i = 0; i < x.length; i++) {
                assertEquals(Lanes.exp(x[i]), e.lane(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 16, 100, 1021})
    void sumsRunOverSixteenLanesAndEndInOneTree(int length) {
        Random random = new Random(length);
        float[] a = new float[length + 3];
        float[] b = new float[length + 3];
        for (int i = 0; i < a.length; i++) {
            a[i] = random.nextFloat();
            b[i] = random.nextFloat() - 0.5f;
        }
        float[] dot = new float[Lanes.LANES];
        float[] exp = new float[Lanes.LANES];
        for (int i = 0; i < length; i++) {
            dot[i % 16] = Math.fma(a[i + 3], b[i + 3], dot[i % 16]);
            exp[i % 16] += Lanes.exp(a[i + 3] - 0.5f);
        }
        assertEquals(tree(dot), Lanes.dot(a, 3, b, 3, length));
        assertEquals(tree(exp), Lanes.expSum(a, 3, length, 0.5f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 100})
    void swigluAndItsGradientFollowTheFormulas(int length) {
        Random random = new Random(length);
        float[] gate = new float[length];
        float[] up = new float[length];
        float[] d = new float[length];
        for (int i = 0; i < length; i++) {
            gate[i] = random.nextFloat() * 4 - 2;
            up[i] = random.nextFloat() - 0.5f;
            d[i] = random.nextFloat() - 0.5f;
        }
        float[] act = new float[length];
        Lanes.swiglu(gate, 0, up, 0, act, 0, length);
        float[] dGate = gate.clone();
        float[] dUp = up.clone();
        Lanes.swigluBackward(dGate, 0, dUp, 0, d, 0, length);
        for (int i = 0; i < length; i++) {
            double sigmoid = 1 / (1 + Math.exp(-gate[i]));
            assertEquals(gate[i] * sigmoid * up[i], act[i], 1e-6);
            assertEquals(d[i] * gate[i] * sigmoid, dUp[i], 1e-6);
            assertEquals(d[i] * up[i] * sigmoid * (1 + gate[i] * (1 - sigmoid)), dGate[i], 1e-6);
        }
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
