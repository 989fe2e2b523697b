package olmoe.filters.rule.dolma.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whether the parts of a web token can be read: base64 as Python's binascii reads it, the first two JSON as Python's
/// json does, which knows NaN and Infinity and no number of more than 4,300 digits.
final class WebToken {
    private static final int MOST_DIGITS = 4300;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private WebToken() {}

    static boolean isFormallyValid(String token) {
        String[] parts = token.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            byte[] bytes = decoded(parts[i]);
            if (bytes == null || i < 2 && !isJson(bytes)) {
                return false;
            }
        }
        return true;
    }

    /// @return null where it is no base64
    private static byte[] decoded(String part) {
        int over = part.length() % 4;
        if (over == 1) {
            return null;
        }
        String padded = part + "=".repeat(over == 2 ? 2 : over == 3 ? 3 : 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int quad = 0;
        int pads = 0;
        int bits = 0;
        for (int i = 0; i < padded.length(); i++) {
            char c = padded.charAt(i);
            if (c == '=') {
                pads += quad >= 2 ? 1 : 0;
                if (quad >= 2 && quad + pads >= 4) {
                    return bytes.toByteArray();
                }
                continue;
            }
            pads = 0;
            bits = (bits << 6 | digit(c)) & 0xFFFF;
            quad = (quad + 1) % 4;
            if (quad != 1) {
                bytes.write(bits >> (quad == 2 ? 4 : quad == 3 ? 2 : 0));
            }
        }
        return quad == 0 ? bytes.toByteArray() : null;
    }

    private static int digit(char c) {
        if (c >= 'a') {
            return c - 'a' + 26;
        }
        if (c == '_') {
            return 63;
        }
        return c >= 'A' ? c - 'A' : c == '-' ? 62 : c - '0' + 52;
    }

    private static boolean isJson(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            int depth = 0;
            int values = 0;
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
                if (next == JsonToken.VALUE_NUMBER_INT
                                && parser.getText().replace("-", "").length() > MOST_DIGITS
                        || next == JsonToken.VALUE_NUMBER_FLOAT
                                && List.of("INF", "-INF", "+INF", "+Infinity").contains(parser.getText())) {
                    return false;
                }
            }
            return values == 1;
        } catch (IOException e) {
            return false; // no JSON is an answer here, not trouble
        }
    }
}
