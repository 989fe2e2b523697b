package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Losses;
import olmoe.model.ScalarModel;
import olmoe.model.Shape;
import olmoe.model.vector.GoldenModels;
import olmoe.model.vector.Network;
import olmoe.model.vector.TrainingRun;
import olmoe.model.vector.VectorEngine;
import olmoe.model.vector.Workers;
import olmoe.release.format.SafetensorsReader;
import org.junit.jupiter.api.Test;

class TrainingGoldenTest {
    private static final int WINDOWS = 4;
    private static final int LENGTH = 16;

    @Test
    void twentyStepsFollowTorchInDouble() throws IOException {
        Path folder = GoldenModels.folder(1).resolve("training");
        Layout layout = new Layout(new Shape(97, 32, 2, 4, 4, 8, 2, 16, LENGTH, 10_000, 1e-5, 0, false));
        float[] parameters =
                GoldenModels.narrow(GoldenModels.parameters(folder.resolve("moe_init.safetensors"), layout));
        int[] batches = GoldenModels.ints(folder.resolve("batches.npy"));
        byte[] keeps = GoldenModels.bytes(folder.resolve("keep.npy"));
        JsonNode steps = new ObjectMapper()
                .readTree(folder.resolve("training.json").toFile())
                .at("/moe/steps_f64");
        int batchTokens = WINDOWS * LENGTH;
        Schedule schedule = new Schedule(0.01, 5 * batchTokens, 20 * batchTokens, 0);
        AdamW optimizer = new AdamW(parameters.length, 0.1, 1.0);
        try (Workers workers = new Workers(2)) {
            Network network = TrainingRun.network(layout, parameters, workers);
            TrainingRun training = new TrainingRun(network, WINDOWS, LENGTH);
            Network.Run run = training.run();
            for (int step = 1; step <= 20; step++) {
                JsonNode expected = steps.get(step - 1);
                run.forward(Arrays.copyOfRange(batches, (step - 1) * batchTokens, step * batchTokens));
                boolean[] keep = new boolean[WINDOWS];
                for (int i = 0; i < WINDOWS; i++) {
                    keep[i] = keeps[(step - 1) * WINDOWS + i] != 0;
                }
                Losses losses = training.backward(keep, LossScale.AS_TRAINED);
                double norm = AdamW.norm(training.gradients(), workers);
                double rate = schedule.rate((long) step * batchTokens);
                assertEquals(expected.get("lr").asDouble(), rate, 1e-15);
                assertEquals(expected.get("total").asDouble(), losses.total(), 1e-5);
                assertEquals(expected.get("grad_norm").asDouble(), norm, 1e-5 * norm);
                optimizer.update(parameters, training.gradients(), 1, norm, rate, step, workers);
                network.pack();
            }
        }
        compare(folder.resolve("moe_final_f64.safetensors"), layout, parameters, 1e-4);
        compare(folder.resolve("moe_final_exp_avg_f64.safetensors"), layout, optimizer.average(), 1e-5);
        compare(folder.resolve("moe_final_exp_avg_sq_f64.safetensors"), layout, optimizer.averageOfSquares(), 1e-5);
    }

