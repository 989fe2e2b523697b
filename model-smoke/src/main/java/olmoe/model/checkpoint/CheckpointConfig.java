package olmoe.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import olmoe.model.Shape;
import olmoe.model.Variant;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsType;

/// `config.json` of a Hugging Face OLMoE.
///
/// Reads both spellings: `rope_theta` and `rope_parameters.rope_theta`. Sizes must be given, since
/// the library's defaults are not those of the released model (its `intermediate_size` is 2048);
/// what the released file leaves out may be missing: eps (1e-5), theta (10000), key-value heads.
///
/// A {@link Variant} has the model type `olmoe-variant` and says under `olmoe_variant` where it departs, so that no
/// program takes it for OLMoE.
///
/// @param endToken id that ends a document
/// @param padToken id that fills a batch
public record CheckpointConfig(Shape shape, int endToken, int padToken) {
    static final String FILE = "config.json";
    private static final String TYPE = "olmoe";
    private static final String VARIANT_TYPE = "olmoe-variant";
    private static final String VARIANT = "olmoe_variant";

    /// Reads `config.json` of the folder.
    ///
    /// @throws CheckpointException if it describes another model, with the key
    public static CheckpointConfig read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        JsonNode tree = CanonicalJson.read(file);
        Keys keys = new Keys(file, tree);
        Variant variant = keys.variant();
        keys.expect("hidden_act", "silu");
        keys.expectAbsentOrFalse("attention_bias");
        keys.expectAbsentOrFalse("rope_scaling");
        JsonNode rope = tree.path("rope_parameters");
        if (!rope.path("rope_type").asText("default").equals("default")) {
            throw new CheckpointException(
                    file, "rope_parameters.rope_type", "expected \"default\", found " + rope.get("rope_type"));
        }
        int heads = keys.integer("num_attention_heads");
        JsonNode theta = tree.hasNonNull("rope_theta") ? tree.get("rope_theta") : rope.path("rope_theta");
        try {
            Shape shape = new Shape(
                    keys.integer("vocab_size"),
                    keys.integer("hidden_size"),
                    keys.integer("num_hidden_layers"),
                    heads,
                    tree.hasNonNull("num_key_value_heads") ? keys.integer("num_key_value_heads") : heads,
                    keys.integer("num_experts"),
                    keys.integer("num_experts_per_tok"),
                    keys.integer("intermediate_size"),
                    keys.integer("max_position_embeddings"),
                    keys.number("rope_theta", theta, 10_000),
                    keys.number("rms_norm_eps", tree.path("rms_norm_eps"), 1e-5),
                    keys.number("clip_qkv", tree.path("clip_qkv"), 0),
                    tree.path("norm_topk_prob").asBoolean(false),
                    variant);
            return new CheckpointConfig(
                    shape,
                    keys.integer("eos_token_id"),
                    tree.hasNonNull("pad_token_id") ? keys.integer("pad_token_id") : keys.integer("eos_token_id"));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, "sizes", e.getMessage());
        }
    }

    /// Whether the output matrix is the embedding, and so not stored. No released OLMoE's is; transformers can train
    /// one.
    static boolean tiesEmbeddings(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        JsonNode tied = CanonicalJson.read(file).path("tie_word_embeddings");
        if (!tied.isMissingNode() && !tied.isNull() && !tied.isBoolean()) {
            throw new CheckpointException(file, "tie_word_embeddings", "expected true or false, found " + tied);
        }
        return tied.asBoolean();
    }

    /// `config.json` in the spelling that every version of transformers reads.
    ///
    /// @param type of the weights
    JsonNode toJson(SafetensorsType type) {
        ObjectNode json = CanonicalJson.object();
        boolean plain = shape.variant().equals(Variant.OLMOE);
        json.putArray("architectures").add(plain ? "OlmoeForCausalLM" : "OlmoeVariantForCausalLM");
        json.put("attention_bias", false);
        json.put("attention_dropout", 0);
        json.put("clip_qkv", shape.clipQkv() == 0 ? null : (Double) shape.clipQkv());
        json.put("eos_token_id", endToken);
        json.put("hidden_act", "silu");
        json.put("hidden_size", shape.hidden());
        json.put("initializer_range", 0.02);
        json.put("intermediate_size", shape.expertHidden());
        json.put("max_position_embeddings", shape.context());
        json.put("model_type", plain ? TYPE : VARIANT_TYPE);
        json.put("norm_topk_prob", shape.normTopK());
        json.put("num_attention_heads", shape.heads());
        json.put("num_experts", shape.experts());
        json.put("num_experts_per_tok", shape.topK());
        json.put("num_hidden_layers", shape.layers());
        json.put("num_key_value_heads", shape.keyValueHeads());
        json.put("output_router_logits", false);
        json.put("pad_token_id", padToken);
        json.put("rms_norm_eps", shape.normEpsilon());
        json.putNull("rope_scaling");
        json.put("rope_theta", shape.ropeTheta());
        json.put("router_aux_loss_coef", 0.01);
        json.put("tie_word_embeddings", false);
        json.put("torch_dtype", name(type));
        json.put("use_cache", true);
        json.put("vocab_size", shape.vocabulary());
        if (!plain) {
            shape.variant().settings().forEach(json.putObject(VARIANT)::put);
        }
        return json;
    }

    private static String name(SafetensorsType type) {
        return switch (type) {
            case BF16 -> "bfloat16";
            case F16 -> "float16";
            case F64 -> "float64";
            default -> "float32";
        };
    }

    JsonNode toGenerationJson() {
        return CanonicalJson.object().put("eos_token_id", endToken).put("pad_token_id", padToken);
    }

    private record Keys(Path file, JsonNode tree) {

        int integer(String key) throws CheckpointException {
            JsonNode value = tree.path(key);
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new CheckpointException(file, key, "expected an integer, found " + shown(value));
            }
            return value.intValue();
        }

        double number(String key, JsonNode value, double absent) throws CheckpointException {
            if (value.isMissingNode() || value.isNull()) {
                return absent;
            }
            if (!value.isNumber()) {
                throw new CheckpointException(file, key, "expected a number, found " + value);
            }
            return value.doubleValue();
        }

        /// OLMoE where the model type says so, else all settings of a variant, none of them left to guess.
        Variant variant() throws CheckpointException {
            JsonNode given = tree.path(VARIANT);
            if (given.isMissingNode()) {
                expect("model_type", TYPE);
                return Variant.OLMOE;
            }
            expect("model_type", VARIANT_TYPE);
            List<String> expected = List.copyOf(Variant.OLMOE.settings().keySet());
            if (!given.isObject() || given.size() != expected.size()) {
                throw new CheckpointException(file, VARIANT, "expected the settings " + expected + ", found " + given);
            }
            for (String name : expected) {
                if (!given.path(name).isBoolean()) {
                    throw new CheckpointException(
                            file, VARIANT + "." + name, "expected true or false, found " + shown(given.path(name)));
                }
            }
            return new Variant(
                    given.get("shared-expert").booleanValue(),
                    given.get("expert-choice").booleanValue(),
                    given.get("layer-norm").booleanValue(),
                    given.get("qk-norm").booleanValue());
        }

        void expect(String key, String expected) throws CheckpointException {
            if (!tree.path(key).asText().equals(expected)) {
                throw new CheckpointException(
                        file, key, "expected \"" + expected + "\", found " + shown(tree.path(key)));
            }
        }

        void expectAbsentOrFalse(String key) throws CheckpointException {
            JsonNode value = tree.path(key);
            if (!value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.booleanValue())) {
                throw new CheckpointException(file, key, "expected null or false, found " + value);
            }
        }

        private static String shown(JsonNode value) {
            return value.isMissingNode() ? "none" : value.toString();
        }
    }
}
