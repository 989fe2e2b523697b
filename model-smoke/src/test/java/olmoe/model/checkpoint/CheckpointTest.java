package olmoe.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.release.format.SafetensorsType;
import olmoe.release.format.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    @TempDir
    Path folder;

    private final Shape shape = new Shape(7, 8, 2, 2, 1, 3, 2, 5, 16, 50_000, 1e-6, 0.7, true);
    private final CheckpointConfig config = new CheckpointConfig(shape, 6, 1);

    @Test
    void readsBackWhatItWrote() throws IOException {
        float[] parameters = parameters();
        Checkpoint.write(folder, config, parameters);
        Checkpoint checkpoint = Checkpoint.open(folder);
        assertEquals(config, checkpoint.config());
        assertEquals(List.of(), checkpoint.misfits());
        assertArrayEquals(parameters, checkpoint.floats());
        double[] wide = checkpoint.doubles();
        for (int i = 0; i < wide.length; i++) {
            assertEquals(parameters[i], wide[i]);
        }
    }

    @Test
    void readsTheNewSpellingAndFillsWhatTheReleasedFileLeavesOut() throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "olmoe", "hidden_act": "silu", "vocab_size": 7, "hidden_size": 8, "num_hidden_layers": 2,
                 "num_attention_heads": 2, "num_experts": 3, "num_experts_per_tok": 2, "intermediate_size": 5,
                 "max_position_embeddings": 16, "eos_token_id": 6,
                 "rope_parameters": {"rope_theta": 50000.0, "rope_type": "default"}}
                """);
        assertEquals(
                new CheckpointConfig(new Shape(7, 8, 2, 2, 2, 3, 2, 5, 16, 50_000, 1e-5, 0, false), 6, 6),
                CheckpointConfig.read(folder));
    }

    /// transformers writes no output matrix where it is the embedding.
    @Test
    void readsATiedOutputMatrixAsTheEmbedding() throws IOException {
        float[] parameters = parameters();
        Layout layout = new Layout(shape);
        Layout.Tensor output = layout.output();
        System.arraycopy(parameters, layout.embedding().start(), parameters, output.start(), (int) output.elements());
        Checkpoint.write(folder, config, parameters);
        Path file = folder.resolve("config.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true"));
        CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoint.open(folder));
        assertEquals(
                file + ": tie_word_embeddings: expected false, because lm_head.weight is stored, found true",
                e.getMessage());

        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        for (Layout.Tensor tensor : layout.tensors()) {
            if (tensor != output) {
                writer.floats(tensor.name(), tensor.dims(), parameters, tensor.start());
            }
        }
        writer.write(folder.resolve("model.safetensors"));
        Checkpoint tied = Checkpoint.open(folder);
        assertEquals(List.of(), tied.misfits());
        assertTrue(tied.tied());
        assertArrayEquals(parameters, tied.floats());
        Path untied = folder.resolve("untied");
        new Conversion(WeightLayout.HF, SafetensorsType.F32, 0).write(tied, untied);
        assertFalse(Checkpoint.open(untied).tied());
        assertArrayEquals(parameters, Checkpoint.open(untied).floats());
    }

    @Test
    void neverGuessesTheExpertWidth() throws IOException {
        Checkpoint.write(folder, config, parameters());
        Path file = folder.resolve("config.json");
        Files.writeString(file, Files.readString(file).replace("intermediate_size", "intermediate"));
        CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoint.open(folder));
        assertEquals(file + ": intermediate_size: expected an integer, found none", e.getMessage());
    }

    @Test
    void namesATensorThatIsMissingOneOfAnotherShapeAndOneTooMany() throws IOException {
        float[] parameters = parameters();
        Checkpoint.write(folder, config, parameters);
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (Layout.Tensor tensor : new Layout(shape).tensors()) {
            switch (tensor.name()) {
                case "model.norm.weight" -> {}
                case "lm_head.weight" -> writer.floats(tensor.name(), List.of(8, 7), parameters, tensor.start());
                default -> writer.floats(tensor.name(), tensor.dims(), parameters, tensor.start());
            }
        }
        writer.floats("extra", List.of(1), new float[1], 0).write(folder.resolve("model.safetensors"));
        Checkpoint checkpoint = Checkpoint.open(folder);
        assertEquals(
                List.of(
                        "model.norm.weight: expected [8], found no tensor of that name",
                        "lm_head.weight: expected [7, 8], found [8, 7]",
                        "extra: expected no tensor of that name for this configuration, found [1]"),
                checkpoint.misfits());
        assertThrows(CheckpointException.class, checkpoint::floats);
    }

    @Test
    void readsShardsThroughTheIndexAndRefusesOneThatLies() throws IOException {
        float[] parameters = parameters();
        Checkpoint.write(folder, config, parameters);
        Files.delete(folder.resolve("model.safetensors"));
        List<Layout.Tensor> tensors = new Layout(shape).tensors();
        StringBuilder map = new StringBuilder();
        for (int shard = 0; shard < 2; shard++) {
            SafetensorsWriter writer = new SafetensorsWriter(Map.of());
            for (int i = shard; i < tensors.size(); i += 2) {
                Layout.Tensor tensor = tensors.get(i);
                writer.floats(tensor.name(), tensor.dims(), parameters, tensor.start());
                map.append(map.isEmpty() ? "" : ",")
                        .append("\"%s\":\"%d.safetensors\"".formatted(tensor.name(), shard));
            }
            writer.write(folder.resolve(shard + ".safetensors"));
        }
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\":{" + map + "}}");
        assertArrayEquals(parameters, Checkpoint.open(folder).floats());

        Files.writeString(
                index,
                "{\"weight_map\":{" + map.toString().replace("lm_head.weight\":\"0", "lm_head.weight\":\"1") + "}}");
        CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoint.open(folder));
        assertEquals(index + ": lm_head.weight: expected in 1.safetensors, found in 0.safetensors", e.getMessage());
    }

    private float[] parameters() {
        float[] parameters = new float[new Layout(shape).arrayLength()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) Math.sin(i);
        }
        return parameters;
    }
}
