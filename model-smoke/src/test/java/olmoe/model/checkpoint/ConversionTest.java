package olmoe.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.model.vector.GoldenModels;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsReader;
import olmoe.release.format.SafetensorsType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
    private static final Shape SHAPE = new Shape(11, 12, 2, 2, 1, 3, 2, 5, 16, 50_000, 1e-6, 0, false);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "FUSED,F32",
        "FUSED,BF16",
        "FUSED,F16",
        "FUSED,F64",
        "NATIVE,F32",
        "NATIVE,BF16",
        "NATIVE,F16",
        "NATIVE,F64",
        "GGUF,F32",
        "GGUF,BF16",
        "GGUF,F16"
    })
    void aRoundTripGivesTheSameFiles(WeightLayout layout, SafetensorsType type) throws IOException {
        Path start = original(type);
        convert(start, layout, type, 0, "there");
        Checkpoint there = Checkpoint.open(folder.resolve("there"));
        assertEquals(layout, there.weights());
        assertEquals(List.of(), there.misfits());
        assertEquals(type, there.type());
        assertArrayEquals(Checkpoint.open(start).doubles(), there.doubles());
        convert(folder.resolve("there"), WeightLayout.HF, type, 0, "back");
        for (String name : List.of("model.safetensors", "config.json", "generation_config.json")) {
            assertEquals(
                    -1,
                    Files.mismatch(start.resolve(name), folder.resolve("back").resolve(name)),
                    name);
        }
    }

    @Test
    void shardsAreCutByBytesAndListedInAnIndex() throws IOException {
        Path start = original(SafetensorsType.F32);
        convert(start, WeightLayout.HF, SafetensorsType.F32, 2000, "shards");
        Path shards = folder.resolve("shards");
        long total = CanonicalJson.read(shards.resolve("model.safetensors.index.json"))
                .at("/metadata/total_size")
                .longValue();
        assertEquals(4 * new Layout(SHAPE).parameters(), total);
        Checkpoint checkpoint = Checkpoint.open(shards);
        assertTrue(checkpoint.files().size() > 3, checkpoint.files().toString());
        convert(shards, WeightLayout.HF, SafetensorsType.F32, 0, "back");
        assertEquals(-1, Files.mismatch(start.resolve("model.safetensors"), folder.resolve("back/model.safetensors")));
    }

    @Test
    void theTrainingCodesDownMatrixIsTransposedPerExpert() throws IOException {
        convert(original(SafetensorsType.F32), WeightLayout.NATIVE, SafetensorsType.F32, 0, "native");
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("native"));
        float[] parameters = checkpoint.floats();
        Layout.Tensor down = checkpoint.layout().layer(1).experts().get(2).down();
        try (SafetensorsReader reader = SafetensorsReader.open(folder.resolve("native/model.safetensors"))) {
            float[] stacked = new float[3 * 5 * 12];
            reader.readFloats(reader.entry("transformer.blocks.1.ffn.experts.mlp.w2"), stacked, 0);
            assertEquals(parameters[down.start() + 7 * 5 + 4], stacked[(2 * 5 + 4) * 12 + 7]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fused", "native", "gguf/model-F32.gguf"})
    void readsTheLayoutsThatOthersWrote(String name) throws IOException {
        Path golden = GoldenModels.folder(3).resolve("base-f32");
        Checkpoint expected = Checkpoint.open(golden.resolve("hf"));
        Checkpoint found = Checkpoint.open(golden.resolve(name));
        assertEquals(expected.config().shape(), found.config().shape());
        assertEquals(List.of(), found.misfits());
        assertArrayEquals(expected.floats(), found.floats());
    }

    @Test
    void roundsToTheNearestBrainFloatAndTiesToEven() {
        float[] values = {1f, 1.00390625f, 1.01171875f, Math.nextUp(1.00390625f), Float.NaN, Float.MAX_VALUE};
        ByteBuffer floats = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        floats.asFloatBuffer().put(values);
        byte[] brains = Elements.convert(floats.array(), SafetensorsType.F32, SafetensorsType.BF16);
        ByteBuffer found = ByteBuffer.wrap(brains).order(ByteOrder.LITTLE_ENDIAN);
        double[] expected = {1, 1, 1.015625, 1.0078125, Double.NaN, Double.POSITIVE_INFINITY};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], Elements.get(found, SafetensorsType.BF16, i));
        }
    }

    @Test
    void refusesWhatTheTrainingCodeCannotSay() throws IOException {
        Shape clipped = new Shape(11, 12, 2, 2, 1, 3, 2, 5, 16, 50_000, 1e-6, 0.7, false);
        Path start = folder.resolve("clipped");
        Checkpoint.write(start, new CheckpointConfig(clipped, 10, 1), new float[new Layout(clipped).arrayLength()]);
        CheckpointException e = assertThrows(
                CheckpointException.class, () -> convert(start, WeightLayout.NATIVE, SafetensorsType.F32, 0, "native"));
        assertTrue(e.getMessage().contains("config.yaml: model: expected neither clip_qkv"), e.getMessage());
        assertTrue(Files.notExists(folder.resolve("native")));
    }

    @Test
    void aGgufFileCarriesTheTokenizer() throws IOException {
        Path start = original(SafetensorsType.F32);
        Files.writeString(start.resolve("tokenizer.json"), """
            {"model": {"vocab": {"a": 0, "b": 1, "ab": 2}, "merges": [["a", "b"]]},
             "added_tokens": [{"id": 3, "content": "<|endoftext|>", "special": true}]}
            """);
        convert(start, WeightLayout.GGUF, SafetensorsType.F16, 0, "gguf");
        Map<String, Object> values =
                GgufFile.read(folder.resolve("gguf/model.gguf")).values();
        assertEquals(
                List.of("a", "b", "ab", "<|endoftext|>", "[PAD4]"),
                ((List<?>) values.get("tokenizer.ggml.tokens")).subList(0, 5));
        assertEquals(List.of(1L, 1L, 1L, 3L, 5L), ((List<?>) values.get("tokenizer.ggml.token_type")).subList(0, 5));
        assertEquals(List.of("a b"), values.get("tokenizer.ggml.merges"));
    }

    private Path original(SafetensorsType type) throws IOException {
        Layout layout = new Layout(SHAPE);
        float[] parameters = new float[layout.arrayLength()];
        Random random = new Random(3);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        Checkpoint.write(folder.resolve("floats"), new CheckpointConfig(SHAPE, 10, 1), parameters);
        convert(folder.resolve("floats"), WeightLayout.HF, type, 0, "original");
        return folder.resolve("original");
    }

    private void convert(Path from, WeightLayout layout, SafetensorsType type, long shardBytes, String to)
            throws IOException {
        new Conversion(layout, type, shardBytes).write(Checkpoint.open(from), folder.resolve(to));
    }
}
