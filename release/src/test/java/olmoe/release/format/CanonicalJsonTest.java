package olmoe.release.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @Test
    void orderOfKeysAndLayoutOfTheInputLeaveNoTrace() throws IOException {
        String expected =
                "{\n  \"a\": [1, \"x\", null],\n  \"b\": {},\n  \"c\": [\n    {\n      \"d\": true\n    }\n  ]\n}\n";
        assertEquals(expected, CanonicalJson.string(read("{\"c\":[{\"d\":true}],\"b\":{ },\"a\":[1,\"x\",null]}")));
        assertEquals(expected, CanonicalJson.string(read(expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "-0.0, 0",
        "0.1, 0.1",
        "1e21, 1e+21",
        "123456789012345680000, 123456789012345680000",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-2.5e-9, -2.5e-9",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "4.9e-324, 5e-324",
        "2.0E-3, 0.002",
        "1.7976931348623157e308, 1.7976931348623157e+308"
    })
    void numbersHaveOneForm(String given, String expected) {
        assertEquals(expected, CanonicalJson.number(Double.parseDouble(given)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyDoubleReadsBackAsItself(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                assertEquals(value, Double.parseDouble(CanonicalJson.number(value)));
            }
        }
    }

    @Test
    void longsKeepAllTheirDigits() throws IOException {
        assertEquals("9223372036854775807\n", CanonicalJson.string(read("9223372036854775807")));
    }

    @Test
    void controlCharactersAreEscapedAndOthersAreNot() throws IOException {
        JsonNode text = read("\"\\u0001\\n\\u001f\\\\\\\"é\\ud83d\\ude00\\u2028/\"");
        assertEquals("\"\\u0001\\n\\u001f\\\\\\\"é\uD83D\uDE00\u2028/\"\n", CanonicalJson.string(text));
        assertEquals(text, read(CanonicalJson.string(text)));
    }

    @Test
    void whatHasNoJsonFormIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.number(Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> CanonicalJson.string(CanonicalJson.object().put("a", "\uD83D")));
    }

    @Test
    void aKeyGivenTwiceIsAnErrorThatNamesTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"a\":1,\"a\":2}");
        var e = assertThrows(IOException.class, () -> CanonicalJson.read(file));
        assertEquals(0, e.getMessage().indexOf(file + ": "), e.getMessage());
    }

    private static JsonNode read(String json) throws IOException {
        return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), "test");
    }
}
