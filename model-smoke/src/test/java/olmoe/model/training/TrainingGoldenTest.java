package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import olmoe.model.Layout;
import olmoe.model.Losses;
import olmoe.model.Shape;
import olmoe.model.vector.GoldenModels;
import olmoe.model.vector.Network;
import olmoe.model.vector.Workers;
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
            Network network = new Network(layout, parameters, workers, true);
            Network.Run run = network.run(WINDOWS, LENGTH);
            for (int step = 1; step <= 20; step++) {
                JsonNode expected = steps.get(step - 1);
                run.forward(Arrays.copyOfRange(batches, (step - 1) * batchTokens, step * batchTokens));
                boolean[] keep = new boolean[WINDOWS];
                for (int i = 0; i < WINDOWS; i++) {
                    keep[i] = keeps[(step - 1) * WINDOWS + i] != 0;
                }
                Losses losses = run.backward(keep);
                double norm = AdamW.norm(run.gradients(), workers);
                double rate = schedule.rate((long) step * batchTokens);
                assertEquals(expected.get("lr").asDouble(), rate, 1e-15);
                assertEquals(expected.get("total").asDouble(), losses.total(), 1e-5);
                assertEquals(expected.get("grad_norm").asDouble(), norm, 1e-5 * norm);
                optimizer.update(parameters, run.gradients(), 1, norm, rate, step, workers);
                network.pack();
            }
        }
        compare(folder.resolve("moe_final_f64.safetensors"), layout, parameters, 1e-4);
        compare(folder.resolve("moe_final_exp_avg_f64.safetensors"), layout, optimizer.average(), 1e-5);
        compare(folder.resolve("moe_final_exp_avg_sq_f64.safetensors"), layout, optimizer.averageOfSquares(), 1e-5);
    }

    private static void compare(Path file, Layout layout, float[] found, double tolerance) throws IOException {
        double[] expected = GoldenModels.parameters(file, layout);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], tolerance);
        }
    }
}
