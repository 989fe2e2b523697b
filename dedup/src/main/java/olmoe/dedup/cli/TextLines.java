package olmoe.dedup.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import olmoe.dedup.minhash.NearPairs;
import olmoe.tokenizer.cli.ConfigurationException;

/// Reads lines `{"id","text","url"}` without a tree; other fields are passed over.
final class TextLines implements Closeable {
    private final JsonParser json;
    private String id;
    private String text;
    private String url;

    TextLines(InputStream in) throws IOException {
        json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build()
                .createParser(in);
    }

    /// @return false after the last
    boolean next() throws IOException {
        try {
            JsonToken token = json.nextToken();
            if (token == null) {
                return false;
            }
            if (token != JsonToken.START_OBJECT) {
                throw refused("an object", json.getText());
            }
            id = null;
            text = null;
            url = "";
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("id") && value.isScalarValue()) {
                    id = json.getText();
                } else if (name.equals("text") && value == JsonToken.VALUE_STRING) {
                    text = json.getText();
                } else if (name.equals("url") && value == JsonToken.VALUE_STRING) {
                    url = json.getText();
                } else {
                    json.skipChildren();
                }
            }
            if (id == null || text == null) {
                throw refused("id and text", id == null ? "no id" : "no text");
            }
            return true;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "stdin:" + e.getLocation().getLineNr() + ": expected JSON, found " + e.getOriginalMessage(), e);
        }
    }

    String id() {
        return id;
    }

    String text() {
        return text;
    }

    /// Empty where the line has none.
    String url() {
        return url;
    }

    static String pair(NearPairs.Pair pair) {
        return "{\"a\":\"" + quoted(pair.a()) + "\",\"b\":\"" + quoted(pair.b()) + "\",\"similarity\":"
                + pair.similarity() + "}\n";
    }

    static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private ConfigurationException refused(String expected, String found) {
        return new ConfigurationException(
                "stdin:" + json.currentLocation().getLineNr() + ": expected " + expected + ", found " + found);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
