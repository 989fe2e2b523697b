package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.tokenizer.cli.ConfigurationException;

/// A document read from a line of JSON on standard input: `{"id","text","source","url","metadata"}`.
record DocumentLine(JsonNode json, Document document) {
    private static final Set<String> OWN_FIELDS = Set.of("text", "id", "url", "source");
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    /// @throws ConfigurationException for a line that is no document, with its number
    static DocumentLine of(byte[] bytes, long line) throws IOException {
        String place = "stdin:" + line + ": ";
        JsonNode json = parse(bytes, place);
        return new DocumentLine(json, document(json, bytes, place));
    }

    private static JsonNode parse(byte[] bytes, String place) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (!json.isObject()) {
                throw new ConfigurationException(place + "expected a JSON object, found " + json.getNodeType());
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(place + "expected JSON, found " + e.getOriginalMessage(), e);
        }
    }

    private static Document document(JsonNode json, byte[] bytes, String place) {
        String text = text(json, "text", place);
        if (text == null) {
            throw new ConfigurationException(place + "text: expected a text, found nothing");
        }
        String url = text(json, "url", place);
        JsonNode given = json.path("id");
        String id = given.isValueNode() && !given.isNull() ? given.asText() : url == null ? "" : url;
        String source = text(json, "source", place);
        DocumentKey key = DocumentKey.of(source == null ? "" : source, id, bytes);
        String metadata = metadata((ObjectNode) json).toString();
        return new Document(key, id, url, source, null, text, Map.of(), metadata);
    }

    /// All fields but those of the document itself, and those of the object `metadata`.
    private static ObjectNode metadata(ObjectNode json) {
        ObjectNode metadata = json.objectNode();
        json.properties().forEach(field -> {
            if (!OWN_FIELDS.contains(field.getKey())) {
                metadata.set(field.getKey(), field.getValue());
            }
        });
        if (json.path("metadata") instanceof ObjectNode) {
            metadata.remove("metadata");
            metadata.setAll((ObjectNode) json.get("metadata"));
        }
        return metadata;
    }

    /// A field's text, or null where there is none.
    private static String text(JsonNode json, String field, String place) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new ConfigurationException(place + field + ": expected a text, found " + value.getNodeType());
        }
        return value.textValue();
    }
}
