package olmoe.model.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import olmoe.model.Shape;
import olmoe.release.format.SafetensorsType;

/// The settings of an OLMoE among the values of a GGUF file, by llama.cpp's keys.
final class GgufConfig {
    private static final String ARCHITECTURE = "olmoe";
    private static final String AT = ARCHITECTURE + ".";
    private static final Map<SafetensorsType, Long> FILE_TYPES =
            Map.of(SafetensorsType.F32, 0L, SafetensorsType.F16, 1L, SafetensorsType.BF16, 32L);

    private final Path file;
    private final GgufFile gguf;

    private GgufConfig(Path file, GgufFile gguf) {
        this.file = file;
        this.gguf = gguf;
    }

    static CheckpointConfig read(Path file, GgufFile gguf) throws CheckpointException {
        return new GgufConfig(file, gguf).config();
    }

    private CheckpointConfig config() throws CheckpointException {
        Object architecture = gguf.values().get("general.architecture");
        if (!ARCHITECTURE.equals(architecture)) {
            throw new CheckpointException(
                    file, "general.architecture", "expected " + ARCHITECTURE + ", found " + architecture);
        }
        Stored embedding = gguf.tensors().get("token_embd.weight");
        if (embedding == null) {
            throw new CheckpointException(file, "token_embd.weight", "expected this tensor, found none of that name");
        }
        int heads = integer(AT + "attention.head_count", null);
        int vocabulary = embedding.dims().get(0);
        try {
            int end = integer("tokenizer.ggml.eos_token_id", vocabulary - 1);
            return new CheckpointConfig(
                    new Shape(
                            vocabulary,
                            integer(AT + "embedding_length", null),
                            integer(AT + "block_count", null),
                            heads,
                            integer(AT + "attention.head_count_kv", heads),
                            integer(AT + "expert_count", null),
                            integer(AT + "expert_used_count", null),
                            integer(AT + "expert_feed_forward_length", integer(AT + "feed_forward_length", null)),
                            integer(AT + "context_length", null),
                            number(AT + "rope.freq_base", 10_000),
                            number(AT + "attention.layer_norm_rms_epsilon", 1e-5),
                            number(AT + "attention.clamp_kqv", 0),
                            gguf.values().get(AT + "expert_weights_norm") == Boolean.TRUE),
                    end,
                    integer("tokenizer.ggml.padding_token_id", end));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, "sizes", e.getMessage());
        }
    }

    private int integer(String key, Integer absent) throws CheckpointException {
        Object value = gguf.values().get(key);
        if (value == null && absent != null) {
            return absent;
        }
        if (!(value instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
            throw new CheckpointException(file, key, "expected an integer, found " + (value == null ? "none" : value));
        }
        return number.intValue();
    }

    /// Values are stored as F32: read is the shortest decimal number that gives the same one.
    private double number(String key, double absent) throws CheckpointException {
        Object value = gguf.values().get(key);
        if (value == null) {
            return absent;
        }
        if (!(value instanceof Double number)) {
            throw new CheckpointException(file, key, "expected a number, found " + value);
        }
        return Double.parseDouble(Float.toString(number.floatValue()));
    }

    /// What {@link #read} reads, in the file's order. Integers are Integer (u32), numbers Float.
    static Map<String, Object> values(CheckpointConfig config, SafetensorsType type) {
        Shape shape = config.shape();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("general.architecture", ARCHITECTURE);
        values.put("general.file_type", FILE_TYPES.get(type).intValue());
        values.put(AT + "context_length", shape.context());
        values.put(AT + "embedding_length", shape.hidden());
        values.put(AT + "block_count", shape.layers());
        values.put(AT + "feed_forward_length", shape.expertHidden());
        values.put(AT + "attention.head_count", shape.heads());
        values.put(AT + "attention.head_count_kv", shape.keyValueHeads());
        values.put(AT + "rope.freq_base", (float) shape.ropeTheta());
        values.put(AT + "rope.dimension_count", shape.headSize());
        values.put(AT + "attention.layer_norm_rms_epsilon", (float) shape.normEpsilon());
        if (shape.clipQkv() != 0) {
            values.put(AT + "attention.clamp_kqv", (float) shape.clipQkv());
        }
        if (shape.normTopK()) {
            values.put(AT + "expert_weights_norm", true);
        }
        values.put(AT + "expert_count", shape.experts());
        values.put(AT + "expert_used_count", shape.topK());
        values.put(AT + "vocab_size", shape.vocabulary());
        return values;
    }
}
