package olmoe.tokenizer.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small JSON value as a tree, for settings; each value knows where it stood.
///
/// @param offset where the value begins in the bytes that were read
/// @param value a `Map<String, JsonNode>`, a `List<JsonNode>`, a String, Long, Double or Boolean, or null
public record JsonNode(int offset, Object value) {
    private static final int DEEPEST = 32;

    /// Reads the value that follows.
    ///
    /// @throws JsonReader.Malformed for what is no JSON, a field twice in one object, or too deep a nest
    public static JsonNode read(JsonReader json) {
        return read(json, 0);
    }

    private static JsonNode read(JsonReader json, int depth) {
        if (depth > DEEPEST) {
            throw json.refuse("at most " + DEEPEST + " levels");
        }
        int kind = json.peek();
        int offset = json.offset();
        switch (kind) {
            case '{':
                Map<String, JsonNode> fields = new LinkedHashMap<>();
                json.beginObject();
                while (json.nextField()) {
                    String name = json.text();
                    if (fields.containsKey(name)) {
                        throw new JsonReader.Malformed(json.offset(), name + " once", "it again");
                    }
                    fields.put(name, read(json, depth + 1));
                }
                return new JsonNode(offset, fields);
            case '[':
                List<JsonNode> elements = new ArrayList<>();
                json.beginArray();
                while (json.nextElement()) {
                    elements.add(read(json, depth + 1));
                }
                return new JsonNode(offset, elements);
            case '"':
                json.readString();
                return new JsonNode(offset, json.text());
            case 't', 'f':
                return new JsonNode(offset, json.readBoolean());
            case 'n':
                json.readNull();
                return new JsonNode(offset, null);
            default:
                return new JsonNode(offset, json.readNumber());
        }
    }

    /// The fields of an object, or null where it is none.
    @SuppressWarnings("unchecked")
    public Map<String, JsonNode> fields() {
        return value instanceof Map ? (Map<String, JsonNode>) value : null;
    }

    /// The elements of an array, or null where it is none.
    @SuppressWarnings("unchecked")
    public List<JsonNode> elements() {
        return value instanceof List ? (List<JsonNode>) value : null;
    }

    /// The value in words short enough for a message.
    public String describe() {
        if (value instanceof Map || value instanceof List) {
            return value instanceof Map ? "an object" : "an array";
        }
        String text = String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