    /// A model of one expert whose router is zero is the dense twin: torch's has no router at all.
    @Test
    void twentyStepsOfTheDenseTwinFollowTorchInDouble() throws IOException {
        Path folder = GoldenModels.folder(1).resolve("training");
        Layout layout = new Layout(new Shape(97, 32, 2, 4, 4, 1, 1, 32, LENGTH, 10_000, 1e-5, 0, false));
        float[] parameters = GoldenModels.narrow(dense(folder.resolve("dense_init.safetensors"), layout));
        int[] batches = GoldenModels.ints(folder.resolve("batches.npy"));
        byte[] keeps = GoldenModels.bytes(folder.resolve("keep.npy"));
        JsonNode steps = new ObjectMapper()
                .readTree(folder.resolve("training.json").toFile())
                .at("/dense/steps_f64");
        int batchTokens = WINDOWS * LENGTH;
        AdamW optimizer = new AdamW(parameters.length, 0.1, 1.0);
        try (Workers workers = new Workers(2)) {
            Network network = TrainingRun.network(layout, parameters, workers);
            TrainingRun training = new TrainingRun(network, WINDOWS, LENGTH);
            Network.Run run = training.run();
            for (int step = 1; step <= 20; step++) {
                JsonNode expected = steps.get(step - 1);
                run.forward(Arrays.copyOfRange(batches, (step - 1) * batchTokens, step * batchTokens));
                boolean[] keep = new boolean[WINDOWS];
                for (int i = 0; i < WINDOWS; i++) {
                    keep[i] = keeps[(step - 1) * WINDOWS + i] != 0;
                }
                Losses losses = training.backward(keep, LossScale.AS_TRAINED);
                double norm = AdamW.norm(training.gradients(), workers);
                assertEquals(expected.get("ce").asDouble(), losses.crossEntropy(), 1e-5);
                assertEquals(expected.get("grad_norm").asDouble(), norm, 1e-5 * norm);
                optimizer.update(
                        parameters,
                        training.gradients(),
                        1,
                        norm,
                        expected.get("lr").asDouble(),
                        step,
                        workers);
                network.pack();
            }
        }
        double[] expected = dense(folder.resolve("dense_final_f64.safetensors"), layout);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], parameters[i], 1e-4);
        }
    }

    @Test
    void everyExpertWeightedByTheFullSoftmaxIsDenseRouting() throws IOException {
        Path folder = GoldenModels.folder(1).resolve("training");
        Layout layout = new Layout(new Shape(97, 32, 2, 4, 4, 8, 8, 16, LENGTH, 10_000, 1e-5, 0, false));
        double[] parameters = GoldenModels.parameters(folder.resolve("moe_final_f64.safetensors"), layout);
        double[] expected = GoldenModels.doubles(folder.resolve("dense_routing_logits_f64.npy"));
        int[] ids = Arrays.copyOf(GoldenModels.ints(folder.resolve("batches.npy")), WINDOWS * LENGTH);
        try (Workers workers = new Workers(2)) {
            VectorEngine engine = new VectorEngine(layout, GoldenModels.narrow(parameters), workers);
            for (int w = 0; w < WINDOWS; w++) {
                int[] window = Arrays.copyOfRange(ids, w * LENGTH, (w + 1) * LENGTH);
                double[][] narrow = engine.infer(window).logits();
                double[][] wide =
                        new ScalarModel(layout, parameters).infer(window).logits();
                for (int t = 0; t < LENGTH; t++) {
                    int at = (w * LENGTH + t) * 97;
                    assertArrayEquals(Arrays.copyOfRange(expected, at, at + 97), wide[t], 1e-9);
                    assertArrayEquals(Arrays.copyOfRange(expected, at, at + 97), narrow[t], 1e-4);
                }
            }
        }
    }

    /// Copies of one expert whose weights sum to one are that expert.
    @Test
    void upcyclingKeepsWhatTheDenseModelSays() {
        Shape denseShape = new Shape(31, 12, 2, 2, 1, 1, 1, 10, LENGTH, 10_000, 1e-5, 0, true);
        Layout dense = new Layout(denseShape);
        float[] parameters = Initialization.parameters(dense, 5);
        Layout sparse = new Layout(Upcycling.shape(denseShape, 4, 2));
        float[] upcycled = Upcycling.parameters(dense, parameters, sparse, 6);
        int[] ids = {3, 1, 4, 1, 5, 9, 2, 6};
        double[][] expected =
                new ScalarModel(dense, wide(parameters)).infer(ids).logits();
        double[][] found = new ScalarModel(sparse, wide(upcycled)).infer(ids).logits();
        for (int t = 0; t < ids.length; t++) {
            assertArrayEquals(expected[t], found[t], 1e-12);
        }
        Layout.Tensor router = sparse.layer(1).router();
        assertTrue(upcycled[router.start()] != 0 && Math.abs(upcycled[router.start()]) < 0.1);
    }

    private static double[] wide(float[] narrow) {
        double[] wide = new double[narrow.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i];
        }
        return wide;
    }

    /// torch's dense twin names its one feed-forward block without an expert; the router stays zero.
    private static double[] dense(Path file, Layout layout) throws IOException {
        double[] values = new double[layout.arrayLength()];
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            for (Layout.Tensor tensor : layout.tensors()) {
                if (!tensor.name().endsWith(".mlp.gate.weight")) {
                    String name = tensor.name().replace(".experts.0.", ".");
                    reader.readDoubles(reader.entry(name), values, tensor.start());
                }
            }
        }
        return values;
    }

    private static void compare(Path file, Layout layout, float[] found, double tolerance) throws IOException {
        double[] expected = GoldenModels.parameters(file, layout);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], tolerance);
        }
    }
}
