package olmoe.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import olmoe.tokenizer.TextRules.Pattern;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.json.JsonNode;

/// Understands the normalizer, pre-tokenizer, post-processor and decoder of a `tokenizer.json`, or refuses
/// them with the key that is not supported.
final class ComponentReader {
    /// Makes the exception for a key of the file.
    interface Refusal {
        ConfigurationException of(int offset, String key, String expected, Object found);
    }

    private static final String BEHAVIOR = "Isolated, or Removed and inverted";

    private final Refusal refusal;
    private final List<Normalizer> normalizers = new ArrayList<>();
    private Pattern pattern = Pattern.NONE;
    private boolean prefixSpace;
    private boolean byteLevel;
    private JsonNode preTokenizer;

    ComponentReader(Refusal refusal) {
        this.refusal = refusal;
    }

    /// What the components say together.
    TextRules rules(boolean byteFallback, boolean ignoreMerges) {
        if (!byteLevel && !byteFallback) {
            throw refusal.of(
                    preTokenizer == null ? 0 : preTokenizer.offset(),
                    "pre_tokenizer",
                    "ByteLevel, or model.byte_fallback",
                    "neither");
        }
        return new TextRules(List.copyOf(normalizers), prefixSpace, pattern, byteLevel, ignoreMerges);
    }

    void normalizer(JsonNode node) {
        if (node.value() != null) {
            normalizer(node, "normalizer");
        }
    }

    private void normalizer(JsonNode node, String path) {
        String type = type(node, path);
        switch (type) {
            case "NFC":
                only(node, path);
                normalizers.add(new Normalizer.Composition());
                break;
            case "Sequence":
                only(node, path, "normalizers");
                List<JsonNode> parts = elements(node, path, "normalizers");
                for (int i = 0; i < parts.size(); i++) {
                    normalizer(parts.get(i), path + ".normalizers[" + i + "]");
                }
                break;
            case "Prepend":
                only(node, path, "prepend");
                normalizers.add(new Normalizer.Prepend(string(node, path, "prepend")));
                break;
            case "Replace":
                only(node, path, "pattern", "content");
                String from = pattern(node, path, "String");
                if (from.isEmpty()) {
                    throw refusal.of(node.offset(), path + ".pattern.String", "a text", "none");
                }
                normalizers.add(new Normalizer.Replace(from, string(node, path, "content")));
                break;
            default:
                throw refusal.of(node.offset(), path + ".type", "NFC, Prepend, Replace or a Sequence of them", type);
        }
    }

    void preTokenizer(JsonNode node) {
        preTokenizer = node;
        if (node.value() == null) {
            return;
        }
        String path = "pre_tokenizer";
        String type = type(node, path);
        if (type.equals("ByteLevel")) {
            byteLevel(node, path);
            return;
        }
        if (!type.equals("Sequence")) {
            throw refusal.of(node.offset(), path + ".type", "ByteLevel, or a Sequence of Split and ByteLevel", type);
        }
        only(node, path, "pretokenizers");
        List<JsonNode> parts = elements(node, path, "pretokenizers");
        String list = path + ".pretokenizers";
        if (parts.size() == 1) {
            expectType(parts.get(0), list + "[0]", "ByteLevel");
            byteLevel(parts.get(0), list + "[0]");
            return;
        }
        if (parts.size() != 2) {
            throw refusal.of(node.offset(), list, "Split and ByteLevel", parts.size() + " of them");
        }
        expectType(parts.get(0), list + "[0]", "Split");
        split(parts.get(0), list + "[0]");
        Pattern wanted = pattern;
        expectType(parts.get(1), list + "[1]", "ByteLevel");
        byteLevel(parts.get(1), list + "[1]");
        if (pattern != Pattern.NONE || prefixSpace) {
            throw refusal.of(
                    parts.get(1).offset(), list + "[1]", "use_regex and add_prefix_space false after a Split", "true");
        }
        pattern = wanted;
    }

    private void byteLevel(JsonNode node, String path) {
        only(node, path, "add_prefix_space", "trim_offsets", "use_regex");
        byteLevel = true;
        prefixSpace = bool(node, path, "add_prefix_space", true);
        bool(node, path, "trim_offsets", true);
        pattern = bool(node, path, "use_regex", true) ? Pattern.GPT2 : Pattern.NONE;
    }

    private void split(JsonNode node, String path) {
        only(node, path, "pattern", "behavior", "invert");
        String regex = pattern(node, path, "Regex");
        pattern = Pattern.of(regex);
        if (pattern == null) {
            throw refusal.of(node.offset(), path + ".pattern.Regex", "the pattern of GPT-2, cl100k or Qwen 2", regex);
        }
        // each of these patterns matches every text from end to end, so that these two are one
        String behavior = string(node, path, "behavior");
        boolean inverted = bool(node, path, "invert", false);
        if (!(behavior.equals("Isolated") && !inverted) && !(behavior.equals("Removed") && inverted)) {
            throw refusal.of(node.offset(), path + ".behavior", BEHAVIOR, behavior + ", invert " + inverted);
        }
    }

