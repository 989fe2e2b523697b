package olmoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class VariantTest {
    private static final int[][] SEQUENCES = {{3, 1, 4, 1, 5, 9, 2}, {6, 5, 3}, {12, 0, 11, 10}};

    /// Each departure alone, and all together.
    public static Stream<Variant> variants() {
        return Stream.of(
                new Variant(true, false, false, true),
                new Variant(false, true, false, true),
                new Variant(false, false, true, true),
                new Variant(false, false, false, false),
                new Variant(true, true, true, false));
    }

    /// Five experts and top-3, grouped keys.
    public static Shape shape(Variant variant) {
        return new Shape(13, 12, 2, 6, 3, 5, 3, 7, 16, 500, 1e-3, 0, false, variant);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void gradientsAreTheSlopesOfTheLoss(Variant variant) {
        Layout layout = new Layout(shape(variant));
        Random random = new Random(7);
        double[] p = random.doubles(layout.arrayLength(), -0.8, 0.8).toArray();
        boolean[] keep = {true, false, true};
        double[] g =
                ScalarGradients.of(layout, p, SEQUENCES, keep, LossScale.PAPER).gradient();
        double step = 1e-6;
        for (Layout.Tensor tensor : layout.tensors()) {
            int i = tensor.start() + random.nextInt((int) tensor.elements());
            double value = p[i];
            p[i] = value + step;
            double above = ScalarGradients.of(layout, p, SEQUENCES, keep, LossScale.PAPER)
                    .losses()
                    .total();
            p[i] = value - step;
            double below = ScalarGradients.of(layout, p, SEQUENCES, keep, LossScale.PAPER)
                    .losses()
                    .total();
            p[i] = value;
            assertEquals((above - below) / (2 * step), g[i], 2e-8, tensor.name());
        }
    }

    @Test
    void hasTheTensorsThatItComputesWithAndNoOthers() {
        Layout plain = new Layout(shape(Variant.OLMOE));
        Layout shared = new Layout(shape(new Variant(true, false, false, true)));
        assertEquals(plain.parameters() + 2 * 3 * 12 * 7, shared.parameters());
        assertEquals(plain.activeParameters() + 2 * 3 * 12 * 7, shared.activeParameters());
        assertEquals(
                "model.layers.1.mlp.shared_expert.down_proj.weight",
                shared.layer(1).sharedExpert().down().name());
        Layout layerNorm = new Layout(shape(new Variant(false, false, true, true)));
        assertEquals(plain.parameters() - 2 * (3 * 12 + 6) - 12, layerNorm.parameters());
        assertTrue(
                layerNorm.tensors().stream().noneMatch(tensor -> tensor.name().contains("norm")));
        Layout bare = new Layout(shape(new Variant(false, false, false, false)));
        assertEquals(plain.parameters() - 2 * (12 + 6), bare.parameters());
        assertNull(bare.layer(0).queryNorm());
    }

    @Test
    void aSharedExpertOfZerosChangesNothing() {
        Layout plain = new Layout(shape(Variant.OLMOE));
        Layout shared = new Layout(shape(new Variant(true, false, false, true)));
        Random random = new Random(1);
        double[] p = random.doubles(plain.arrayLength(), -0.8, 0.8).toArray();
        double[] q = new double[shared.arrayLength()];
        for (Layout.Tensor tensor : plain.tensors()) {
            System.arraycopy(
                    p, tensor.start(), q, shared.tensor(tensor.name()).start(), Math.toIntExact(tensor.elements()));
        }
        double[] expected = new ScalarModel(plain, p).forward(SEQUENCES).logits();
        assertArrayEquals(
                expected, new ScalarModel(shared, q).forward(SEQUENCES).logits());
        Layout.Tensor down = shared.layer(0).sharedExpert().down();
        Arrays.fill(q, down.start(), down.start() + (int) down.elements(), 1);
        Layout.Tensor gate = shared.layer(0).sharedExpert().gate();
        Arrays.fill(q, gate.start(), gate.start() + 2 * (int) gate.elements(), 0.3);
        double[] found = new ScalarModel(shared, q).forward(SEQUENCES).logits();
        assertFalse(Arrays.equals(expected, found));
    }

    @Test
    void everyExpertTakesItsCapacityOfEverySequence() {
        Layout layout = new Layout(shape(new Variant(false, true, false, true)));
        double[] p = new Random(3).doubles(layout.arrayLength(), -0.8, 0.8).toArray();
        Activations run = new ScalarModel(layout, p).forward(SEQUENCES);
        int begin = 0;
        for (int[] ids : SEQUENCES) {
            int[] taken = new int[5];
            for (int t = begin; t < begin + ids.length; t++) {
                for (int expert : run.experts(0)[t]) {
                    taken[expert]++;
                }
            }
            int capacity = layout.shape().capacity(ids.length); // of 7, 3 and 4 tokens
            assertEquals(Map.of(7, 5, 3, 2, 4, 3).get(ids.length), capacity);
            assertArrayEquals(new int[] {capacity, capacity, capacity, capacity, capacity}, taken);
            begin += ids.length;
        }
    }

    /// The first logits change with a later token: what makes it useless for generation.
    @Test
    void expertChoiceLooksAhead() {
        Layout layout = new Layout(shape(new Variant(false, true, false, true)));
        double[] p = new Random(3).doubles(layout.arrayLength(), -0.8, 0.8).toArray();
        ScalarModel model = new ScalarModel(layout, p);
        List<double[]> first = Stream.of(0, 3, 6, 9, 12)
                .map(last -> model.infer(new int[] {3, 1, 4, 1, last}).logits()[0])
                .toList();
        assertTrue(first.stream().anyMatch(logits -> !Arrays.equals(logits, first.get(0))));
    }

    @Test
    void layerNormIgnoresWhatAllChannelsShare() {
        double[] x = {1, 2, 3, 4, -5, 0, 5, 12};
        double[] shifted = Arrays.stream(x).map(value -> value + 8).toArray();
        double[] y = Operations.layerNorm(4, 1e-5, x);
        assertArrayEquals(y, Operations.layerNorm(4, 1e-5, shifted), 1e-12);
        assertEquals(-1.5 / Math.sqrt(1.25 + 1e-5), y[0], 1e-15);
    }

    @Test
    void refusesScaledWeightsWhereATokenMayHaveNone() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> new Shape(
                        13, 12, 2, 6, 3, 5, 3, 7, 16, 500, 1e-3, 0, true, new Variant(false, true, false, true)));
        assertEquals(
                "norm-top-k must be off with expert-choice, where a token may have no expert, but was on",
                e.getMessage());
    }
}
