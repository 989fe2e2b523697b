package olmoe.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.tokenizer.Tokenizer.Added;

/// Holds the files of a tokenizer folder to each other, and to the model's `config.json` where one lies beside
/// them: what ends a text must be one token with one id everywhere. OLMo's training configuration says id 0,
/// which is an address marker in the tokenizer that the data were made with (0 and 50279 change places between
/// two of its versions), and one release went out with that marker as its end.
public final class TokenizerLint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ROLES = List.of("bos_token", "eos_token", "pad_token", "unk_token");

    private final Path folder;
    private final Tokenizer tokenizer;
    private final List<String> findings = new ArrayList<>();

    private TokenizerLint(Path folder, Tokenizer tokenizer) {
        this.folder = folder;
        this.tokenizer = tokenizer;
    }

    /// What does not fit, a line each with its file; nothing where all does.
    ///
    /// @throws olmoe.tokenizer.cli.ConfigurationException for a tokenizer.json that cannot be read
    public static List<String> findings(Path folder) throws IOException {
        TokenizerLint lint = new TokenizerLint(folder, Tokenizer.read(folder.resolve("tokenizer.json")));
        JsonNode config = lint.roles("tokenizer_config.json");
        JsonNode special = lint.roles("special_tokens_map.json");
        for (String role : ROLES) {
            String inConfig = content(config.path(role));
            String inMap = content(special.path(role));
            if (inConfig != null && inMap != null && !inConfig.equals(inMap)) {
                lint.add("special_tokens_map.json", role, inConfig + " as in tokenizer_config.json", inMap);
            }
        }
        lint.addedTokens(config.path("added_tokens_decoder"));
        lint.model(content(config.path("eos_token")), content(config.path("pad_token")));
        return lint.findings;
    }

    private JsonNode roles(String name) throws IOException {
        JsonNode root = read(name);
        if (root == null) {
            findings.add(folder.resolve(name) + ": expected it, found no file");
            return JSON.createObjectNode();
        }
        for (String role : ROLES) {
            String content = content(root.path(role));
            if (content != null && added(content) == null) {
                add(name, role, "an added token of tokenizer.json", content);
            }
        }
        String end = content(root.path("eos_token"));
        if (end == null) {
            add(name, "eos_token", "the token that ends a text", "none");
        } else if (added(end) != null && !added(end).special()) {
            add(name, "eos_token", "a special token", end + ", which is none");
        }
        return root;
    }

    private void addedTokens(JsonNode decoder) {
        for (Map.Entry<String, JsonNode> entry : decoder.properties()) {
            String content = content(entry.getValue());
            Added token = content == null ? null : added(content);
            if (token == null || !String.valueOf(token.id()).equals(entry.getKey())) {
                add(
                        "tokenizer_config.json",
                        "added_tokens_decoder." + entry.getKey(),
                        token == null ? "an added token of tokenizer.json" : content + " at " + token.id(),
                        content);
            }
        }
    }

    /// Ids in the model's configuration, where there is one.
    private void model(String end, String padding) throws IOException {
        JsonNode config = read("config.json");
        if (config == null) {
            return;
        }
        id(config, "eos_token_id", end);
        id(config, "pad_token_id", padding);
        JsonNode rows = config.path("vocab_size");
        if (rows.isInt() && rows.intValue() < tokenizer.size()) {
            add("config.json", "vocab_size", tokenizer.size() + " or more", rows.asText());
        }
    }

    private void id(JsonNode config, String key, String content) {
        Added token = content == null ? null : added(content);
        JsonNode id = config.path(key);
        if (token != null && id.isInt() && id.intValue() != token.id()) {
            String found = tokenizer.parts().vocabulary().token(id.intValue());
            add("config.json", key, token.id() + ", " + content, id.intValue() + ", which is " + found);
        }
    }

    private JsonNode read(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            findings.add(file + ":" + e.getLocation().getLineNr() + ": expected JSON, found " + e.getOriginalMessage());
            return JSON.createObjectNode();
        }
    }

    private Added added(String content) {
        for (Added token : tokenizer.parts().added()) {
            if (token.content().equals(content)) {
                return token;
            }
        }
        return null;
    }

    /// A token is given as its text or as an object with it.
    private static String content(JsonNode node) {
        JsonNode text = node.isObject() ? node.path("content") : node;
        return text.isTextual() ? text.textValue() : null;
    }

    private void add(String name, String key, String expected, String found) {
        findings.add(folder.resolve(name) + ": " + key + ": expected " + expected + ", found " + found);
    }
}
