package olmoe.model.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import olmoe.model.Layout;
import olmoe.model.Layout.Tensor;
import olmoe.model.ScalarModel;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.Conversion;
import olmoe.model.checkpoint.WeightLayout;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsType;
import olmoe.release.format.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Damage of many kinds, each in a checkpoint that is otherwise sound: found, and named. The reference is
/// the checkpoint before the damage; no record of training helps.
class PlantedDamageTest {
    private static final String EXPERT = "model.layers.1.mlp.experts.2.";

    @TempDir
    Path run;

    private TrainedModel trained;
    private Path reference;

    private interface Damage {
        void plant(PlantedDamageTest test) throws IOException;
    }

    /// @param check the first check that names it
    /// @param message a part of its message
    record Planted(String kind, Damage damage, String check, String message) {
        @Override
        public String toString() {
            return kind;
        }
    }

    @BeforeEach
    void makeACheckpoint() throws IOException {
        trained = new TrainedModel(run);
        reference = run.resolve("reference");
        new Conversion(WeightLayout.HF, SafetensorsType.F32, 0).write(Checkpoint.open(trained.folder), reference);
    }

    static Stream<Planted> damages() {
        Layout.Layer layer = TrainedModel.LAYOUT.layer(1);
        Layout.Expert expert = layer.experts().get(2);
        return Stream.of(
                new Planted("missing tensor", t -> t.trained.rewrite(EXPERT + "up_proj.weight"), "tensors", EXPERT),
                new Planted("extra tensor", PlantedDamageTest::extra, "tensors", "extra.weight: expected no tensor"),
                new Planted("transposed", PlantedDamageTest::reshaped, "tensors", "lm_head.weight: expected [40, 12]"),
                new Planted("integers", PlantedDamageTest::integers, "tensors", "found I32"),
                new Planted("not a number", t -> t.set(expert.up(), 3, Float.NaN), "finite", "found NaN at row 0"),
                new Planted(
                        "infinite", t -> t.set(layer.key(), 13, Float.POSITIVE_INFINITY), "finite", "row 1, column 1"),
                new Planted("zeroed", t -> t.scale(expert.down(), 0), "siblings", "found only zeros"),
                new Planted("scaled", t -> t.scale(expert.down(), 100), "siblings", EXPERT + "down_proj"),
                new Planted(
                        "slightly scaled", t -> t.scale(layer.query(), 1.25f), "reference-tensors", "them times 1.2"),
                new Planted("sign", t -> t.scale(layer.value(), -1), "reference-tensors", "found them times -1"),
                new Planted(
                        "gate and up swapped",
                        t -> t.swap(expert.gate(), expert.up()),
                        "reference-tensors",
                        EXPERT + "gate_proj.weight: expected its own numbers, found those of " + EXPERT + "up_proj"),
                new Planted(
                        "q and k swapped",
                        t -> t.swap(layer.query(), layer.key()),
                        "reference-tensors",
                        "q_proj.weight: expected its own numbers, found those of model.layers.1.self_attn.k_proj"),
                new Planted(
                        "experts swapped without router rows",
                        PlantedDamageTest::swapExperts,
                        "reference-tensors",
                        "experts.0.gate_proj.weight: expected its own numbers, found those of"
                                + " model.layers.1.mlp.experts.3"),
                new Planted(
                        "square transposed",
                        t -> t.transpose(layer.attentionOutput()),
                        "reference-tensors",
                        "o_proj.weight: expected the matrix, found its transpose"),
                new Planted(
                        "wrong norm",
                        t -> t.swap(layer.inputNorm(), layer.postNorm()),
                        "reference-tensors",
                        "input_layernorm.weight: expected its own numbers, found those of"
                                + " model.layers.1.post_attention_layernorm"),
                new Planted(
                        "layers swapped",
                        t -> t.swap(TrainedModel.LAYOUT.layer(0).router(), layer.router()),
                        "reference-tensors",
                        "model.layers.0.mlp.gate.weight: expected its own numbers"),
                new Planted("one bit", PlantedDamageTest::bit, "reference-tensors", "1 of 72 numbers differ"),
                new Planted("theta", t -> t.config("rope_theta", "10000", "500000"), "reference-config", "rope_theta"),
                new Planted("epsilon", t -> t.config("rms_norm_eps", "0.00001", "0.001"), "reference-config", "eps"),
                new Planted("top-k", t -> t.config("num_experts_per_tok", "2", "1"), "reference-config", "per_tok"),
                new Planted("heads", t -> t.config("num_attention_heads", "2", "3"), "checkpoint", "config.json"),
                new Planted(
                        "normalised top-k",
                        t -> t.config("norm_topk_prob", "false", "true"),
                        "reference-config",
                        "norm_topk_prob"),
                new Planted("clip", t -> t.config("clip_qkv", "null", "0.7"), "reference-config", "clip_qkv"),
                new Planted("class default", t -> t.config("intermediate_size", "6", "2048"), "config-sizes", "inter"),
                new Planted("end of text", t -> t.config("eos_token_id", "39", "0"), "tokenizer", "eos_token_id"),
                new Planted("masked address as end", PlantedDamageTest::address, "config-traps", "eos_token"),
                new Planted(
                        "claimed dtype", t -> t.config("torch_dtype", "\"float32\"", "\"bfloat16\""), "dtype", "F32"),
                new Planted("tokenizer", t -> TrainedModel.writeTokenizer(t.trained.folder, 41), "tokenizer", "40"),
                new Planted("truncated", PlantedDamageTest::truncate, "checkpoint", "model.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void isFoundAndNamed(Planted planted) throws IOException {
        planted.damage().plant(this);
        List<String> failures = validate(reference).failures();
        assertTrue(
                failures.stream()
                        .anyMatch(failure ->
                                failure.startsWith(planted.check() + ": ") && failure.contains(planted.message())),
                () -> planted + " was not named as " + planted.check() + " " + planted.message() + ": " + failures);
    }

    /// What keeps shapes, norms and the files' own order shows in the logits, if only those are recorded.
    @Test
    void whatKeepsEveryNormShowsInRecordedLogits() throws IOException {
        Path logits = recordLogits();
        assertEquals(List.of(), validate(logits).failures());
        Layout.Layer layer = TrainedModel.LAYOUT.layer(1);
        Layout.Expert expert = layer.experts().get(2);
        Map<String, Damage> damages = new LinkedHashMap<>();
        damages.put("gate and up", t -> t.swap(expert.gate(), expert.up()));
        damages.put("q and k", t -> t.swap(layer.query(), layer.key()));
        damages.put("experts", PlantedDamageTest::swapExperts);
        damages.put("transpose", t -> t.transpose(layer.attentionOutput()));
        damages.put("norm", t -> t.swap(layer.inputNorm(), layer.postNorm()));
        damages.put("theta", t -> t.config("rope_theta", "10000", "500000"));
        float[] sound = trained.parameters.clone();
        for (Map.Entry<String, Damage> damage : damages.entrySet()) {
            damage.getValue().plant(this);
            List<String> failures = validate(logits).failures();
            assertEquals(1, failures.size(), damage.getKey() + failures);
            assertTrue(
                    failures.get(0).startsWith("reference-logits: expected the reference's logits"), failures.get(0));
            System.arraycopy(sound, 0, trained.parameters, 0, sound.length);
            trained.rewrite(null);
        }
    }

    @ParameterizedTest
    @EnumSource(WeightLayout.class)
    void aSoundCheckpointIsNeverSuspected(WeightLayout layout) throws IOException {
        for (SafetensorsType type : List.of(SafetensorsType.F32, SafetensorsType.BF16, SafetensorsType.F16)) {
            Path folder = run.resolve(layout + "-" + type);
            new Conversion(layout, type, 0).write(Checkpoint.open(trained.folder), folder);
            try (Workers workers = new Workers(1)) {
                assertEquals(
                        List.of(),
                        Validation.of(folder, null, reference, workers).failures(),
                        type.name());
            }
        }
    }

    @Test
    void aChoiceThatNoReleasedModelMadeIsSaidButNoDamage() throws IOException {
        config("clip_qkv", "null", "0.7");
        config("norm_topk_prob", "false", "true");
        try (Workers workers = new Workers(1)) {
            Validation alone = Validation.of(trained.folder, null, workers);
            assertEquals(List.of(), alone.failures());
            String said = alone.json().toString();
            assertTrue(said.contains("found 0.7; config.json: norm_topk_prob"), said);
        }
    }

    @Test
    void aModelOfTheReleasedSizesHasTheReleasedSettings() {
        Shape released = new Shape(50304, 2048, 16, 16, 16, 64, 8, 1024, 4096, 10_000, 1e-5, 0, false);
        assertEquals(List.of(), ConfigurationAudit.unusual(released));
        Shape classDefault = new Shape(50304, 2048, 16, 16, 16, 64, 8, 2048, 4096, 10_000, 1e-5, 8, true);
        List<String> wrong = ConfigurationAudit.unusual(classDefault);
        assertEquals(3, wrong.size(), wrong.toString());
        assertEquals(
                "config.json: intermediate_size: expected 1024, found 2048, which is the class's default",
                wrong.get(2));
    }

    @Test
    void aBranchIsHeldToItsSteps() throws IOException {
        Path right = run.resolve("step1200000-tokens5033B");
        Path wrong = run.resolve("step1200000-tokens5100B");
        for (Path folder : List.of(right, wrong)) {
            new Conversion(WeightLayout.HF, SafetensorsType.F32, 0).write(Checkpoint.open(trained.folder), folder);
        }
        try (Workers workers = new Workers(1)) {
            assertEquals(List.of(), Validation.of(right, null, workers).failures());
            assertEquals(
                    List.of("branch: step1200000-tokens5100B: expected tokens5033B for that step, found tokens5100B"),
                    Validation.of(wrong, null, workers).failures());
        }
    }

    private Validation validate(Path against) throws IOException {
        try (Workers workers = new Workers(1)) {
            return Validation.of(trained.folder, null, against, workers);
        }
    }

    private Path recordLogits() throws IOException {
        ScalarModel model =
                new ScalarModel(TrainedModel.LAYOUT, Checkpoint.open(reference).doubles());
        ObjectNode line = CanonicalJson.object();
        int[] ids = {3, 1, 4, 1, 5, 9, 2, 6, 5, 35, 8, 39};
        for (int id : ids) {
            line.withArray("ids").add(id);
        }
        for (double[] row : model.infer(ids).logits()) {
            var array = line.withArray("logits").addArray();
            for (double logit : row) {
                array.add(logit);
            }
        }
        return Files.writeString(run.resolve("logits.jsonl"), line + "\n");
    }

    private void set(Tensor tensor, int at, float value) throws IOException {
        trained.parameters[tensor.start() + at] = value;
        trained.rewrite(null);
    }

    private void scale(Tensor tensor, float factor) throws IOException {
        for (int i = tensor.start(); i < tensor.start() + tensor.elements(); i++) {
            trained.parameters[i] *= factor;
        }
        trained.rewrite(null);
    }

    private void swap(Tensor a, Tensor b) throws IOException {
        for (int i = 0; i < a.elements(); i++) {
            float value = trained.parameters[a.start() + i];
            trained.parameters[a.start() + i] = trained.parameters[b.start() + i];
            trained.parameters[b.start() + i] = value;
        }
        trained.rewrite(null);
    }

    private void swapExperts() throws IOException {
        Layout.Expert a = TrainedModel.LAYOUT.layer(1).experts().get(0);
        Layout.Expert b = TrainedModel.LAYOUT.layer(1).experts().get(3);
        swap(a.gate(), b.gate());
        swap(a.up(), b.up());
        swap(a.down(), b.down());
    }

    private void transpose(Tensor tensor) throws IOException {
        trained.transpose(tensor);
        trained.rewrite(null);
    }

    private void bit() throws IOException {
        Tensor tensor = TrainedModel.LAYOUT.layer(0).experts().get(1).gate();
        int at = tensor.start() + 30;
        set(tensor, 30, Float.intBitsToFloat(Float.floatToIntBits(trained.parameters[at]) ^ 1 << 20));
    }

    private void config(String key, String from, String to) throws IOException {
        trained.edit("config.json", "\"" + key + "\": " + from, "\"" + key + "\": " + to);
    }

    private void address() throws IOException {
        Files.writeString(trained.folder.resolve("special_tokens_map.json"), "{\"eos_token\": \"|||IP_ADDRESS|||\"}");
    }

    private void extra() throws IOException {
        writeWith(writer -> writer.floats("extra.weight", List.of(1), new float[1], 0), null);
    }

    private void reshaped() throws IOException {
        Tensor head = TrainedModel.LAYOUT.output();
        writeWith(writer -> writer.floats(head.name(), List.of(12, 40), trained.parameters, head.start()), head);
    }

    private void integers() throws IOException {
        Tensor norm = TrainedModel.LAYOUT.finalNorm();
        writeWith(writer -> writer.ints(norm.name(), norm.dims(), new int[12]), norm);
    }

    private interface Addition {
        void to(SafetensorsWriter writer);
    }

    private void writeWith(Addition addition, Tensor inPlaceOf) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        for (Tensor tensor : TrainedModel.LAYOUT.tensors()) {
            if (!tensor.equals(inPlaceOf)) {
                writer.floats(tensor.name(), tensor.dims(), trained.parameters, tensor.start());
            }
        }
        addition.to(writer);
        writer.write(trained.folder.resolve("model.safetensors"));
    }

    private void truncate() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(trained.folder.resolve("model.safetensors").toFile(), "rw")) {
            file.setLength(file.length() - 5);
        }
    }
}
