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
import olmoe.filters.Verdict;

/// Writes verdicts as lines of JSON; `reason`, `value` and `limit` stand with drops only.
final class VerdictLines {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the JDK's own digits changed with JDK 19
            .build();

    private final JsonGenerator out;

    VerdictLines(OutputStream stream) throws IOException {
        out = JSON.createGenerator(stream);
        out.setPrettyPrinter(new MinimalPrettyPrinter(""));
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /// @param id as it came, or null
    void write(JsonNode id, String rule, Verdict verdict) throws IOException {
        begin(id, rule);
        if (verdict instanceof Verdict.Drop drop) {
            out.writeStringField("verdict", "drop");
            out.writeStringField("reason", drop.reason());
            out.writeNumberField("value", drop.value());
            out.writeNumberField("limit", drop.limit());
        } else {
            out.writeStringField("verdict", "keep");
        }
        end(verdict.values());
    }

    /// A document that the rule cannot read, and why.
    void writeRejected(JsonNode id, String rule, String reason) throws IOException {
        begin(id, rule);
        out.writeStringField("verdict", "rejected");
        out.writeStringField("reason", reason);
        end(Map.of());
    }

    private void begin(JsonNode id, String rule) throws IOException {
        out.writeStartObject();
        if (id != null) {
            out.writeFieldName("id");
            out.writeTree(id);
        }
        out.writeStringField("filter", rule);
    }

    private void end(Map<String, Object> values) throws IOException {
        out.writeObjectFieldStart("values");
        for (Map.Entry<String, Object> value : values.entrySet()) {
            out.writeObjectField(value.getKey(), value.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeRaw('\n');
    }

    void flush() throws IOException {
        out.flush();
    }
}
