package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A document's line of JSON with another text: all other bytes stay as they came.
final class KeptLine {
    private static final String HEX = "0123456789abcdef";

    private KeptLine() {}

    /// @param line a JSON object with a field `text`
    static byte[] withText(JsonFactory json, byte[] line, String text) throws IOException {
        int from = 0;
        int to = 0;
        try (JsonParser parser = json.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("text")) {
                    from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.finishToken();
                    to = (int) parser.currentLocation().getByteOffset();
                }
                parser.skipChildren();
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length);
        out.write(line, 0, from);
        out.write(quoted(text).getBytes(StandardCharsets.UTF_8));
        out.write(line, to, line.length - to);
        return out.toByteArray();
    }

    /// A lone surrogate has no UTF-8 form and is escaped.
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (c < ' ' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                quoted.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    quoted.append(HEX.charAt(c >> shift & 0xF));
                }
            } else {
                quoted.appendCodePoint(c);
            }
        }
        return quoted.append('"').toString();
    }
}
