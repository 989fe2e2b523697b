package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Losses;
import olmoe.model.ScalarGradients;
import olmoe.model.Shape;
import olmoe.model.Variant;
import olmoe.model.VariantTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The fast engine against the definition, where they differ from OLMoE or from the loss as trained.
class VariantNetworkTest {
    private static final int WINDOWS = 3;
    private static final int LENGTH = 16;
    private static final boolean[] KEEP = {true, false, true};

    @ParameterizedTest
    @MethodSource("olmoe.model.VariantTest#variants")
    void variantsAgreeWithTheDefinition(Variant variant) {
        compare(new Layout(VariantTest.shape(variant)), KEEP, LossScale.AS_TRAINED);
    }

    @ParameterizedTest
    @EnumSource(LossScale.class)
    void lossScalesAgreeWithTheDefinition(LossScale scale) {
        Layout layout = new Layout(VariantTest.shape(Variant.OLMOE));
        compare(layout, KEEP, scale);
        compare(layout, new boolean[WINDOWS], scale);
    }

    private static void compare(Layout layout, boolean[] keep, LossScale scale) {
        Random random = new Random(11);
        double[] wide = new double[layout.arrayLength()];
        float[] parameters = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            parameters[i] = random.nextFloat() - 0.5f;
            wide[i] = parameters[i];
        }
        int[] ids = random.ints(WINDOWS * LENGTH, 0, 13).toArray();
        int[][] sequences = new int[WINDOWS][];
        Arrays.setAll(sequences, w -> Arrays.copyOfRange(ids, w * LENGTH, (w + 1) * LENGTH));
        ScalarGradients expected = ScalarGradients.of(layout, wide, sequences, keep, scale);
        float[] before = null;
        for (int threads : new int[] {1, 7}) {
            try (Workers workers = new Workers(threads)) {
                TrainingRun training =
                        new TrainingRun(TrainingRun.network(layout, parameters, workers), WINDOWS, LENGTH);
                Network.Run run = training.run();
                run.forward(ids);
                double[] logits = expected.activations().logits();
                float[] found = run.logits();
                for (int i = 0; i < logits.length; i++) {
                    assertEquals(logits[i], found[i], 1e-5);
                }
                for (int l = 0; l < 2; l++) {
                    for (int row = 0; row < ids.length; row++) {
                        assertArrayEquals(
                                expected.activations().experts(l)[row],
                                run.routing(l).experts(row));
                    }
                }
                Losses losses = training.backward(keep, scale);
                assertEquals(expected.losses().crossEntropy(), losses.crossEntropy(), 1e-6);
                assertEquals(expected.losses().loadBalance(), losses.loadBalance(), 1e-6);
                assertEquals(expected.losses().routerZ(), losses.routerZ(), 1e-6);
                for (Layout.Tensor tensor : layout.tensors()) {
                    double difference = 0;
                    double norm = 0;
                    for (int i = tensor.start(); i < tensor.start() + tensor.elements(); i++) {
                        double reference = expected.gradient()[i];
                        difference += Math.pow(training.gradients()[i] - reference, 2);
                        norm += reference * reference;
                    }
                    assertTrue(
                            Math.sqrt(difference) <= 1e-5 * Math.sqrt(norm) + 1e-7,
                            tensor.name() + " differs by " + Math.sqrt(difference) + " of " + Math.sqrt(norm));
                }
                assertTrue(before == null || Arrays.equals(before, training.gradients()));
                before = training.gradients();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("olmoe.model.VariantTest#variants")
    void decodingSaysWhatOnePassOverTheWholeSays(Variant variant) {
        Layout layout = new Layout(VariantTest.shape(variant));
        float[] parameters = new float[layout.arrayLength()];
        Random random = new Random(5);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextFloat() - 0.5f;
        }
        int[] ids = random.ints(12, 0, 13).toArray();
        try (Workers workers = new Workers(2)) {
            Network network = new Network(layout, parameters, workers);
            if (variant.expertChoice()) {
                var e = assertThrows(IllegalArgumentException.class, () -> new Decoding(network, 1, 1 << 20));
                assertTrue(e.getMessage().contains("found expert-choice"), e.getMessage());
                return;
            }
            Decoding decoding = new Decoding(network, 1, 1 << 20);
            Network.Run run = network.run(1, ids.length);
            run.forward(ids);
            float[] whole = run.logits();
            for (int t = 0; t < ids.length; t++) {
                assertArrayEquals(
                        Arrays.copyOfRange(whole, 13 * t, 13 * (t + 1)), decoding.advance(new int[] {ids[t]})[0]);
            }
        }
    }

    @Test
    void theShapeSaysWhichVariantItIs() {
        Shape plain = VariantTest.shape(Variant.OLMOE);
        assertTrue(plain.variant().departures().isEmpty());
        assertEquals(
                "{shared-expert=true, expert-choice=true, layer-norm=true, qk-norm=false}",
                new Variant(true, true, true, false).departures().toString());
    }
}
