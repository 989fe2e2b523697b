package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/// Writes what rules measured as dolma's taggers do: one line a document, in its order,
/// `{"id": …, "attributes": {"EXPERIMENT__RULE__VALUE": [[0, characters, value]]}}`. Words have no place there.
final class SidecarLines {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the JDK's own digits changed with JDK 19
            .build();

    private final JsonGenerator out;
    private final String experiment;
    private final Map<String, Number> values = new TreeMap<>();

    SidecarLines(OutputStream stream, String experiment) throws IOException {
        this.experiment = experiment;
        out = JSON.createGenerator(stream);
        out.setPrettyPrinter(new MinimalPrettyPrinter(""));
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /// Adds what one rule measured of the document at hand.
    void add(String rule, Map<String, Object> measured) {
        measured.forEach((name, value) -> {
            if (value instanceof Number number) {
                values.put(experiment + "__" + rule + "__" + name, number);
            }
        });
    }

    /// Ends the document's line.
    ///
    /// @param id as it came, or null
    /// @param characters of its text, in code points
    void end(JsonNode id, int characters) throws IOException {
        out.writeStartObject();
        if (id != null) {
            out.writeFieldName("id");
            out.writeTree(id);
        }
        out.writeObjectFieldStart("attributes");
        for (Map.Entry<String, Number> value : values.entrySet()) {
            out.writeArrayFieldStart(value.getKey());
            out.writeStartArray();
            out.writeNumber(0);
            out.writeNumber(characters);
            out.writeNumber(value.getValue().doubleValue());
            out.writeEndArray();
            out.writeEndArray();
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeRaw('\n');
        values.clear();
    }

    void flush() throws IOException {
        out.flush();
    }
}
