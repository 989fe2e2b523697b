package olmoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.release.format.SafetensorsReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scalar model against `golden/model` of the shared data, written by a PyTorch program in
/// float64 and checked there against transformers 5.24.
class GoldenModelTest {
    private static final double TOLERANCE = 1e-9;
    private static final Path SHARED =
            Path.of(System.getenv().getOrDefault("OLMOE_SHARED", System.getenv("OLMOE_HOME") + "/../shared"));
    private static final Path GOLDEN = SHARED.resolve("golden/model");

    @BeforeEach
    void needsTheSharedData() {
        Assumptions.assumeTrue(
                Files.isDirectory(GOLDEN), "6 golden checkpoints and 2 golden gradients skipped: no " + GOLDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-f32", "gqa-bf16-sharded", "clip-normtopk-f16", "odd-gqa-f32", "experts64-bf16"})
    void computesTheGoldenLogitsAndRouting(String name) throws IOException {
        Path expected = GOLDEN.resolve(name).resolve("expected");
        JsonNode json =
                new ObjectMapper().readTree(expected.resolve("expected.json").toFile());
        Checkpoint checkpoint = Checkpoint.open(GOLDEN.resolve(name).resolve("hf"));
        ScalarModel model = new ScalarModel(checkpoint.layout(), checkpoint.doubles());
        Shape shape = checkpoint.config().shape();
        int[] ids = ints(expected.resolve("ids.npy"));
        ByteBuffer logits = array(expected.resolve("logits_f64.npy"));
        int[] chosen = ints(expected.resolve("router_topk.npy"));
        ByteBuffer weights = array(expected.resolve("router_weights_f64.npy"));
        int begin = 0;
        for (JsonNode length : json.get("prompt_lengths")) {
            int end = begin + length.intValue();
            Activations run = model.forward(Arrays.copyOfRange(ids, begin, end));
            for (double logit : run.logits()) {
                assertEquals(logits.getDouble(), logit, TOLERANCE);
            }
            for (int l = 0; l < shape.layers(); l++) {
                for (int n = begin; n < end; n++) {
                    int at = (l * ids.length + n) * shape.topK();
                    assertArrayEquals(Arrays.copyOfRange(chosen, at, at + shape.topK()), run.experts(l)[n - begin]);
                    for (int slot = 0; slot < shape.topK(); slot++) {
                        int byteAt = weights.position() + 8 * (at + slot);
                        assertEquals(weights.getDouble(byteAt), run.weights(l)[n - begin][slot], TOLERANCE);
                    }
                }
            }
            begin = end;
        }
        assertEquals(ids.length, begin);
    }

    @Test
    void computesEveryGradientOfTheTinyModel() throws IOException {
        Path tiny = GOLDEN.resolve("tiny");
        double[] parameters = read(tiny.resolve("weights_f64.safetensors"), TinyModel.LAYOUT);
        double[] formulas = TinyModel.parameters();
        for (int i = 0; i < parameters.length; i++) {
            assertEquals(parameters[i], formulas[i], 1e-14);
        }
        compareGradients(
                tiny,
                new ObjectMapper().readTree(tiny.resolve("expected.json").toFile()),
                TinyModel.LAYOUT,
                parameters);
    }

    @Test
    void computesEveryGradientOfTheOddShape() throws IOException {
        Path expected = GOLDEN.resolve("odd-gqa-f32/expected");
        Checkpoint checkpoint = Checkpoint.open(GOLDEN.resolve("odd-gqa-f32/hf"));
        compareGradients(
                expected,
                new ObjectMapper().readTree(expected.resolve("expected.json").toFile()),
                checkpoint.layout(),
                checkpoint.doubles());
    }

    private static void compareGradients(Path folder, JsonNode json, Layout layout, double[] parameters)
            throws IOException {
        int[] ids = ints(folder.resolve("gradient_ids.npy"));
        JsonNode dims = json.get("arrays").get("gradient_ids").get("shape");
        int[][] sequences = new int[dims.get(0).intValue()][];
        boolean[] keep = new boolean[sequences.length];
        Arrays.fill(keep, true);
        int length = dims.get(1).intValue();
        for (int s = 0; s < sequences.length; s++) {
            sequences[s] = Arrays.copyOfRange(ids, s * length, (s + 1) * length);
        }
        ScalarGradients computed = ScalarGradients.of(layout, parameters, sequences, keep, LossScale.AS_TRAINED);
        JsonNode parts = json.get("gradients").get("parts");
        assertEquals(parts.get("ce").doubleValue(), computed.losses().crossEntropy(), TOLERANCE);
        assertEquals(parts.get("lbl").doubleValue(), computed.losses().loadBalance(), TOLERANCE);
        assertEquals(parts.get("z").doubleValue(), computed.losses().routerZ(), TOLERANCE);
        assertEquals(
                json.get("gradients").get("total").doubleValue(),
                computed.losses().total(),
                TOLERANCE);
        double[] gradient = read(folder.resolve("gradients_f64.safetensors"), layout);
        assertArrayEquals(gradient, computed.gradient(), TOLERANCE);
        assertTrue(Arrays.stream(gradient).anyMatch(g -> Math.abs(g) > 1e-3));
    }

    private static double[] read(Path file, Layout layout) throws IOException {
        double[] values = new double[layout.arrayLength()];
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertEquals(layout.tensors().size(), reader.entries().size());
            for (Layout.Tensor tensor : layout.tensors()) {
                reader.readDoubles(reader.entry(tensor.name()), values, tensor.start());
            }
        }
        return values;
    }

    private static int[] ints(Path file) throws IOException {
        ByteBuffer buffer = array(file);
        int[] values = new int[buffer.remaining() / 4];
        buffer.asIntBuffer().get(values);
        return values;
    }

    /// The numbers of an npy file; all files here have a header of 128 bytes.
    private static ByteBuffer array(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(128);
    }
}
