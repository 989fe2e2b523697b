package olmoe.release.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// A value of a recipe with its place, asked for as what it should be. Every refusal is one line:
/// `file:line: key: expected …, found …`.
public final class Value {

    private static final Pattern QUANTITY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)");

    private static final Map<String, Long> COUNT_UNITS =
            Map.of("", 1L, "k", 1_000L, "M", 1_000_000L, "B", 1_000_000_000L);

    private static final Map<String, Long> BYTE_UNITS = Map.of(
            "",
            1L,
            "kB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30);

    private final String file;
    private final int line;
    private final String path;
    private final JsonNode scalar;
    private final List<Value> list;
    private final Map<String, Value> map;

    private Value(String file, int line, String path, JsonNode scalar, List<Value> list, Map<String, Value> map) {
        this.file = file;
        this.line = line;
        this.path = path;
        this.scalar = scalar;
        this.list = list;
        this.map = map;
    }

    static Value scalar(String file, int line, String path, JsonNode scalar) {
        return new Value(file, line, path, scalar, null, null);
    }

    static Value list(String file, int line, String path, List<Value> list) {
        return new Value(file, line, path, null, List.copyOf(list), null);
    }

    static Value map(String file, int line, String path, Map<String, Value> map) {
        return new Value(file, line, path, null, null, new LinkedHashMap<>(map));
    }

    /// `file:line: key: ` and the message.
    public ConfigurationException mistake(String message) {
        return new ConfigurationException(file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + message);
    }

    /// `file:line: key: expected …, found …`.
    public ConfigurationException expected(String what) {
        return mistake("expected " + what + ", found " + shown());
    }

    /// Where it stands, `recipe.yaml:4`.
    public String place() {
        return file + ":" + line;
    }

    public boolean isScalar() {
        return scalar != null && !scalar.isNull();
    }

    public boolean isMap() {
        return map != null;
    }

    public boolean isList() {
        return list != null;
    }

    /// Text that is not empty; a number or flag is taken as it is written.
    public String text() {
        String text = isScalar() ? scalar.asText() : "";
        if (text.isEmpty()) {
            throw expected("text");
        }
        return text;
    }

    public double number() {
        if (scalar == null || !scalar.isNumber()) {
            throw expected("a number");
        }
        return scalar.doubleValue();
    }

    /// A number in 0..1. A percentage is not taken for one.
    public double fraction() {
        double value = scalar != null && scalar.isNumber() ? scalar.doubleValue() : -1;
        if (value > 1 && value <= 100) {
            throw expected("a fraction between 0 and 1; " + CanonicalJson.number(value) + " % is "
                    + BigDecimal.valueOf(value)
                            .movePointLeft(2)
                            .stripTrailingZeros()
                            .toPlainString());
        }
        if (!(value >= 0 && value <= 1)) {
            throw expected("a fraction between 0 and 1");
        }
        return value;
    }

    /// A whole number from 0 on; k, M and B stand for 10^3, 10^6 and 10^9.
    public long count() {
        return quantity(COUNT_UNITS, "a whole number such as 600, 600k or 1.5M");
    }

    /// As [#count()], from 1 to the largest int.
    public int size() {
        long count = count();
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw expected("a whole number from 1 on");
        }
        return (int) count;
    }

    /// Bytes; kB, MB and GB are powers of 1000, KiB, MiB and GiB of 1024.
    public long bytes() {
        return quantity(BYTE_UNITS, "a size such as 256MB (10^6 bytes) or 256MiB (2^20 bytes)");
    }

    public long integer() {
        if (scalar == null || !scalar.isIntegralNumber() || !scalar.canConvertToLong()) {
            throw expected("a whole number");
        }
        return scalar.longValue();
    }

    public boolean flag() {
        if (scalar == null || !scalar.isBoolean()) {
            throw expected("true or false");
        }
        return scalar.booleanValue();
    }

    public List<Value> list() {
        if (list == null) {
            throw expected("a list");
        }
        return list;
    }

    /// One text, or a list of texts that is not empty.
    public List<String> texts() {
        if (isScalar()) {
            return List.of(text());
        }
        if (list == null || list.isEmpty()) {
            throw expected("text or a list of texts");
        }
        return list.stream().map(Value::text).toList();
    }

    public Section section() {
        if (map == null) {
            throw expected("keys and values");
        }
        return new Section(this, map);
    }

    /// The value as written, for the resolved recipe.
    public JsonNode json() {
        if (map != null) {
            ObjectNode node = CanonicalJson.object();
            map.forEach((key, value) -> node.set(key, value.json()));
            return node;
        }
        if (list != null) {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            list.forEach(value -> node.add(value.json()));
            return node;
        }
        return scalar;
    }

    private long quantity(Map<String, Long> units, String what) {
        Matcher matcher = QUANTITY.matcher(isScalar() ? scalar.asText() : "");
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw expected(what);
        }
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(units.get(matcher.group(2))))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw expected(what);
        }
    }

    private String shown() {
        if (map != null) {
            return "keys and values (" + String.join(", ", new ArrayList<>(map.keySet())) + ")";
        }
        if (list != null) {
            return "a list of " + list.size();
        }
        return scalar.isNull() ? "nothing" : scalar.asText();
    }
}
