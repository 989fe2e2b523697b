package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import olmoe.model.Layout;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.validation.Validation;
import olmoe.model.vector.Workers;
import olmoe.release.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one stage writes, the next accepts, and only that.
class ValidatedTrainingTest {

    @TempDir
    Path run;

    @Test
    void whatTrainingWroteIsValidAndNoLongerWhenOneWeightChanged() throws IOException {
        Path corpus = run.resolve("corpus");
        TestCorpus.write(
                corpus,
                19,
                61,
                TestCorpus.documents(40, 25, 61, 1),
                TestCorpus.documents(8, 25, 61, 2),
                ids -> ids[3] % 7 == 0);
        Path recipe = run.resolve("recipe.yaml");
        Files.writeString(recipe, """
                name: test
                version: 1.0.0
                seed: 6198
                window: 19
                sources: [{name: test, files: "*.jsonl", license: {spdx: other, evidence: none}}]
                tokenizer: {train: {vocabulary: 300, sample: 1MB}}
                model: {layers: 2, hidden: 28, heads: 2, key-value-heads: 1, experts: 5, top-k: 2, expert-hidden: 11}
                training: {tokens: 1200, batch-windows: 3, learning-rate: 0.01}
                """);
        Path model = run.resolve("model");
        PrintStream messages = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new TrainingStage(Recipe.read(recipe), corpus, model, 1, messages, false).run();
        Path folder = model.resolve("final");

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

    private static List<String> failures(Path folder, Path corpus) throws IOException {
        try (Workers workers = new Workers(2)) {
            return Validation.of(folder, corpus, workers).failures();
        }
    }
}
