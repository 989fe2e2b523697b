package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import olmoe.model.Engine;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Losses;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGoldenTest {
    private static final int[] LENGTHS = {1, 2, 7, 33, 64};

    @ParameterizedTest
    @ValueSource(strings = {"base-f32", "gqa-bf16-sharded", "clip-normtopk-f16", "odd-gqa-f32", "experts64-bf16"})
    void logitsAndRoutingEqualTheReferenceInDouble(String name) throws IOException {
        Path folder = GoldenModels.folder(5).resolve(name);
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("hf"));
        int[] ids = GoldenModels.ints(folder.resolve("expected/ids.npy"));
        double[] expected = GoldenModels.doubles(folder.resolve("expected/logits_f64.npy"));
        int[] routing = GoldenModels.ints(folder.resolve("expected/router_topk.npy"));
        int vocabulary = checkpoint.layout().shape().vocabulary();
        int topK = checkpoint.layout().shape().topK();
        try (Workers workers = new Workers(2)) {
            VectorEngine engine = new VectorEngine(checkpoint.layout(), checkpoint.floats(), workers);
            int row = 0;
            for (int length : LENGTHS) {
                Engine.Inference found = engine.infer(Arrays.copyOfRange(ids, row, row + length));
                for (int i = 0; i < length; i++) {
                    int at = (row + i) * vocabulary;
                    assertArrayEquals(Arrays.copyOfRange(expected, at, at + vocabulary), found.logits()[i], 1e-4);
                    for (int l = 0; l < found.experts().length; l++) {
                        int from = (l * ids.length + row + i) * topK;
                        assertArrayEquals(
                                Arrays.copyOfRange(routing, from, from + topK), found.experts()[l][i], "row " + row);
                    }
                }
                row += length;
            }
        }
    }

    @Test
    void gradientsOfOddSizesEqualAutogradInDouble() throws IOException {
        Path folder = GoldenModels.folder(1).resolve("odd-gqa-f32");
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("hf"));
        Layout layout = checkpoint.layout();
        JsonNode expected = new ObjectMapper()
                .readTree(folder.resolve("expected/expected.json").toFile())
                .get("gradients");
        double[] reference = GoldenModels.parameters(folder.resolve("expected/gradients_f64.safetensors"), layout);
        int[] ids = GoldenModels.ints(folder.resolve("expected/gradient_ids.npy"));
        try (Workers workers = new Workers(2)) {
            TrainingRun training = new TrainingRun(TrainingRun.network(layout, checkpoint.floats(), workers), 2, 24);
            Network.Run run = training.run();
            run.forward(ids);
            Losses losses = training.backward(new boolean[] {true, true}, LossScale.AS_TRAINED);
            assertEquals(expected.at("/parts/ce").asDouble(), losses.crossEntropy(), 1e-5);
            assertEquals(expected.at("/parts/lbl").asDouble(), losses.loadBalance(), 1e-5);
            assertEquals(expected.at("/parts/z").asDouble(), losses.routerZ(), 1e-5);
            for (Layout.Tensor tensor : layout.tensors()) {
                double difference = 0;
                double norm = 0;
                for (int i = tensor.start(); i < tensor.start() + tensor.elements(); i++) {
                    difference += Math.pow(training.gradients()[i] - reference[i], 2);
                    norm += reference[i] * reference[i];
                }
                double relative = Math.sqrt(difference / norm);
                assertTrue(relative < 1e-5, tensor.name() + " differs by " + relative);
            }
        }
    }

    @Test
    void gradientsOfMicroBatchesAddUp() {
        Layout layout = new Layout(new Shape(61, 40, 2, 4, 2, 5, 3, 10, 32, 10_000, 1e-5, 0, false));
        Random random = new Random(6198);
        float[] parameters = new float[layout.arrayLength()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextFloat() - 0.5f;
        }
        int[] first = random.ints(21, 0, 61).toArray();
        int[] second = random.ints(21, 0, 61).toArray();
        boolean[] keep = {true};
        try (Workers workers = new Workers(2)) {
            TrainingRun training = new TrainingRun(TrainingRun.network(layout, parameters, workers), 1, 21);
            Network.Run run = training.run();
            run.forward(first);
            training.backward(keep, LossScale.AS_TRAINED);
            float[] one = training.gradients().clone();
            run.forward(second);
            training.backward(keep, LossScale.AS_TRAINED);
            float[] two = training.gradients().clone();
            run.forward(first);
            training.backward(keep, LossScale.AS_TRAINED);
            run.forward(second);
            training.addBackward(keep, LossScale.AS_TRAINED);
            for (int i = 0; i < one.length; i++) {
                assertEquals(one[i] + two[i], training.gradients()[i], 1e-6 + 1e-5 * Math.abs(one[i]));
            }
        }
    }
}
