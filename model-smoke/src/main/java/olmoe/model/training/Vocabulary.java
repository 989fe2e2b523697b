package olmoe.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// What the tokenizer files of a corpus say about ids.
///
/// @param size one more than the largest id, added tokens included; not rounded up
/// @param endToken id that ends a document
/// @param padToken id that fills a batch; the end token where the files name none
record Vocabulary(int size, int endToken, int padToken) {
    static final String TOKENIZER = "tokenizer.json";
    static final String CONFIG = "tokenizer_config.json";

    /// @param folder `tokenizer` of a corpus
    static Vocabulary read(Path folder) throws IOException {
        Path file = folder.resolve(TOKENIZER);
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + ": expected the corpus's tokenizer, found none");
        }
        JsonNode tokenizer = CanonicalJson.read(file);
        Map<String, Integer> ids = new TreeMap<>();
        tokenizer
                .at("/model/vocab")
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        for (JsonNode added : tokenizer.path("added_tokens")) {
            ids.put(added.path("content").asText(), added.path("id").asInt());
        }
        int largest = ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
        if (largest < 0) {
            throw new ConfigurationException(file + ": model.vocab: expected tokens, found none");
        }
        JsonNode config = CanonicalJson.read(folder.resolve(CONFIG));
        Integer end = ids.get(content(config.path("eos_token")));
        if (end == null) {
            throw new ConfigurationException(folder.resolve(CONFIG) + ": eos_token: expected a token of " + TOKENIZER
                    + ", found " + config.path("eos_token"));
        }
        return new Vocabulary(largest + 1, end, ids.getOrDefault(content(config.path("pad_token")), end));
    }

    private static String content(JsonNode token) {
        return token.isObject() ? token.path("content").asText() : token.asText();
    }
}
