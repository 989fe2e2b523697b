package olmoe.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.release.format.CanonicalJson;

/// A byte-level BPE `tokenizer.json` as GGUF values, so that llama.cpp can read texts. Rows without a
/// token are named as unused.
final class GgufTokenizer {
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;

    private GgufTokenizer() {}

    /// @param folder with a `tokenizer.json`, or without one: then the file says that it has none
    static Map<String, Object> values(Path folder, CheckpointConfig config) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        Path file = folder.resolve("tokenizer.json");
        if (Files.exists(file)) {
            JsonNode json = CanonicalJson.read(file);
            values.put("tokenizer.ggml.model", "gpt2");
            values.put("tokenizer.ggml.pre", "olmo");
            tokens(file, json, config, values);
            values.put("tokenizer.ggml.merges", merges(json.at("/model/merges")));
        } else {
            values.put("tokenizer.ggml.model", "none");
        }
        values.put("tokenizer.ggml.eos_token_id", config.endToken());
        values.put("tokenizer.ggml.padding_token_id", config.padToken());
        values.put("tokenizer.ggml.add_bos_token", false);
        return values;
    }

    private static void tokens(Path file, JsonNode json, CheckpointConfig config, Map<String, Object> values)
            throws CheckpointException {
        int rows = config.shape().vocabulary();
        String[] tokens = new String[rows];
        Integer[] types = new Integer[rows];
        Arrays.fill(types, UNUSED);
        for (int id = 0; id < rows; id++) {
            tokens[id] = "[PAD" + id + "]";
        }
        for (Map.Entry<String, JsonNode> token : json.at("/model/vocab").properties()) {
            set(file, tokens, types, token.getValue().asInt(-1), token.getKey(), NORMAL);
        }
        for (JsonNode added : json.path("added_tokens")) {
            int type = added.path("special").asBoolean(false) ? CONTROL : USER_DEFINED;
            set(
                    file,
                    tokens,
                    types,
                    added.path("id").asInt(-1),
                    added.path("content").asText(),
                    type);
        }
        values.put("tokenizer.ggml.tokens", List.of(tokens));
        values.put("tokenizer.ggml.token_type", List.of(types));
    }

    private static void set(Path file, String[] tokens, Integer[] types, int id, String content, int type)
            throws CheckpointException {
        if (id < 0 || id >= tokens.length) {
            throw new CheckpointException(
                    file, content, "expected an id below the " + tokens.length + " embedding rows, found " + id);
        }
        tokens[id] = content;
        types[id] = type;
    }

    private static List<String> merges(JsonNode merges) {
        List<String> joined = new ArrayList<>();
        for (JsonNode merge : merges) {
            joined.add(
                    merge.isArray() ? merge.get(0).asText() + " " + merge.get(1).asText() : merge.asText());
        }
        return joined;
    }
}
