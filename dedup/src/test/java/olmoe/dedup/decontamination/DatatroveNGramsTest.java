package olmoe.dedup.decontamination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import olmoe.filters.GoldenDocuments;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

class DatatroveNGramsTest {
    private static final EvaluationItem ITEM =
            new EvaluationItem("quiz", 0, "who painted the boat of the harbour master green", "his younger sister did");

    private final DatatroveNGrams five = new DatatroveNGrams(List.of(ITEM), 5);

    @Test
    void findsTheAnswerAloneOnlyWhereItIsLongEnough() {
        assertFalse(found("his younger sister did"));
        assertTrue(found("We know: the harbour master GREEN, his younger!"));
        assertFalse(found("who painted the boat of the harbour master green"), "a question alone is not looked for");
    }

    @Test
    void anItemOfFewerWordsIsNotCovered() {
        assertTrue(five.covers(ITEM));
        assertFalse(five.covers(new EvaluationItem("quiz", 1, "who painted it", "me")));
        assertTrue(five.covers(new EvaluationItem("quiz", 2, "who painted the boat", "me")));
    }

    @Test
    void everyNumberIsTheSame() {
        DatatroveNGrams numbers =
                new DatatroveNGrams(List.of(new EvaluationItem("sums", 0, "what is 3 and 4.5 apples", "7.5")), 5);
        assertEquals(1, numbers.find(TextView.of("is 100 and 2 apples 9")).size());
    }

    private boolean found(String text) {
        return !five.find(TextView.of(text)).isEmpty();
    }

    @Test
    void dropsRealDocumentsThatDatatroveDrops() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(3478);
        DatatroveNGrams grams = new DatatroveNGrams(Evaluations.all(golden), 12);
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode row : golden.rows("decontamination-natural")) {
            if (row.get("v").asText().equals("ngram-decont-12/datatrove")) {
                expected.put(row.get("id").asText(), row.get("m").get("task").asText());
            }
        }
        Map<String, String> found = new TreeMap<>();
        golden.texts().forEach((id, text) -> {
            List<Finding> findings = grams.find(TextView.of(text));
            if (!findings.isEmpty()) {
                found.put(id, findings.get(0).item().evaluation());
            }
        });
        assertEquals(lines(expected), lines(found));
    }

    @Test
    void findsPlantedItemsAsFarAsDatatroveDoes() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(224);
        List<EvaluationItem> items = Evaluations.all(golden);
        Map<String, EvaluationItem> byName =
                items.stream().collect(Collectors.toMap(EvaluationItem::name, item -> item));
        DatatroveNGrams grams = new DatatroveNGrams(items, 12);
        Map<String, String> texts = golden.texts();
        int plants = 0;
        for (JsonNode row : golden.rows("decontamination-planted")) {
            String planted = Plants.text(row, texts.get(row.get("host").asText()), Plants.item(row, byName));
            List<Finding> findings = grams.find(TextView.of(planted));
            JsonNode expected = row.get("datatrove12");
            assertEquals(expected.get("keep").asBoolean(), findings.isEmpty(), row.toString());
            if (!findings.isEmpty()) {
                assertEquals(
                        expected.get("task").asText(), findings.get(0).item().evaluation(), row.toString());
            }
            plants++;
        }
        assertTrue(plants > 200, "plants: " + plants);
    }

    private static String lines(Map<String, String> rows) {
        return rows.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
