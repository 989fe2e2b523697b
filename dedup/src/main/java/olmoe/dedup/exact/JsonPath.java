package olmoe.dedup.exact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One value of a JSON object: `$.warc.date`, `$.authors[0].name`. The part of JSONPath (RFC 9535) that
/// names a single place; wildcards, slices and filters are refused.
public final class JsonPath {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final String path;
    private final List<Object> steps = new ArrayList<>(); // String for a member, Integer for an element

    private JsonPath(String path) {
        this.path = path;
    }

    /// @throws IllegalArgumentException for anything else
    public static JsonPath of(String path) {
        JsonPath parsed = new JsonPath(path);
        int at = 1;
        boolean sound = path.startsWith("$") && path.length() > 1;
        while (sound && at < path.length()) {
            int end = at + 1;
            if (path.charAt(at) == '.') {
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                String name = path.substring(at + 1, end);
                sound = !name.isEmpty() && name.indexOf('*') < 0 && name.indexOf(']') < 0;
                parsed.steps.add(name);
            } else {
                while (end < path.length() && path.charAt(end) >= '0' && path.charAt(end) <= '9') {
                    end++;
                }
                sound = path.charAt(at) == '['
                        && end > at + 1
                        && end < at + 11
                        && end < path.length()
                        && path.charAt(end) == ']';
                if (sound) {
                    parsed.steps.add(Math.toIntExact(Long.parseLong(path.substring(at + 1, end))));
                }
                end++;
            }
            at = end;
        }
        if (!sound) {
            throw new IllegalArgumentException("path must be such as $.warc.date or $.authors[0] but was " + path);
        }
        return parsed;
    }

    /// The value as text: a string itself, anything else as JSON. Empty where there is none, or null.
    ///
    /// @param object JSON
    public Optional<String> find(String object) {
        JsonNode node;
        try {
            node = JSON.readTree(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a JSON object, found " + e.getOriginalMessage(), e);
        }
        for (Object step : steps) {
            node = step instanceof String ? node.path((String) step) : node.path((Integer) step);
        }
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isTextual() ? node.textValue() : node.toString());
    }

    @Override
    public String toString() {
        return path;
    }
}