    /// What is put around a text by it is never added here, but what it is has to be known.
    void postProcessor(JsonNode node) {
        if (node.value() != null) {
            postProcessor(node, "post_processor");
        }
    }

    private void postProcessor(JsonNode node, String path) {
        String type = type(node, path);
        switch (type) {
            case "ByteLevel":
                only(node, path, "add_prefix_space", "trim_offsets", "use_regex");
                break;
            case "TemplateProcessing":
                only(node, path, "single", "pair", "special_tokens");
                break;
            case "Sequence":
                only(node, path, "processors");
                List<JsonNode> parts = elements(node, path, "processors");
                for (int i = 0; i < parts.size(); i++) {
                    postProcessor(parts.get(i), path + ".processors[" + i + "]");
                }
                break;
            default:
                throw refusal.of(
                        node.offset(), path + ".type", "ByteLevel, TemplateProcessing or a Sequence of them", type);
        }
    }

    /// ByteLevel, or what undoes Prepend and Replace and joins fallback bytes.
    void decoder(JsonNode node) {
        if (node.value() == null) {
            return;
        }
        String type = type(node, "decoder");
        if (type.equals("ByteLevel")) {
            only(node, "decoder", "add_prefix_space", "trim_offsets", "use_regex");
            return;
        }
        if (!type.equals("Sequence")) {
            throw refusal.of(node.offset(), "decoder.type", "ByteLevel or Sequence", type);
        }
        only(node, "decoder", "decoders");
        List<String> types = new ArrayList<>();
        List<JsonNode> parts = elements(node, "decoder", "decoders");
        for (int i = 0; i < parts.size(); i++) {
            types.add(type(parts.get(i), "decoder.decoders[" + i + "]"));
        }
        if (!types.equals(List.of("Replace", "ByteFallback", "Fuse", "Strip"))) {
            throw refusal.of(
                    node.offset(), "decoder.decoders", "Replace, ByteFallback, Fuse, Strip", String.join(", ", types));
        }
        String mark = pattern(parts.get(0), "decoder.decoders[0]", "String");
        String space = string(parts.get(0), "decoder.decoders[0]", "content");
        if (!mark.equals(TextRules.SPACE_MARK) || !space.equals(" ")) {
            throw refusal.of(
                    parts.get(0).offset(),
                    "decoder.decoders[0]",
                    TextRules.SPACE_MARK + " replaced by a space",
                    mark + " by " + space);
        }
        Map<String, JsonNode> strip = parts.get(3).fields();
        boolean one =
                Long.valueOf(1).equals(value(strip, "start")) && Long.valueOf(0).equals(value(strip, "stop"));
        if (!one || !" ".equals(value(strip, "content"))) {
            throw refusal.of(
                    parts.get(3).offset(),
                    "decoder.decoders[3]",
                    "one space stripped from the start",
                    "other settings");
        }
    }

    private static Object value(Map<String, JsonNode> fields, String key) {
        return fields.containsKey(key) ? fields.get(key).value() : null;
    }

    private String type(JsonNode node, String path) {
        if (node.fields() == null) {
            throw refusal.of(node.offset(), path, "an object", node.describe());
        }
        return string(node, path, "type");
    }

    private void expectType(JsonNode node, String path, String expected) {
        String type = type(node, path);
        if (!type.equals(expected)) {
            throw refusal.of(node.offset(), path + ".type", expected, type);
        }
    }

    private void only(JsonNode node, String path, String... known) {
        for (Map.Entry<String, JsonNode> field : node.fields().entrySet()) {
            if (!field.getKey().equals("type") && !Set.of(known).contains(field.getKey())) {
                throw refusal.of(field.getValue().offset(), path + "." + field.getKey(), "a known key", "it");
            }
        }
    }

    private String pattern(JsonNode node, String path, String kind) {
        JsonNode value = node.fields().get("pattern");
        if (value == null || value.fields() == null || value.fields().size() != 1) {
            throw refusal.of(node.offset(), path + ".pattern", kind, value == null ? "none" : value.describe());
        }
        return string(value, path + ".pattern", kind);
    }

    private String string(JsonNode node, String path, String key) {
        JsonNode value = node.fields().get(key);
        if (value == null || !(value.value() instanceof String)) {
            throw refusal.of(
                    value == null ? node.offset() : value.offset(),
                    path + "." + key,
                    "a string",
                    value == null ? "none" : value.describe());
        }
        return (String) value.value();
    }

    private boolean bool(JsonNode node, String path, String key, boolean without) {
        JsonNode value = node.fields().get(key);
        if (value == null) {
            return without;
        }
        if (!(value.value() instanceof Boolean)) {
            throw refusal.of(value.offset(), path + "." + key, "true or false", value.describe());
        }
        return (Boolean) value.value();
    }

    private List<JsonNode> elements(JsonNode node, String path, String key) {
        JsonNode value = node.fields().get(key);
        if (value == null || value.elements() == null) {
            throw refusal.of(
                    value == null ? node.offset() : value.offset(),
                    path + "." + key,
                    "an array",
                    value == null ? "none" : value.describe());
        }
        return value.elements();
    }
}
