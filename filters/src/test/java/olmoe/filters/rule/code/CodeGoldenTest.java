package olmoe.filters.rule.code;

import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// Every score of dolma 1.2.1's taggers of code.
class CodeGoldenTest {
    private static final int DOCUMENTS = 1146;

    @Test
    void theTaggersGiveTheScoresOfTheReference() {
        GoldenDocuments golden = GoldenDocuments.orSkip(4 * DOCUMENTS);
        Map<String, Step> taggers = new TreeMap<>();
        for (DolmaCodeTaggers tagger : DolmaCodeTaggers.values()) {
            taggers.put(tagger.step().name(), rule(tagger.step().name()));
        }
        Map<String, Integer> compared = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (JsonNode row : golden.rows("verdicts-dolma")) {
            String name = row.get("v").asText();
            if (taggers.containsKey(name)) {
                compared.merge(name, 1, Integer::sum);
                Document document = golden.documents().get(row.get("id").asText());
                String metadata = "{\"ext\":" + row.path("ext") + ",\"max_stars_count\":" + row.path("stars") + "}";
                document = withMetadata(document, row.has("ext") ? metadata : "{}");
                Map<String, Object> found = Steps.apply(taggers.get(name), document, TextView.of(document.text()))
                        .verdict()
                        .values();
                compare(row, found, differences);
            }
        }
        assertEquals(
                List.of(), differences.subList(0, Math.min(9, differences.size())), differences.size() + " differ");
        assertEquals(List.of(DOCUMENTS, DOCUMENTS, DOCUMENTS, DOCUMENTS), List.copyOf(compared.values()));
    }

    private static void compare(JsonNode row, Map<String, Object> found, List<String> differences) {
        for (JsonNode span : row.get("spans")) {
            String type = span.get(2).asText();
            double score = span.get(3).asDouble();
            boolean equal = switch (type) {
                case "doc" -> near(score, found.get("copyright_doc"));
                case "comment_block", "copyright_notice" ->
                    type.equals(found.get("copyright_kind"))
                            && near(span.get(0).asDouble(), found.get("copyright_start"))
                            && near(span.get(1).asDouble(), found.get("copyright_end"));
                default -> near(score, found.get(type));
            };
            if (!equal) {
                differences.add(row.get("id") + " " + row.get("v") + " " + row.path("ext") + ": expected " + span
                        + ", found " + found);
            }
        }
        boolean block = row.get("spans").size() == 1 && found.containsKey("copyright_kind");
        if (block && !found.get("copyright_kind").equals("")) {
            differences.add(row.get("id") + ": expected no block, found " + found);
        }
    }

    private static boolean near(double expected, Object found) {
        return found instanceof Number number && Math.abs(number.doubleValue() - expected) <= 1e-9;
    }

    private static Document withMetadata(Document document, String metadata) {
        return new Document(
                document.key(),
                document.id(),
                document.url(),
                document.source(),
                null,
                document.text(),
                Map.of(),
                metadata);
    }
}
