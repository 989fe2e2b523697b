package olmoe.filters.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusStatsTest {

    private record Row(String source, double value) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSameDocumentsGiveTheSameBytesInAnyOrderAndSplit(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(new Row("s" + random.nextInt(4), random.nextDouble() / 3));
        }
        String expected = stats(rows).json(9).toString();
        Collections.shuffle(rows, random);
        CorpusStats merged = CorpusStats.of(stats(rows.subList(200, 500)).json(9));
        merged.add(stats(rows.subList(0, 200)));
        assertEquals(expected, merged.json(9).toString());
    }

    @Test
    void momentsAndBinsAreThoseOfTheValues() {
        JsonNode x = stats(List.of(new Row("a", 0.0625), new Row("a", 0.0635), new Row("b", 2), new Row("b", -1)))
                .json(9)
                .at("/summary/summary/x");
        assertEquals(4, x.get("n").asInt());
        assertEquals(1.126, x.get("total").asDouble());
        assertEquals(0.2815, x.get("mean").asDouble());
        assertEquals(1.56365700, x.get("variance").asDouble(), 1e-6);
        assertEquals(-1, x.get("min").asDouble());
        assertEquals(2, x.get("max").asDouble());
        // 0.0625 is a tie and goes to the even digit, 0.0635 lies just above one
        assertEquals(
                "{\"-1\":1,\"0.062\":1,\"0.064\":1,\"2\":1}", x.get("histogram").toString());
    }

    @Test
    void onlyTheLargestKeysAreWritten() {
        CorpusStats stats = stats(List.of(new Row("a", 1), new Row("b", 1), new Row("b", 1), new Row("c", 1)));
        JsonNode sources = stats.json(2).get("source");
        assertTrue(sources.has("a") && sources.has("b"));
        assertFalse(sources.has("c"));
    }

    @Test
    void refusesWhatItHasNotWritten() {
        ObjectNode json = stats(List.of(new Row("a", 1))).json(9);
        ((ObjectNode) json.at("/source/a/x")).put("n", 2);
        assertEquals(
                "source.a.x: expected 2 values in bins, found 1",
                assertThrows(IllegalArgumentException.class, () -> CorpusStats.of(json))
                        .getMessage());
        ((ObjectNode) json.at("/source/a/x")).remove("squares");
        assertEquals(
                "source.a.x: expected squares, found none",
                assertThrows(IllegalArgumentException.class, () -> CorpusStats.of(json))
                        .getMessage());
    }

    private static CorpusStats stats(List<Row> rows) {
        CorpusStats stats = new CorpusStats();
        rows.forEach(row -> stats.add(Map.of("source", row.source()), Map.of("x", row.value(), "text", "none")));
        return stats;
    }
}
