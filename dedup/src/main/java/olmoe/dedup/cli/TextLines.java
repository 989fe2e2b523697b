package olmoe.dedup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import olmoe.tokenizer.cli.JsonLines;
import olmoe.tokenizer.json.JsonReader;

/// Reads lines `{"id","text","url"}` without a tree; other fields are passed over. A text is UTF-8 in a
/// buffer that the next line overwrites.
final class TextLines {
    private final JsonLines lines;
    private String id;
    private boolean hasText;
    private byte[] text = new byte[1 << 12];
    private int length;
    private String url;

    TextLines(InputStream in) {
        lines = new JsonLines(in);
    }

    /// @return false after the last
    boolean next() throws IOException {
        id = null;
        hasText = false;
        url = "";
        if (!lines.next(this::take)) {
            return false;
        }
        if (id == null || !hasText) {
            throw lines.refuse("id and text", id == null ? "no id" : "no text");
        }
        return true;
    }

    private boolean take(JsonReader json) {
        if (json.textIs("id")) {
            return readId(json);
        }
        boolean string = json.peek() == '"';
        if (string && json.textIs("text")) {
            json.readString();
            hasText = true;
            length = json.textLength();
            if (text.length < length) {
                text = new byte[Math.max(length, (int) Math.min(2L * text.length, Integer.MAX_VALUE - 8))];
            }
            System.arraycopy(json.textBytes(), 0, text, 0, length);
            return true;
        }
        if (string && json.textIs("url")) {
            json.readString();
            url = json.text();
            return true;
        }
        return false;
    }

    /// A string as what it says, a number, true or false as it stands.
    private boolean readId(JsonReader json) {
        int kind = json.peek();
        if (kind == '{' || kind == '[' || kind == 'n') {
            return false;
        }
        if (kind == '"') {
            json.readString();
            id = json.text();
        } else {
            int from = json.offset();
            json.skipValue();
            id = new String(lines.bytes(), from, json.offset() - from, StandardCharsets.UTF_8);
        }
        return true;
    }

    String id() {
        return id;
    }

    /// The text, from 0 on.
    byte[] utf8() {
        return text;
    }

    int length() {
        return length;
    }

    String text() {
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /// Empty where the line has none.
    String url() {
        return url;
    }
}
