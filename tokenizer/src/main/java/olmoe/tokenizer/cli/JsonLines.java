package olmoe.tokenizer.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads one JSON object a line from stdin, field by field, without a tree.
///
/// A field that the reader does not ask for is passed over; one that is missing, twice there or of another
/// type is refused with its line.
final class JsonLines implements Closeable {

    /// Takes one field's value, where the parser stands on it.
    interface Fields {
        /// @return false to pass the field over
        boolean take(String name, JsonParser value) throws IOException;
    }

    private final JsonParser json;

    JsonLines(InputStream in) throws IOException {
        json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build()
                .createParser(in);
    }

    /// Reads the next object.
    ///
    /// @return false after the last
    boolean next(Fields fields) throws IOException {
        try {
            JsonToken token = json.nextToken();
            if (token == null) {
                return false;
            }
            if (token != JsonToken.START_OBJECT) {
                throw refuse("an object", json.getText());
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (!fields.take(name, json)) {
                    json.skipChildren();
                }
            }
            return true;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "stdin:" + e.getLocation().getLineNr() + ": expected JSON, found " + e.getOriginalMessage(), e);
        }
    }

    /// A string or number as JSON writes it, to be handed on as it came.
    String scalar(String name) throws IOException {
        switch (json.currentToken()) {
            case VALUE_STRING:
                return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(json.getText())) + '"';
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
            case VALUE_NULL:
                return json.getText();
            default:
                throw refuse(name + ": a string or number", json.getText());
        }
    }

    ConfigurationException refuse(String expected, String found) {
        return new ConfigurationException(
                "stdin:" + json.currentLocation().getLineNr() + ": expected " + expected + ", found " + found);
    }

    /// Text as a JSON string, in bytes.
    static byte[] quoted(String text) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
