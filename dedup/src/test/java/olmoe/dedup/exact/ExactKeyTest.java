package olmoe.dedup.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactKeyTest {

    @ParameterizedTest
    @CsvSource({
        "http://www.example.org/a/?utm_source=x, example.org/a",
        "https://example.org/?refer=1&b=2, example.org",
        "example.org/a?b=1?feed, example.org/a?b=1",
        "https://www.www.org//, www.org",
        "ftp://www.a.org/, ftp://www.a.org"
    })
    void urlsAreOneWithoutSchemeTrackingAndSlashes(String url, String normalised) {
        assertEquals(normalised, NormalisedUrl.of(url));
    }

    @Test
    void normalisesUrlsAsDclmDoes() {
        GoldenDocuments golden = GoldenDocuments.orSkip(488);
        Map<String, String> urls = new HashMap<>();
        golden.rows("urls")
                .forEach(row -> urls.put(row.get("id").asText(), row.get("url").asText()));
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-urls")) {
            if (row.get("v").asText().equals("normalize-url/dclm")) {
                String url = urls.get(row.get("id").asText());
                assertEquals(row.get("m").get("url").asText(), NormalisedUrl.of(url), url);
                compared++;
            }
        }
        assertEquals(488, compared);
    }

    @Test
    void normalisedTextsDifferInWordsOnly() {
        assertEquals("naïve 2 cafés", NormalisedText.of("  Naïve—2\n CAFÉS!"));
        assertEquals("", NormalisedText.of(" \n."));
        ExactKey key = ExactKey.of(Settings.of(Map.of("by", "normalised")));
        assertEquals(key.digest(document("A b.", null, "{}")), key.digest(document("a  B", null, "{}")));
        assertNotEquals(key.digest(document("ab", null, "{}")), key.digest(document("a b", null, "{}")));
    }

    @Test
    void documentsWithoutTheKeyAreNoDuplicates() {
        ExactKey key = ExactKey.of(Settings.of(Map.of("by", "url")));
        assertNotEquals(key.digest(document("a", null, "{}")), key.digest(document("b", null, "{}")));
        assertEquals(
                key.digest(document("a", "http://x.org/", "{}")), key.digest(document("b", "https://www.x.org", "{}")));
        // a URL that looks like the mark of a document without one
        assertNotEquals(
                key.digest(document("a", null, "{}")),
                key.digest(document("b", "none " + document("a", null, "{}").key(), "{}")));
    }

    @Test
    void aPathFindsOneValue() {
        String json = "{\"a\":{\"b\":[{\"c\":\"x\"},7,null,{\"d\":[1,2]}]}}";
        assertEquals(Optional.of("x"), JsonPath.of("$.a.b[0].c").find(json));
        assertEquals(Optional.of("7"), JsonPath.of("$.a.b[1]").find(json));
        assertEquals(Optional.of("[1,2]"), JsonPath.of("$.a.b[3].d").find(json));
        assertEquals(Optional.empty(), JsonPath.of("$.a.b[2]").find(json));
        assertEquals(Optional.empty(), JsonPath.of("$.a.x.y[9]").find(json));
        ExactKey key = ExactKey.of(Settings.of(Map.of("by", "json-path", "path", "$.a")));
        assertEquals("dedup/exact/json-path:$.a", key.name());
        assertEquals(key.digest(document("x", null, "{\"a\":1}")), key.digest(document("y", null, "{\"a\": 1}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "a.b",
                "$.",
                "$..a",
                "$.*",
                "$.a[",
                "$.a[]",
                "$.a[x]",
                "$.a[-1]",
                "$[1",
                "$.a]",
                "$.a[99999999999]"
            })
    void refusesAPathThatNamesNoSinglePlace(String path) {
        assertThrows(IllegalArgumentException.class, () -> JsonPath.of(path));
    }

    @Test
    void refusesAnotherKind() {
        var e = assertThrows(ConfigurationException.class, () -> ExactKey.of(Settings.of(Map.of("by", "ulr"))));
        assertEquals(
                "by: expected text, normalised, url, json-path, paragraph, found ulr, did you mean url?",
                e.getMessage());
    }

    private static Document document(String text, String url, String metadata) {
        DocumentKey key = DocumentKey.of("s", "id", text.getBytes(StandardCharsets.UTF_8));
        return new Document(key, "id", url, "s", null, text, Map.of(), metadata);
    }
}
