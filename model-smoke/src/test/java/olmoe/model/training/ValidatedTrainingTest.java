package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import olmoe.model.Layout;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.Conversion;
import olmoe.model.checkpoint.WeightLayout;
import olmoe.model.validation.Validation;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsType;
import olmoe.release.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What one stage writes, the next accepts, and only that.
class ValidatedTrainingTest {

    @TempDir
    Path run;

    @Test
    void whatTrainingWroteIsValidAndNoLongerWhenOneWeightChanged() throws IOException {
        Path corpus = corpus();
        Path folder = train(corpus, "", "");

        assertEquals(List.of(), failures(folder, corpus));

        Checkpoint checkpoint = Checkpoint.open(folder);
        float[] parameters = checkpoint.floats();
        Layout.Tensor tensor = checkpoint.layout().layer(1).query();
        parameters[tensor.start()] += 0.5f;
        Checkpoint.write(folder, checkpoint.config(), parameters);
        List<String> failures = failures(folder, corpus);
        assertEquals(3, failures.size(), failures.toString());
        assertTrue(failures.get(0).startsWith("tensor-digests: " + tensor.name() + ": expected the bytes"));
        assertTrue(failures.get(1).startsWith("files: final/model.safetensors: expected sha256"));
        assertTrue(failures.get(2).startsWith("held-out-loss: expected the "));
    }

    /// What the paper compared is trained, kept and validated under its own name, and nothing takes it for OLMoE.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shared-expert: true",
                "expert-choice: true",
                "layer-norm: true",
                "qk-norm: false",
                "shared-expert: true, layer-norm: true, qk-norm: false"
            })
    void variantsAreTrainedAndValidatedUnderTheirOwnName(String variant) throws IOException {
        Path corpus = corpus();
        Path folder = train(corpus, ", " + variant, ", loss-scale: paper");
        assertEquals(List.of(), failures(folder, corpus));
        JsonNode report = CanonicalJson.read(folder.resolveSibling("training.json"));
        assertEquals("paper", report.get("loss-scale").asText());
        assertTrue(report.at("/validation/loss-after").asDouble()
                < report.at("/validation/loss-before").asDouble());

        Checkpoint checkpoint = Checkpoint.open(folder);
        JsonNode config = CanonicalJson.read(folder.resolve("config.json"));
        assertEquals("olmoe-variant", config.get("model_type").asText());
        for (String setting : variant.split(", ")) {
            String[] parts = setting.split(": ");
            assertEquals(parts[1], config.at("/olmoe_variant/" + parts[0]).asText());
        }
        for (WeightLayout layout : List.of(WeightLayout.FUSED, WeightLayout.NATIVE, WeightLayout.GGUF)) {
            var e = assertThrows(
                    IOException.class,
                    () -> new Conversion(layout, SafetensorsType.F32, 0).write(checkpoint, run.resolve("converted")));
            assertTrue(
                    e.getMessage()
                            .contains("expected OLMoE, the only model that the layout " + layout.label()
                                    + " can hold, found {" + variant.split(": ")[0]),
                    e.getMessage());
        }
        Path copy = run.resolve("copy");
        new Conversion(WeightLayout.HF, SafetensorsType.F32, 0).write(checkpoint, copy);
        assertEquals(-1, Files.mismatch(folder.resolve("config.json"), copy.resolve("config.json")));
        assertEquals(-1, Files.mismatch(folder.resolve("model.safetensors"), copy.resolve("model.safetensors")));

        // called OLMoE: the settings stand in the way, and without them what training recorded does
        CanonicalJson.write(folder.resolve("config.json"), ((ObjectNode) config).put("model_type", "olmoe"));
        List<String> named = failures(folder, corpus);
        assertTrue(named.get(0).endsWith("model_type: expected \"olmoe-variant\", found \"olmoe\""), named.toString());
        ((ObjectNode) config).remove("olmoe_variant");
        CanonicalJson.write(folder.resolve("config.json"), config);
        List<String> failures = failures(folder, corpus);
        assertTrue(
                failures.stream()
                        .anyMatch(failure -> failure.startsWith(
                                "config-training: config.json: olmoe_variant." + variant.split(": ")[0] + ": expected "
                                        + (variant.startsWith("qk") ? 0 : 1) + " as trained")),
                failures.toString());
    }

    private Path corpus() throws IOException {
        Path corpus = run.resolve("corpus");
        TestCorpus.write(
                corpus,
                19,
                61,
                TestCorpus.documents(40, 25, 61, 1),
                TestCorpus.documents(8, 25, 61, 2),
                ids -> ids[3] % 7 == 0);
        return corpus;
    }

    /// @param model further keys of the model, and of the training
    private Path train(Path corpus, String model, String training) throws IOException {
        Path recipe = run.resolve("recipe.yaml");
        Files.writeString(recipe, """
                name: test
                version: 1.0.0
                seed: 6198
                window: 19
                sources: [{name: test, files: "*.jsonl", license: {spdx: other, evidence: none}}]
                tokenizer: {train: {vocabulary: 300, sample: 1MB}}
                model: {layers: 2, hidden: 28, heads: 2, key-value-heads: 1, experts: 5, top-k: 2, expert-hidden: 11%s}
                training: {tokens: 1200, batch-windows: 3, learning-rate: 0.01%s}
                """.replaceFirst("%s", model).replaceFirst("%s", training));
        Path out = run.resolve("model");
        PrintStream messages = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new TrainingStage(Recipe.read(recipe), corpus, out, 1, messages, false).run();
        return out.resolve("final");
    }

    private static List<String> failures(Path folder, Path corpus) throws IOException {
        try (Workers workers = new Workers(2)) {
            return Validation.of(folder, corpus, workers).failures();
        }
    }
}
