package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.model.Variant;
import olmoe.model.checkpoint.BrainFloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks that hold their weights once, packed, against those that train.
class ServingTest {
    /// Odd widths, a depth of more than one block, grouped keys, a shared expert.
    private static final Layout LAYOUT = new Layout(
            new Shape(61, 268, 2, 2, 1, 5, 3, 29, 96, 10_000, 1e-5, 0, false, new Variant(true, false, false, true)));

    private final float[] parameters = parameters();
    private final Weights weights =
            (tensor, to, at) -> System.arraycopy(parameters, tensor.start(), to, at, (int) tensor.elements());

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void floatsGiveTheBytesOfTheTrainingNetwork(int threads) throws IOException {
        compare(parameters, false, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void brainFloatsGiveTheBytesOfRoundedFloats(int threads) throws IOException {
        float[] rounded = new float[parameters.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = BrainFloat.widen(BrainFloat.round(parameters[i]));
        }
        assertFalse(Arrays.equals(rounded, parameters));
        compare(rounded, true, threads);
    }

    /// Many rows at once, few, one.
    private void compare(float[] expected, boolean brain, int threads) throws IOException {
        int[] ids = new Random(3).ints(90, 0, 61).toArray();
        int[][] parts = {
            Arrays.copyOf(ids, 70),
            Arrays.copyOfRange(ids, 70, 73),
            {ids[73]},
            {ids[74]},
            Arrays.copyOfRange(ids, 75, 90)
        };
        try (Workers workers = new Workers(threads)) {
            Decoding one = new Decoding(new Network(LAYOUT, expected, workers), 1, 1 << 22);
            Decoding other = new Decoding(ServedWeights.network(LAYOUT, weights, brain, workers), 1, 1 << 22);
            for (int[] part : parts) {
                assertArrayEquals(one.advance(part)[0], other.advance(part)[0]);
            }
        }
    }

    @Test
    void aNetworkThatOnlyGoesForwardIsNotTrained() throws IOException {
        try (Workers workers = new Workers(1)) {
            Network served = ServedWeights.network(LAYOUT, weights, false, workers);
            assertThrows(IllegalArgumentException.class, () -> new TrainingRun(served, 1, 8));
        }
    }

    @Test
    void halfTheBytesOfTheMatricesAreCounted() {
        long embedding = 61 * 268;
        assertEquals(4 * LAYOUT.parameters(), ServedWeights.bytes(LAYOUT, false));
        assertEquals(2 * LAYOUT.parameters() + 2 * embedding, ServedWeights.bytes(LAYOUT, true));
    }

    @Test
    void anErrorOfReadingIsThrownAsItIs() {
        try (Workers workers = new Workers(1)) {
            IOException cut = new IOException("cut short");
            Weights broken = (tensor, to, at) -> {
                if (tensor.name().endsWith("layers.1.mlp.experts.4.down_proj.weight")) {
                    throw cut;
                }
            };
            assertEquals(
                    cut, assertThrows(IOException.class, () -> ServedWeights.network(LAYOUT, broken, true, workers)));
        }
    }

    private static float[] parameters() {
        Random random = new Random(6198);
        float[] values = new float[LAYOUT.arrayLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextFloat() - 0.5f) / 4;
        }
        return values;
    }
}
