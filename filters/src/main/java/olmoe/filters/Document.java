package olmoe.filters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One document on its way through the steps.
///
/// @param key names it for good, whatever the steps make of its text
/// @param id the record's own id, or its URL
/// @param url where it was found, or null
/// @param source the recipe's source that it belongs to
/// @param page what was fetched, or null where the input was text from the start
/// @param text empty until a step has taken it from the page
/// @param attributes what steps have measured, by name: String, Long, Double or Boolean
/// @param metadata the input's other fields as one JSON object, never null
public record Document(
        DocumentKey key,
        String id,
        String url,
        String source,
        Page page,
        String text,
        Map<String, Object> attributes,
        String metadata) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Document {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /// A field of the metadata, or where it has none one of the object `metadata` in it, as dolma's lines have it;
    /// a missing node where neither has it.
    public JsonNode metadataField(String name) {
        try {
            JsonNode fields = JSON.readTree(metadata);
            return fields.has(name) ? fields.get(name) : fields.path("metadata").path(name);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metadata of a document is always JSON", e);
        }
    }

    public Document withText(String newText) {
        return new Document(key, id, url, source, page, newText, attributes, metadata);
    }

    public Document with(Map<String, Object> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Object> all = new TreeMap<>(attributes);
        all.putAll(more);
        return new Document(key, id, url, source, page, text, all, metadata);
    }
}
