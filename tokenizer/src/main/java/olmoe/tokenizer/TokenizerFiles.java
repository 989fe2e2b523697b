package olmoe.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.tokenizer.Tokenizer.Added;

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

    static SortedMap<String, byte[]> files(Tokenizer tokenizer) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("tokenizer.json", tokenizerJson(tokenizer.parts()).getBytes(StandardCharsets.UTF_8));
        files.put("tokenizer_config.json", config(tokenizer.parts()).getBytes(StandardCharsets.UTF_8));
        files.put("special_tokens_map.json", specialTokens(tokenizer.parts()).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    static void write(Path folder, Tokenizer tokenizer) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files(tokenizer).entrySet()) {
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
            json.append(",\n      \"content\": ").append(quoted(token.content()));
            json.append(",\n      \"single_word\": false,\n      \"lstrip\": false,\n      \"rstrip\": false");
            json.append(",\n      \"normalized\": ").append(token.normalized());
            json.append(",\n      \"special\": ").append(token.special()).append("\n    }");
            between = ",\n";
        }
        json.append(parts.added().isEmpty() ? "],\n" : "\n  ],\n");
        json.append(parts.nfc() ? "  \"normalizer\": {\n    \"type\": \"NFC\"\n  },\n" : "  \"normalizer\": null,\n");
        json.append(byteLevel("pre_tokenizer", false));
        json.append(byteLevel("post_processor", false));
        json.append(byteLevel("decoder", true));
        json.append(MODEL);
        List<String> tokens = parts.tokens();
        for (int id = 0; id < tokens.size(); id++) {
            json.append(id == 0 ? "" : ",\n").append("      ");
            json.append(quoted(tokens.get(id))).append(": ").append(id);
        }
        json.append("\n    },\n    \"merges\": [");
        between = "\n";
        for (int[] merge : parts.merges()) {
            json.append(between).append("      [\n        ").append(quoted(tokens.get(merge[0])));
            json.append(",\n        ").append(quoted(tokens.get(merge[1]))).append("\n      ]");
            between = ",\n";
        }
        return json.append(parts.merges().isEmpty() ? "]" : "\n    ]")
                .append("\n  }\n}")
                .toString();
    }

    private static String byteLevel(String key, boolean addPrefixSpace) {
        return "  \"" + key + "\": {\n    \"type\": \"ByteLevel\",\n    \"add_prefix_space\": " + addPrefixSpace
                + ",\n    \"trim_offsets\": true,\n    \"use_regex\": true\n  },\n";
    }

    private static String config(Tokenizer.Parts parts) {
        StringBuilder json = new StringBuilder("{\n  \"add_prefix_space\": false,\n  \"added_tokens_decoder\": {");
        String between = "\n";
        for (Added token : parts.added()) {
            json.append(between).append("    \"").append(token.id()).append("\": {\n      \"content\": ");
            json.append(quoted(token.content())).append(",\n      \"lstrip\": false,\n      \"normalized\": ");
            json.append(token.normalized()).append(",\n      \"rstrip\": false,\n      \"single_word\": false");
            json.append(",\n      \"special\": ").append(token.special()).append("\n    }");
            between = ",\n";
        }
        json.append(parts.added().isEmpty() ? "},\n" : "\n  },\n");
        json.append("  \"clean_up_tokenization_spaces\": false,\n");
        json.append(named(parts, "eos_token", Tokenizer.END_OF_TEXT));
        json.append(named(parts, "pad_token", Tokenizer.PADDING));
        return json.append("  \"tokenizer_class\": \"PreTrainedTokenizerFast\"\n}\n")
                .toString();
    }

    private static String specialTokens(Tokenizer.Parts parts) {
        String both = named(parts, "eos_token", Tokenizer.END_OF_TEXT) + named(parts, "pad_token", Tokenizer.PADDING);
        return both.isEmpty() ? "{}\n" : "{\n" + both.substring(0, both.length() - 2) + "\n}\n";
    }

    private static String named(Tokenizer.Parts parts, String role, String content) {
        boolean present =
                parts.added().stream().anyMatch(token -> token.content().equals(content));
        return present ? "  \"" + role + "\": " + quoted(content) + ",\n" : "";
    }

    /// As Rust's serde writes a string.
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < ' ') {
                        json.append("\\u00").append(c < 16 ? "0" : "1").append(Character.forDigit(c & 15, 16));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
