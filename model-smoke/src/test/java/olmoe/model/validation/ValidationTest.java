package olmoe.model.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.ScalarGradients;
import olmoe.model.ScalarModel;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {

    @TempDir
    Path run;

    private TrainedModel trained;

    @BeforeEach
    void makeARun() throws IOException {
        trained = new TrainedModel(run);
    }

    @Test
    void holdsForTheCheckpointThatTrainingWrote() throws IOException {
        trained.record(true);
        trained.writeManifest();
        Validation validation = trained.validate();
        assertEquals(List.of(), validation.failures());
        Path out = run.resolve("validation");
        validation.write(out);
        assertEquals(CanonicalJson.string(validation.json()), Files.readString(out.resolve("validation.json")));
        Manifest manifest = Manifest.read(out);
        assertEquals(Manifest.read(trained.model).digest(), manifest.inputs().get("manifest.model"));
        assertTrue(manifest.filesArePresent(out));
    }

    @Test
    void evaluatesEveryWholeWindowAsTheReferenceDoes() throws IOException {
        double sum = 0;
        List<int[]> windows = HeldOutWindows.read(trained.corpus).windows();
        assertEquals(5 + 4, windows.size());
        ScalarModel model = new ScalarModel(
                TrainedModel.LAYOUT, Checkpoint.open(trained.folder).doubles());
        double[] load = new double[4];
        long[][] together = new long[4][4];
        for (int[] ids : windows) {
            sum += ScalarGradients.of(
                            TrainedModel.LAYOUT,
                            Checkpoint.open(trained.folder).doubles(),
                            new int[][] {ids},
                            new boolean[] {true},
                            LossScale.PAPER)
                    .losses()
                    .crossEntropy();
            for (int[] chosen : model.infer(ids).experts()[1]) {
                load[chosen[0]] += 1.0 / (2 * 16 * 9);
                load[chosen[1]] += 1.0 / (2 * 16 * 9);
                together[chosen[0]][chosen[1]]++;
                together[chosen[1]][chosen[0]]++;
                together[chosen[0]][chosen[0]]++;
                together[chosen[1]][chosen[1]]++;
            }
        }
        JsonNode json = trained.validate().json();
        assertEquals(sum / 9, json.at("/evaluation/loss").doubleValue(), 1e-5);
        assertEquals(9, json.at("/evaluation/windows").intValue());
        assertEquals(9 * 16, json.at("/evaluation/tokens").intValue());
        assertEquals(9 * 15, json.at("/evaluation/predicted-tokens").intValue());
        for (int e = 0; e < 4; e++) {
            assertEquals(load[e], json.at("/routing/1/load/" + e).doubleValue(), 1e-12);
            for (int other = 0; other < 4; other++) {
                assertEquals(
                        together[e][other],
                        json.at("/routing/1/together/" + e + "/" + other).longValue());
            }
        }
        assertEquals(3 * 16, json.at("/logits/tokens").intValue());
        assertTrue(json.at("/logits/max-difference").doubleValue() < 1e-4);
        assertEquals(3 * 16, json.at("/second-engine/tokens").intValue());
        assertTrue(json.at("/second-engine/within").booleanValue());
    }

    @Test
    void namesAMissingTensorAndRunsNothing() throws IOException {
        String name = "model.layers.1.mlp.experts.3.up_proj.weight";
        trained.record(true);
        trained.rewrite(name);
        Validation validation = trained.validate();
        assertEquals(
                List.of("tensors: " + name + ": expected [6, 12], found no tensor of that name"),
                validation.failures());
        assertTrue(validation.json().at("/logits").isMissingNode());
    }

    @Test
    void namesATransposedSquareTensorByItsDigest() throws IOException {
        trained.record(true);
        Layout.Tensor tensor = TrainedModel.LAYOUT.layer(1).value();
        trained.transpose(tensor);
        trained.rewrite(null);
        List<String> failures = trained.validate().failures();
        assertStarts("tensor-digests: " + tensor.name() + ": expected the bytes that training wrote", failures.get(0));
    }

    @Test
    void aTransposedSquareTensorChangesTheLossThatTrainingMeasured() throws IOException {
        trained.record(false);
        for (Layout.Tensor tensor : TrainedModel.LAYOUT.tensors()) {
            if (tensor.dims().equals(List.of(12, 12))) {
                trained.transpose(tensor);
                trained.rewrite(null);
                List<String> failures = trained.validate().failures();
                assertEquals(1, failures.size(), tensor.name());
                assertStarts("held-out-loss: expected the ", failures.get(0));
                trained.transpose(tensor);
            }
        }
    }

    @Test
    void namesATransposedTensorThatIsNotSquare() throws IOException {
        trained.edit("config.json", "\"intermediate_size\": 6", "\"intermediate_size\": 2048");
        List<String> failures = trained.validate().failures();
        assertEquals(
                "config-sizes: config.json: intermediate_size: expected 6 as in "
                        + "model.layers.0.mlp.experts.0.gate_proj.weight, found 2048",
                failures.get(0));
        assertStarts(
                "tensors: model.layers.0.mlp.experts.0.gate_proj.weight: expected [2048, 12], found [6, 12]",
                failures.get(1));
    }

    @Test
    void namesAWrongTopK() throws IOException {
        trained.record(true);
        trained.edit("config.json", "\"num_experts_per_tok\": 2", "\"num_experts_per_tok\": 3");
        List<String> failures = trained.validate().failures();
        assertEquals(
                "config-training: config.json: num_experts_per_tok: expected 2 as trained (shape.top-k in "
                        + "training.json), found 3",
                failures.get(0));
        assertTrue(failures.stream().anyMatch(failure -> failure.startsWith("held-out-loss: ")));
    }

    @Test
    void namesATopKAboveTheExperts() throws IOException {
        trained.edit("config.json", "\"num_experts_per_tok\": 2", "\"num_experts_per_tok\": 5");
        List<String> failures = trained.validate().failures();
        assertEquals(1, failures.size());
        assertTrue(failures.get(0).endsWith("top-k must be from 1 to the 4 experts but was 5"), failures.get(0));
    }

    @Test
    void namesAConfigurationThatIsNoJson() throws IOException {
        trained.edit("config.json", "{", "{{");
        List<String> failures = trained.validate().failures();
        assertStarts("checkpoint: expected a readable checkpoint: " + trained.folder, failures.get(0));
    }

    @Test
    void namesAnEndIdThatIsNotTheTokenizers() throws IOException {
        trained.edit("config.json", "\"eos_token_id\": 39", "\"eos_token_id\": 0");
        assertEquals(
                List.of("tokenizer: generation_config.json: eos_token_id: expected 0 as in config.json, found 39; "
                        + "config.json: eos_token_id: expected the id of the tokenizer's <|endoftext|>, found 0, "
                        + "which is t0"),
                trained.validate().failures());
    }

    @Test
    void refusesAnEndIdOfZeroThatNoTokenizerConfirms() throws IOException {
        Files.delete(trained.folder.resolve("tokenizer.json"));
        trained.edit("config.json", "\"eos_token_id\": 39", "\"eos_token_id\": 0");
        trained.edit("generation_config.json", "39", "0");
        List<String> failures = trained.validate().failures();
        assertStarts(
                "tokenizer: config.json: eos_token_id: expected the id that ends documents, found 0", failures.get(0));
        assertEquals("tokenizer-corpus: tokenizer.json: expected beside the weights, found none", failures.get(1));
    }

    @Test
    void namesATokenizerWithMoreIdsThanRows() throws IOException {
        TrainedModel.writeTokenizer(trained.folder, 50);
        List<String> failures = trained.validate().failures();
        assertStarts(
                "tokenizer: tokenizer.json: expected ids below the 40 embedding rows, found 49 for <|endoftext|>",
                failures.get(0));
        assertStarts("tokenizer-corpus: tokenizer.json: expected the file that encoded the corpus", failures.get(1));
    }

    @Test
    void namesTheFirstValueThatIsNoNumber() throws IOException {
        Layout.Tensor tensor = TrainedModel.LAYOUT.layer(0).key();
        trained.parameters[tensor.start() + 12 * 3 + 4] = Float.NaN;
        trained.rewrite(null);
        List<String> failures = trained.validate().failures();
        assertEquals(
                "finite: " + tensor.name() + ": expected finite values, found NaN at row 3, column 4", failures.get(0));
        assertTrue(failures.stream().noneMatch(failure -> failure.startsWith("siblings")), failures.toString());
    }

    @Test
    void namesATensorOfAnotherSizeThanItsSiblings() throws IOException {
        Layout.Tensor zero = TrainedModel.LAYOUT.layer(0).experts().get(1).down();
        Layout.Tensor large = TrainedModel.LAYOUT.layer(1).experts().get(2).up();
        for (int i = 0; i < zero.elements(); i++) {
            trained.parameters[zero.start() + i] = 0;
            trained.parameters[large.start() + i] *= 100;
        }
        trained.rewrite(null);
        String failure = trained.validate().failures().get(0);
        assertStarts("siblings: " + zero.name() + ": expected values, found only zeros; " + large.name(), failure);
    }

    @Test
    void namesAFileThatIsNotTheManifests() throws IOException {
        trained.writeManifest();
        trained.parameters[5] += 0.25f;
        trained.rewrite(null);
        List<String> failures = trained.validate().failures();
        assertEquals(1, failures.size());
        assertStarts("files: final/model.safetensors: expected sha256 ", failures.get(0));
    }

    @Test
    void saysThatThereAreNoHeldOutWindows() throws IOException {
        Files.delete(trained.corpus.resolve("tokens/a/validation/part.npy"));
        Files.delete(trained.corpus.resolve("tokens/b/validation/part.npy"));
        List<String> failures = trained.validate().failures();
        assertStarts("held-out: expected at least one validation window in ", failures.get(0));
    }

    @Test
    void aFailureLeavesTheRecordButNoManifest() throws IOException {
        Path out = run.resolve("validation");
        trained.validate().write(out);
        assertTrue(Files.exists(out.resolve("manifest.json")));
        trained.rewrite("lm_head.weight");
        trained.validate().write(out);
        assertFalse(Files.exists(out.resolve("manifest.json")));
        JsonNode json = CanonicalJson.read(out.resolve("validation.json"));
        assertTrue(json.get("checks").toString().contains("lm_head.weight: expected [40, 12]"));
    }

    private static void assertStarts(String expected, String actual) {
        assertTrue(actual.startsWith(expected), () -> "expected to start with: " + expected + "\nbut was: " + actual);
    }
}
