package olmoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The expected numbers come from a float64 numpy program of the tiny model; its gradients are
/// central differences.
class ScalarModelTest {
    private static final Layout LAYOUT = TinyModel.LAYOUT;

    @Test
    void computesTheTinyModelsLogitsAndRouting() {
        ScalarModel model = new ScalarModel(LAYOUT, TinyModel.parameters());
        Engine.Inference inference = model.infer(TinyModel.IDS);
        double[] first = {0.2734663778, 0.5542957111, 0.7280243903, 0.7610846738};
        double[] last = {-0.9054777382, -1.2888000724, -1.4231013011, -1.2824318288};
        assertArrayEquals(first, Arrays.copyOf(inference.logits()[0], 4), 6e-11);
        assertArrayEquals(last, Arrays.copyOf(inference.logits()[5], 4), 6e-11);
        int[][] layer0 = {{3, 2}, {0, 3}, {3, 2}, {0, 3}, {2, 1}, {2, 1}};
        int[][] layer1 = {{3, 2}, {3, 0}, {0, 3}, {3, 2}, {0, 3}, {0, 3}};
        assertArrayEquals(new int[][][] {layer0, layer1}, inference.experts());
    }

    @Test
    void computesTheTinyModelsLossesInAllThreeScales() {
        Losses trained = gradients(LossScale.AS_TRAINED).losses();
        assertEquals(2.2002576789, trained.crossEntropy(), 6e-11);
        assertEquals(1.2704051183, trained.loadBalance(), 6e-11);
        assertEquals(2.1792412118, trained.routerZ(), 6e-11);
        assertEquals(2.2151409713, trained.total(), 6e-11);
        Losses paper = gradients(LossScale.PAPER).losses();
        assertEquals(2.6403092147, paper.crossEntropy(), 6e-11);
        assertEquals(2 * 1.2704051183, paper.loadBalance(), 2e-10);
        assertEquals(2 * 2.1792412118, paper.routerZ(), 2e-10);
        Losses transformers = gradients(LossScale.TRANSFORMERS).losses();
        assertEquals(2.3399889279, transformers.loadBalance(), 6e-11);
        assertEquals(0, transformers.routerZ());
    }

    @Test
    void computesTheTinyModelsGradients() {
        double[] g = gradients(LossScale.AS_TRAINED).gradient();
        Layout.Layer first = LAYOUT.layer(0);
        Layout.Layer second = LAYOUT.layer(1);
        assertEquals(-0.025491518, g[at(LAYOUT.embedding(), 4, 3)], 6e-10);
        assertEquals(-0.022719836, g[at(first.query(), 2, 5)], 6e-10);
        assertEquals(-0.009703722, g[at(first.queryNorm(), 1, 0)], 6e-10);
        assertEquals(-0.000353685, g[at(first.router(), 1, 2)], 6e-10);
        assertEquals(-0.000033705, g[at(second.router(), 0, 0)], 6e-10);
        assertEquals(0.026972897, g[at(second.attentionOutput(), 3, 3)], 6e-10);
        assertEquals(0.021217533, g[at(LAYOUT.output(), 7, 0)], 6e-10);
        assertEquals(0.019230498, g[at(LAYOUT.finalNorm(), 4, 0)], 6e-10);
        assertEquals(0.012457450, g[at(first.inputNorm(), 0, 0)], 6e-10);
        assertEquals(-0.001047370, g[at(first.experts().get(3).gate(), 1, 1)], 6e-10);
        assertEquals(-0.000007742, g[at(first.experts().get(3).down(), 2, 3)], 6e-10);
    }

    /// Grouped key-value heads, clipping, normalised top-k, two sequences, one of them masked.
    @ParameterizedTest
    @EnumSource(LossScale.class)
    void gradientsAreTheSlopesOfTheLossWithEveryOption(LossScale scale) {
        Layout layout = new Layout(new Shape(13, 12, 2, 6, 3, 5, 3, 7, 16, 500, 1e-3, 0.9, true));
        Random random = new Random(7);
        double[] p = random.doubles(layout.arrayLength(), -0.8, 0.8).toArray();
        int[][] sequences = {{3, 1, 4, 1, 5, 9, 2}, {6, 5, 3}, {12, 0, 11, 10}};
        boolean[] keep = {true, false, true};
        double[] g = ScalarGradients.of(layout, p, sequences, keep, scale).gradient();
        double step = 1e-6;
        for (Layout.Tensor tensor : layout.tensors()) {
            int i = tensor.start() + random.nextInt((int) tensor.elements());
            double value = p[i];
            p[i] = value + step;
            double above = ScalarGradients.of(layout, p, sequences, keep, scale)
                    .losses()
                    .total();
            p[i] = value - step;
            double below = ScalarGradients.of(layout, p, sequences, keep, scale)
                    .losses()
                    .total();
            p[i] = value;
            assertEquals((above - below) / (2 * step), g[i], 2e-8, tensor.name());
        }
    }

    @Test
    void noTokenSeesALaterOneOrAnotherSequence() {
        ScalarModel model = new ScalarModel(LAYOUT, TinyModel.parameters());
        double[] together = model.forward(new int[] {1, 4, 2}, new int[] {7, 5}).logits();
        double[] alone = model.forward(new int[] {1, 4, 2, 9}).logits();
        assertArrayEquals(Arrays.copyOf(alone, 33), Arrays.copyOf(together, 33));
        assertArrayEquals(model.forward(new int[] {7, 5}).logits(), Arrays.copyOfRange(together, 33, together.length));
    }

    @Test
    void refusesWhatTheModelDoesNotHave() {
        ScalarModel model = new ScalarModel(LAYOUT, TinyModel.parameters());
        var id = assertThrows(IllegalArgumentException.class, () -> model.infer(new int[] {11}));
        assertEquals("expected ids from 0 to 10 but found 11", id.getMessage());
        var length = assertThrows(IllegalArgumentException.class, () -> model.infer(new int[65]));
        assertEquals("expected at most 64 ids, the context, but found 65", length.getMessage());
    }

    private static ScalarGradients gradients(LossScale scale) {
        return ScalarGradients.of(
                LAYOUT, TinyModel.parameters(), new int[][] {TinyModel.IDS}, new boolean[] {true}, scale);
    }

    private static int at(Layout.Tensor tensor, int row, int column) {
        return tensor.start() + row * tensor.columns() + column;
    }
}
