package olmoe.model.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;

/// The vocabulary of a Hugging Face tokenizer beside a model.
///
/// @param tokens content by id
/// @param end the token that `tokenizer_config.json` or `special_tokens_map.json` names as the end of
///     text, or null
record TokenizerFiles(SortedMap<Integer, String> tokens, String end) {

    static TokenizerFiles read(Path folder) throws IOException {
        JsonNode json = CanonicalJson.read(folder.resolve("tokenizer.json"));
        TreeMap<Integer, String> tokens = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                json.path("model").path("vocab").properties()) {
            tokens.put(entry.getValue().asInt(-1), entry.getKey());
        }
        for (JsonNode added : json.path("added_tokens")) {
            tokens.put(added.path("id").asInt(-1), added.path("content").asText());
        }
        String end = null;
        for (String name : List.of("special_tokens_map.json", "tokenizer_config.json")) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                JsonNode token = CanonicalJson.read(file).path("eos_token");
                String content = token.isObject() ? token.path("content").asText(null) : token.asText(null);
                end = content == null ? end : content;
            }
        }
        return new TokenizerFiles(tokens, end);
    }

    int size() {
        return tokens.size();
    }

    void compare(int endToken, int rows, List<String> wrong) {
        if (tokens.isEmpty()) {
            wrong.add("tokenizer.json: model.vocab: expected tokens, found none");
            return;
        }
        if (tokens.lastKey() >= rows) {
            wrong.add("tokenizer.json: expected ids below the " + rows + " embedding rows, found " + tokens.lastKey()
                    + " for " + tokens.get(tokens.lastKey()));
        }
        if (tokens.firstKey() < 0) {
            wrong.add("tokenizer.json: expected integer ids, found another for " + tokens.get(tokens.firstKey()));
        }
        if (end != null && !end.equals(tokens.get(endToken))) {
            wrong.add("config.json: eos_token_id: expected the id of the tokenizer's " + end + ", found " + endToken
                    + ", which is " + tokens.get(endToken));
        }
    }
}
