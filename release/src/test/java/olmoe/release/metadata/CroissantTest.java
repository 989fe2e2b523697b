package olmoe.release.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.card.Fixture;
import org.junit.jupiter.api.Test;

class CroissantTest {

    @Test
    void hasDocumentsAndTokensOfASourceAsStatistics() {
        JsonNode set = Croissant.of(Fixture.measured()).at("/recordSet/0");
        SortedMap<String, String> found = new TreeMap<>();
        collect(set, found);
        set.path("field").forEach(field -> collect(field, found));
        assertEquals(
                new TreeMap<>(Map.of(
                        "javadoc/documents", "1487 [\"sc:Integer\",\"wd:Q4049983\"]",
                        "javadoc/tokens/longest", "98000 [\"sc:Integer\",\"ddi-stats:8321e79\"]",
                        "javadoc/tokens/mean", 1701317.0 / 1487 + " [\"sc:Float\",\"ddi-stats:7975ed0\"]",
                        "javadoc/tokens/shortest", "12 [\"sc:Integer\"]",
                        "javadoc/tokens/sum", "1701317 [\"sc:Integer\"]")),
                found);
    }

    private static void collect(JsonNode of, SortedMap<String, String> found) {
        of.path("annotation")
                .forEach(statistic -> found.put(
                        statistic.path("@id").asText(), statistic.get("value") + " " + statistic.get("dataType")));
    }
}
