package olmoe.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import olmoe.model.Shape;
import olmoe.release.format.CanonicalJson;

/// `config.yaml` of OLMo's training code: the keys below `model` that decide an OLMoE's shape.
///
/// The expert width is half of `mlp_hidden_size`, or of `mlp_ratio * d_model`: a SwiGLU splits it. An
/// `eos_token_id` of 0 is what the released runs say of data whose documents end with the last id of the
/// vocabulary (50279); it is read as that.
final class NativeConfig {
    static final String FILE = "config.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private NativeConfig() {}

    static CheckpointConfig read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        JsonNode model;
        try {
            model = YAML.readTree(Files.readAllBytes(file)).path("model");
        } catch (JsonProcessingException e) {
            String firstLine = e.getOriginalMessage().split("\n", 2)[0];
            throw new CheckpointException(file, "model", "expected YAML, found " + firstLine);
        }
        expect(file, model, "block_type", "moe");
        expect(file, model, "layer_norm_type", "rms");
        expect(file, model, "activation_type", "swiglu");
        if (model.path("weight_tying").asBoolean(false)
                || model.path("include_bias").asBoolean(false)) {
            throw new CheckpointException(
                    file, "model", "expected weight_tying and include_bias to be false, found " + model);
        }
        if (model.hasNonNull("clip_qkv")) {
            throw new CheckpointException(
                    file,
                    "model.clip_qkv",
                    "expected none, for OLMo clips before the QK norm and transformers after it, found "
                            + model.get("clip_qkv"));
        }
        int hidden = integer(file, model, "d_model");
        int heads = integer(file, model, "n_heads");
        long width = model.hasNonNull("mlp_hidden_size")
                ? integer(file, model, "mlp_hidden_size")
                : Math.round(model.path("mlp_ratio").asDouble(0) * hidden);
        int vocabulary = integer(file, model, "vocab_size");
        int end = integer(file, model, "eos_token_id");
        try {
            return new CheckpointConfig(
                    new Shape(
                            model.hasNonNull("embedding_size") ? integer(file, model, "embedding_size") : vocabulary,
                            hidden,
                            integer(file, model, "n_layers"),
                            heads,
                            model.hasNonNull("n_kv_heads") ? integer(file, model, "n_kv_heads") : heads,
                            integer(file, model, "moe_num_experts"),
                            integer(file, model, "moe_top_k"),
                            Math.toIntExact(width / 2),
                            integer(file, model, "max_sequence_length"),
                            model.path("rope_theta").asDouble(10_000),
                            model.path("layer_norm_eps").asDouble(1e-5),
                            0,
                            false),
                    end == 0 ? vocabulary - 1 : end,
                    model.hasNonNull("pad_token_id") ? integer(file, model, "pad_token_id") : end);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, "model", e.getMessage());
        }
    }

    private static void expect(Path file, JsonNode model, String key, String expected) throws CheckpointException {
        if (!model.path(key).asText().equals(expected)) {
            throw new CheckpointException(
                    file, "model." + key, "expected " + expected + ", found " + shown(model.path(key)));
        }
    }

    private static int integer(Path file, JsonNode model, String key) throws CheckpointException {
        JsonNode value = model.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new CheckpointException(file, "model." + key, "expected an integer, found " + shown(value));
        }
        return value.intValue();
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString();
    }

    /// @throws CheckpointException if that code has no setting for it
    static void write(Path folder, CheckpointConfig config) throws IOException {
        Shape shape = config.shape();
        Path file = folder.resolve(FILE);
        if (shape.clipQkv() != 0 || shape.normTopK()) {
            throw new CheckpointException(
                    file,
                    "model",
                    "expected neither clip_qkv, which OLMo applies before the QK norm, nor norm_topk_prob, for which it"
                            + " has no key, found " + shape);
        }
        Map<String, Object> keys = new TreeMap<>();
        keys.put("d_model", shape.hidden());
        keys.put("n_heads", shape.heads());
        if (shape.keyValueHeads() != shape.heads()) {
            keys.put("n_kv_heads", shape.keyValueHeads());
        }
        keys.put("n_layers", shape.layers());
        keys.put("mlp_hidden_size", 2 * shape.expertHidden());
        keys.put("weight_tying", false);
        keys.put("rope", true);
        keys.put("rope_theta", CanonicalJson.number(shape.ropeTheta()));
        keys.put("attention_layer_norm", true);
        keys.put("attention_layer_norm_with_affine", true);
        keys.put("include_bias", false);
        keys.put("block_type", "moe");
        keys.put("layer_norm_type", "rms");
        keys.put("layer_norm_with_affine", true);
        keys.put("layer_norm_eps", CanonicalJson.number(shape.normEpsilon()));
        keys.put("activation_type", "swiglu");
        keys.put("moe_num_experts", shape.experts());
        keys.put("moe_top_k", shape.topK());
        keys.put("moe_dropless", true);
        keys.put("max_sequence_length", shape.context());
        keys.put("vocab_size", shape.vocabulary());
        keys.put("embedding_size", shape.vocabulary());
        keys.put("eos_token_id", config.endToken());
        keys.put("pad_token_id", config.padToken());
        StringBuilder yaml = new StringBuilder("model:\n");
        keys.forEach((key, value) ->
                yaml.append("  ").append(key).append(": ").append(value).append('\n'));
        Files.write(file, yaml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
