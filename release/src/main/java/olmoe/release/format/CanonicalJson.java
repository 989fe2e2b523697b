package olmoe.release.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// JSON with one form for each value, so that equal documents have equal bytes on every JVM: keys in
/// the order of their UTF-16 units and numbers as in RFC 8785, two spaces a level, arrays of scalars on
/// one line, a newline at the end, UTF-8.
public final class CanonicalJson {
    private CanonicalJson() {}

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Reads one JSON document strictly: no key twice, nothing after it.
    ///
    /// @throws IOException naming the file
    public static JsonNode read(Path file) throws IOException {
        try (JsonParser parser = MAPPER.createParser(file.toFile())) {
            JsonNode node = MAPPER.readTree(parser);
            if (node == null || node.isMissingNode()) {
                throw new IOException("no JSON document");
            }
            return node;
        } catch (IOException e) {
            throw new IOException(file + ": " + firstLine(e), e);
        }
    }

    /// Reads one JSON document strictly.
    ///
    /// @param name of the document, for messages
    public static JsonNode read(byte[] bytes, String name) throws IOException {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new IOException(name + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).split("\n", 2)[0];
    }

    public static byte[] bytes(JsonNode node) {
        return string(node).getBytes(StandardCharsets.UTF_8);
    }

    public static String string(JsonNode node) {
        StringBuilder out = new StringBuilder();
        append(out, node, "\n");
        return out.append('\n').toString();
    }

    /// Hash of the canonical bytes.
    public static String digest(JsonNode node) {
        return Sha256.of(bytes(node));
    }

    /// Writes the canonical bytes; a reader sees the old file or the whole new one.
    public static void write(Path file, JsonNode node) throws IOException {
        AtomicFile.write(file, bytes(node));
    }

    private static void append(StringBuilder out, JsonNode node, String newline) {
        switch (node.getNodeType()) {
            case OBJECT -> appendObject(out, node, newline);
            case ARRAY -> appendArray(out, node, newline);
            case STRING -> quote(out, node.textValue());
            case NUMBER -> out.append(number(node));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException("no JSON form for a node of type " + node.getNodeType());
        }
    }

    private static void appendObject(StringBuilder out, JsonNode node, String newline) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        keys.sort(null);
        out.append('{');
        String separator = newline + "  ";
        for (String key : keys) {
            out.append(separator);
            quote(out, key);
            out.append(": ");
            append(out, node.get(key), newline + "  ");
            separator = "," + newline + "  ";
        }
        out.append(keys.isEmpty() ? "" : newline).append('}');
    }

    private static void appendArray(StringBuilder out, JsonNode node, String newline) {
        boolean scalars = true;
        for (JsonNode item : node) {
            scalars &= item.isValueNode();
        }
        String inner = scalars ? "" : newline + "  ";
        String separator = inner;
        out.append('[');
        for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
            out.append(separator);
            append(out, items.next(), newline + "  ");
            separator = scalars ? ", " : "," + inner;
        }
        out.append(scalars ? "" : newline).append(']');
    }

    private static String number(JsonNode node) {
        return node.isIntegralNumber() ? node.bigIntegerValue().toString() : number(node.doubleValue());
    }

    /// The shortest digits that read back as the same double, laid out as ECMAScript does. JDKs before
    /// 19 print some doubles with more digits, so `Double.toString` is not asked.
    ///
    /// @throws IllegalArgumentException for NaN and infinities, which JSON has not
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("JSON has no form for " + value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= 17; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        shortest = shortest.stripTrailingZeros();
        String sign = value < 0 ? "-" : "";
        String digits = shortest.unscaledValue().abs().toString();
        int point = digits.length() - shortest.scale(); // digits before the decimal point
        if (point > 21 || point < -5) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign + digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
        }
        if (point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return sign + digits + "0".repeat(point - digits.length());
        }
        return sign + digits.substring(0, point) + "." + digits.substring(point);
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c & 15, 16));
                    } else if (Character.isSurrogate(c)) {
                        if (!Character.isHighSurrogate(c)
                                || i + 1 == text.length()
                                || !Character.isLowSurrogate(text.charAt(i + 1))) {
                            throw new IllegalArgumentException("half a surrogate pair at " + i + " has no UTF-8 form");
                        }
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
