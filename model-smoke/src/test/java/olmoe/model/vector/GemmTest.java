package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every element equals, bit for bit, what the definition says: blocks of 256 terms, each from zero
/// by fused multiply-add, added ascending.
class GemmTest {
    private final Gemm gemm = new Gemm(Kernels.best());

    @ParameterizedTest
    @CsvSource({"1,1,1", "4,16,256", "5,17,257", "3,100,13", "7,13,1021", "13,7,100", "100,1,7", "6,31,512"})
    void productIsTheDefinitionAtOddSizes(int rows, int columns, int depth) {
        Random random = new Random(rows * 31 + columns * 7 + depth);
        float[] a = floats(random, rows * depth);
        float[] b = floats(random, depth * columns);
        float[] start = floats(random, rows * columns);
        for (boolean add : new boolean[] {false, true}) {
            float[] expected = start.clone();
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    float c = add ? expected[i * columns + j] : 0f;
                    expected[i * columns + j] = sum(a, i * depth, b, j, columns, depth, c, add);
                }
            }
            float[] found = start.clone();
            Panels packed = new Panels(depth, columns).packRows(b, 0, columns);
            gemm.multiply(a, 0, depth, rows, packed, found, 0, columns, add);
            assertSame(expected, found);

            float[] turned = new float[b.length];
            Panels.transpose(b, 0, columns, depth, columns, turned, 0, depth);
            float[] again = start.clone();
            packed = new Panels(depth, columns).packTransposed(turned, 0, depth);
            for (int panel = 0; panel < packed.count(); panel++) {
                gemm.multiply(a, 0, depth, rows, packed, panel, panel + 1, depth, again, 0, columns, add);
            }
            assertSame(expected, again);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "5,17,257", "7,13,1021", "16,33,300", "131,33,300"})
    void turnedProductAddsTheDefinition(int rows, int columns, int depth) {
        Random random = new Random(rows + columns + depth);
        float[] a = floats(random, rows * depth);
        float[] b = floats(random, depth * columns);
        float[] start = floats(random, rows * columns);
        Panels packed = new Panels(depth, columns).packRows(b, 0, columns);
        float[] turned = new float[a.length];
        Panels.transpose(a, 0, depth, rows, depth, turned, 0, rows);
        for (int from : new int[] {0, depth / 3}) {
            float[] expected = start.clone();
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    float c = expected[i * columns + j];
                    int first = i * depth + from;
                    expected[i * columns + j] = sum(a, first, b, from * columns + j, columns, depth - from, c, true);
                }
            }
            float[] found = start.clone();
            gemm.addTurned(turned, 0, rows, rows, packed, from, found, 0, columns);
            assertSame(expected, found);
        }
    }

    private static float sum(float[] a, int aAt, float[] b, int bAt, int stride, int depth, float c, boolean add) {
        float sum = c;
        for (int k = 0; k < depth; k += Gemm.BLOCK) {
            float block = 0f;
            for (int p = k; p < Math.min(depth, k + Gemm.BLOCK); p++) {
                block = Math.fma(a[aAt + p], b[bAt + p * stride], block);
            }
            sum = k == 0 && !add ? block : sum + block;
        }
        return sum;
    }

    private static void assertSame(float[] expected, float[] found) {
        int at = Arrays.mismatch(expected, found);
        assertEquals(-1, at, () -> "element " + at + ": expected " + expected[at] + ", found " + found[at]);
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
