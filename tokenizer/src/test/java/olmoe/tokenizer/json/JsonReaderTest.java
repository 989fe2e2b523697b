package olmoe.tokenizer.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.tokenizer.text.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jackson is the oracle: what ours reads it reads too, to the same values; what ours refuses it refuses, save
/// unpaired surrogates and what is no UTF-8.
class JsonReaderTest {
    private static final ObjectMapper JACKSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsAndRefusesWhatJacksonDoes(long seed) throws IOException {
        Random random = new Random(seed);
        int good = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] json = value(random, 0).getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(3); n > 0; n--) {
                json[random.nextInt(json.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "\"\\{}[],:u0".charAt(random.nextInt(10)));
            }
            Object expected;
            try {
                expected = JACKSON.readValue(json, Object.class);
            } catch (JsonProcessingException e) {
                assertThrows(JsonReader.Malformed.class, () -> read(json), () -> text(json));
                continue;
            }
            try {
                assertEquals(expected, plain(read(json)), () -> text(json));
                good++;
            } catch (JsonReader.Malformed e) {
                boolean laxUtf8 = Utf8.wellFormedTo(json, 0, json.length) < json.length;
                assertTrue(
                        laxUtf8 || e.getMessage().contains("unpaired surrogate"),
                        () -> text(json) + ": " + e.getMessage());
            }
        }
        assertTrue(good > 1000, good + " good");
    }

    @Test
    void decodesEscapes() {
        assertEquals("\u00e9\ud83d\ude00\n/", string("\"\\u00e9\\ud83d\\ude00\\n\\/\""));
        assertEquals("a longer one, read by eights\t.", string("\"a longer one, read by eights\\t.\""));
        assertEquals("", string("\"\""));
    }

    private static Object string(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8)).value();
    }

    @Test
    void passesOverValuesOfAllKinds() {
        byte[] json = "[{\"a\":[1,-2.5e3,\"\\\"]\",null]},true,7]".getBytes(StandardCharsets.UTF_8);
        JsonReader reader = reader(json);
        reader.beginArray();
        assertTrue(reader.nextElement());
        reader.skipValue();
        assertTrue(reader.nextElement());
        reader.skipValue();
        assertTrue(reader.nextElement());
        assertEquals(7, reader.readLong());
        assertEquals(false, reader.nextElement());
        assertEquals(-1, reader.peek());
    }

    @Test
    void refusesANestThatIsTooDeep() {
        byte[] json = "[".repeat(5000).getBytes(StandardCharsets.UTF_8);
        assertThrows(JsonReader.Malformed.class, () -> reader(json).skipValue());
        assertThrows(JsonReader.Malformed.class, () -> read(json));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.ISO_8859_1);
    }

    private static JsonReader reader(byte[] json) {
        JsonReader reader = new JsonReader();
        reader.reset(Arrays.copyOf(json, json.length + JsonReader.SLACK), 0, json.length);
        return reader;
    }

    private static JsonNode read(byte[] json) {
        JsonReader reader = reader(json);
        JsonNode node = JsonNode.read(reader);
        if (reader.peek() >= 0) {
            throw reader.refuse("the end");
        }
        return node;
    }

    private static Object plain(JsonNode node) {
        if (node.fields() != null) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.fields().forEach((name, value) -> fields.put(name, plain(value)));
            return fields;
        }
        if (node.elements() != null) {
            return node.elements().stream().map(JsonReaderTest::plain).toList();
        }
        if (node.value() instanceof Long) {
            long number = (Long) node.value();
            return (int) number == number ? (Object) (int) number : (Object) number;
        }
        return node.value();
    }

    private static String value(Random random, int depth) {
        List<String> strings = List.of(
                "",
                "a",
                "text",
                "\u00e9",
                "\ud83d\ude00",
                "a\\nb",
                "\\u0041",
                "\\ud83d\\ude00",
                " ",
                "longer than eight");
        StringBuilder json = new StringBuilder();
        switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 ->
                json.append('"')
                        .append(strings.get(random.nextInt(strings.size())))
                        .append('"');
            case 1 -> json.append(random.nextInt(2000) - 1000);
            case 2 ->
                json.append(random.nextInt(1000))
                        .append('.')
                        .append(1 + random.nextInt(9))
                        .append("e1");
            case 3 -> json.append(List.of("true", "false", "null").get(random.nextInt(3)));
            case 4 -> {
                json.append('[');
                for (int n = random.nextInt(4); n > 0; n--) {
                    json.append(value(random, depth + 1)).append(n > 1 ? ", " : "");
                }
                json.append(']');
            }
            default -> {
                json.append('{');
                for (int n = random.nextInt(4); n > 0; n--) {
                    json.append("\"k")
                            .append(n)
                            .append("\" : ")
                            .append(value(random, depth + 1))
                            .append(n > 1 ? "," : "");
                }
                json.append('}');
            }
        }
        return json.toString();
    }
}
