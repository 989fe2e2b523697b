package olmoe.dedup.decontamination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import olmoe.filters.GoldenDocuments;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

class NGramOverlapGoldenTest {

    @Test
    void findsInRealDocumentsWhatTheReferenceFindsThere() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(3478);
        List<EvaluationItem> items = Evaluations.all(golden);
        NGramOverlap overlap = new NGramOverlap(items, 13, 13);
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode row : golden.rows("decontamination-natural")) {
            if (row.get("v").asText().equals("overlap-13-words")) {
                List<String> hits = new ArrayList<>();
                row.get("m").get("hits").forEach(hit -> hits.add(hit.toString()));
                expected.put(row.get("id").asText(), row.get("m").get("items") + " " + hits);
            }
        }
        Map<String, String> found = new TreeMap<>();
        golden.texts().forEach((id, text) -> {
            List<Finding> findings = overlap.find(TextView.of(text));
            if (!findings.isEmpty()) {
                found.put(id, describe(findings, text));
            }
        });
        assertEquals(lines(expected), lines(found));
    }

    @Test
    void findsPlantedItemsAsFarAsTheReferenceDoes() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(224);
        List<EvaluationItem> items = Evaluations.all(golden);
        Map<String, EvaluationItem> byName =
                items.stream().collect(Collectors.toMap(EvaluationItem::name, item -> item));
        NGramOverlap overlap = new NGramOverlap(items, 13, 13);
        Map<String, String> texts = golden.texts();
        int plants = 0;
        for (JsonNode row : golden.rows("decontamination-planted")) {
            String host = texts.get(row.get("host").asText());
            EvaluationItem item = Plants.item(row, byName);
            String planted = Plants.text(row, host, item);
            int hit = 0;
            for (Finding finding : overlap.find(TextView.of(planted))) {
                if (finding.item().text().equals(item.text())) {
                    hit = (int) Math.round(finding.score()
                            * row.get("overlap13").get("itemGrams").asInt());
                    break;
                }
            }
            assertEquals(row.get("overlap13").get("itemGramsHit").asInt(), hit, row.toString());
            plants++;
        }
        assertTrue(plants > 200, "plants: " + plants);
    }

    private static String describe(List<Finding> findings, String text) {
        List<String> hits = new ArrayList<>();
        Map<Integer, Integer> words = new HashMap<>();
        List<Finding> most = new ArrayList<>(findings);
        most.sort(Comparator.comparingInt(finding -> -finding.matches()));
        for (Finding finding : most) {
            int first = words.computeIfAbsent(
                    finding.start(),
                    start -> LowerCaseWords.of(TextView.of(text.substring(0, text.offsetByCodePoints(0, start))))
                            .size());
            hits.add("[\"" + finding.item().evaluation() + ".jsonl.gz\","
                    + finding.item().line() + "," + finding.matches() + "," + first + "]");
        }
        return findings.size() + " " + hits.subList(0, Math.min(20, hits.size()));
    }

    private static String lines(Map<String, String> rows) {
        return rows.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
