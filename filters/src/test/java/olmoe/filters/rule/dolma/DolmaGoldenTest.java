package olmoe.filters.rule.dolma;

import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.GoldenComparison;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// Every number and span of dolma 1.2.1's taggers that are rules here.
class DolmaGoldenTest {
    private static final int DOCUMENTS = 3478;

    @Test
    void theGopherTaggersMeasureWhatTheReferenceMeasures() {
        GoldenDocuments golden = GoldenDocuments.orSkip(2 * DOCUMENTS);
        GoldenComparison comparison = new GoldenComparison(golden.documents())
                .with("gopher_v1/dolma", rule("gopher_v1/dolma"))
                .with("gopher_v2/dolma", rule("gopher_v2/dolma"));
        comparison.compare(golden.rows("verdicts-dolma"));
        comparison.assertEqual(2 * DOCUMENTS);
    }

    @Test
    void theC4TaggersGiveTheSpansOfTheReference() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(2 * DOCUMENTS);
        String words = golden.shared()
                .resolve("data/blocklists/dolma_naughty_words_en.txt")
                .toString();
        Map<String, Step> taggers = new TreeMap<>();
        for (String name : List.of("c4_v1", "c4_v2")) {
            taggers.put(name + "/dolma", rule(name + "/dolma", Map.of("words", words)));
        }
        Map<String, TextView> views = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-dolma")) {
            String name = row.get("v").asText();
            if (taggers.containsKey(name)) {
                String id = row.get("id").asText();
                TextView view = views.computeIfAbsent(
                        id, unused -> TextView.of(golden.documents().get(id).text()));
                Object spans = Steps.apply(taggers.get(name), golden.documents().get(id), view)
                        .verdict()
                        .values()
                        .get(name.substring(0, 5));
                compared++;
                if (!isEqual(row, new ObjectMapper().readTree((String) spans))) {
                    differences.add(id + " " + name + ": expected " + row + ", found " + spans);
                }
            }
        }
        assertEquals(
                List.of(), differences.subList(0, Math.min(5, differences.size())), differences.size() + " differ");
        assertEquals(2 * DOCUMENTS, compared);
    }

    private static boolean isEqual(JsonNode row, JsonNode spans) {
        if (row.has("spans")) {
            return row.get("spans").equals(spans);
        }
        StringBuilder lines = new StringBuilder();
        for (JsonNode span : spans) {
            lines.append(lines.length() > 0 ? "\n" : "").append(span.get(0).asInt());
            lines.append(' ')
                    .append(span.get(1).asInt())
                    .append(' ')
                    .append(span.get(2).asText());
            lines.append(' ').append(span.get(3).asDouble());
        }
        return GoldenDocuments.sha256(lines.toString())
                .equals(row.get("spansSha256").asText());
    }
}
