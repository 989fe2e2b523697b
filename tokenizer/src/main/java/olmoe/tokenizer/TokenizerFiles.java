package olmoe.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.tokenizer.Tokenizer.Added;
import olmoe.tokenizer.json.JsonText;

/// A tokenizer as the three files that Hugging Face reads. `tokenizer.json` has the bytes of its own
/// `save`, of tokenizers 0.23.
final class TokenizerFiles {
    private static final String MODEL = """
              "model": {
                "type": "BPE",
                "dropout": null,
                "unk_token": null,
                "continuing_subword_prefix": null,
                "end_of_word_suffix": null,
                "fuse_unk": false,
                "byte_fallback": false,
                "ignore_merges": false,
                "vocab": {
            """;

    private TokenizerFiles() {}

    /// @param asRead the bytes of tokenizer.json, or null to write them
    static SortedMap<String, byte[]> files(Tokenizer.Parts parts, byte[] asRead) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(
                "tokenizer.json",
                asRead == null ? tokenizerJson(parts).getBytes(StandardCharsets.UTF_8) : asRead.clone());
        files.put("tokenizer_config.json", config(parts).getBytes(StandardCharsets.UTF_8));
        files.put("special_tokens_map.json", specialTokens(parts).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    static void write(Path folder, Tokenizer tokenizer) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : tokenizer.files().entrySet()) {
            Path unfinished = folder.resolve(file.getKey() + ".tmp");
            Files.write(unfinished, file.getValue());
            Files.move(
                    unfinished,
                    folder.resolve(file.getKey()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String tokenizerJson(Tokenizer.Parts parts) {
        StringBuilder json = new StringBuilder();
        json.append("{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n");
        json.append("  \"added_tokens\": [");
        String between = "\n";
        for (Added token : parts.added()) {
            json.append(between).append("    {\n      \"id\": ").append(token.id());
            json.append(",\n      \"content\": ").append(JsonText.quoted(token.content()));
            json.append(",\n      \"single_word\": false,\n      \"lstrip\": false,\n      \"rstrip\": false");
            json.append(",\n      \"normalized\": ").append(token.normalized());
            json.append(",\n      \"special\": ").append(token.special()).append("\n    }");
            between = ",\n";
        }
        json.append(parts.added().isEmpty() ? "],\n" : "\n  ],\n");
        TextRules rules = parts.rules();
        json.append(
                rules.onlyComposes()
                        ? "  \"normalizer\": {\n    \"type\": \"NFC\"\n  },\n"
                        : "  \"normalizer\": null,\n");
        json.append(rules.pattern() == TextRules.Pattern.GPT2 ? byteLevel("pre_tokenizer", false) : split(rules));
        json.append(byteLevel("post_processor", false));
        json.append(byteLevel("decoder", true));
        json.append(MODEL.replace("\"ignore_merges\": false", "\"ignore_merges\": " + rules.ignoreMerges()));
        Vocabulary tokens = parts.vocabulary();
        for (int id = 0; id < tokens.size(); id++) {
            json.append(id == 0 ? "" : ",\n").append("      ");
            json.append(JsonText.quoted(tokens.token(id))).append(": ").append(id);
        }
        json.append("\n    },\n    \"merges\": [");
        between = "\n";
        int[] merges = parts.merges();
        for (int i = 0; i < merges.length; i += 3) {
            json.append(between).append("      [\n        ").append(JsonText.quoted(tokens.token(merges[i])));
            json.append(",\n        ")
                    .append(JsonText.quoted(tokens.token(merges[i + 1])))
                    .append("\n      ]");
            between = ",\n";
        }
        return json.append(merges.length == 0 ? "]" : "\n    ]")
                .append("\n  }\n}")
                .toString();
    }

    private static String byteLevel(String key, boolean addPrefixSpace) {
        return "  \"" + key + "\": {\n    \"type\": \"ByteLevel\",\n    \"add_prefix_space\": " + addPrefixSpace
                + ",\n    \"trim_offsets\": true,\n    \"use_regex\": true\n  },\n";
    }

    /// Split by a pattern, then bytes.
    private static String split(TextRules rules) {
        return """
                  "pre_tokenizer": {
                    "type": "Sequence",
                    "pretokenizers": [
                      {
                        "type": "Split",
                        "pattern": {
                          "Regex": %s
                        },
                        "behavior": "Isolated",
                        "invert": false
                      },
                      {
                        "type": "ByteLevel",
                        "add_prefix_space": false,
                        "trim_offsets": true,
                        "use_regex": false
                      }
                    ]
                  },
                """.replace("%s", JsonText.quoted(rules.pattern().regex()));
    }

    private static String config(Tokenizer.Parts parts) {
        StringBuilder json = new StringBuilder("{\n  \"add_prefix_space\": false,\n  \"added_tokens_decoder\": {");
        String between = "\n";
        for (Added token : parts.added()) {
            json.append(between).append("    \"").append(token.id()).append("\": {\n      \"content\": ");
            json.append(JsonText.quoted(token.content())).append(",\n      \"lstrip\": false,\n      \"normalized\": ");
            json.append(token.normalized()).append(",\n      \"rstrip\": false,\n      \"single_word\": false");
            json.append(",\n      \"special\": ").append(token.special()).append("\n    }");
            between = ",\n";
        }
        json.append(parts.added().isEmpty() ? "},\n" : "\n  },\n");
        json.append("  \"clean_up_tokenization_spaces\": false,\n");
        json.append(roles(parts));
        return json.append("  \"tokenizer_class\": \"PreTrainedTokenizerFast\"\n}\n")
                .toString();
    }

    private static String specialTokens(Tokenizer.Parts parts) {
        String roles = roles(parts);
        return roles.isEmpty() ? "{}\n" : "{\n" + roles.substring(0, roles.length() - 2) + "\n}\n";
    }

    private static String roles(Tokenizer.Parts parts) {
        String end = Tokenizer.end(parts.added()).map(Added::content).orElse(Tokenizer.END_OF_TEXT);
        return named(parts, "eos_token", end) + named(parts, "pad_token", Tokenizer.PADDING);
    }

    private static String named(Tokenizer.Parts parts, String role, String content) {
        boolean present =
                parts.added().stream().anyMatch(token -> token.content().equals(content));
        return present ? "  \"" + role + "\": " + JsonText.quoted(content) + ",\n" : "";
    }
}
