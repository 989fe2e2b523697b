package olmoe.dedup.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import olmoe.tokenizer.cli.ConfigurationException;

/// Documents on lines of JSON, each also as it came. Empty lines count as lines only.
final class DocumentLines {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long number;
    private ObjectNode row;

    DocumentLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /// @return false after the last
    /// @throws ConfigurationException for a line that is no object with a text
    boolean next() throws IOException {
        do {
            bytes.reset();
            int b = in.read();
            if (b < 0) {
                return false;
            }
            number++;
            for (; b >= 0 && b != '\n'; b = in.read()) {
                bytes.write(b);
            }
        } while (bytes.size() == 0);
        JsonNode json;
        try {
            json = JSON.readTree(bytes.toByteArray());
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("stdin:" + number + ": expected JSON, found " + e.getOriginalMessage(), e);
        }
        if (!(json instanceof ObjectNode) || !json.path("text").isTextual()) {
            throw new ConfigurationException("stdin:" + number + ": expected an object with a text, found "
                    + (json.isObject()
                            ? "one without"
                            : json.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        row = (ObjectNode) json;
        return true;
    }

    String text() {
        return row.get("text").textValue();
    }

    /// As in the input; missing if it has none.
    JsonNode id() {
        return row.path("id");
    }

    ObjectNode row() {
        return row;
    }

    /// Of the current document, from 1.
    long number() {
        return number;
    }

    /// The line without its end.
    byte[] bytes() {
        return bytes.toByteArray();
    }

    static ObjectMapper json() {
        return JSON;
    }
}
