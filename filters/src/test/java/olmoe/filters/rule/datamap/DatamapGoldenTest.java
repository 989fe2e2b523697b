package olmoe.filters.rule.datamap;

import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.GoldenComparison;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.rule.Rules;
import org.junit.jupiter.api.Test;

/// Every verdict and text of datamap-rs at f771794 with unicode-segmentation 1.13.3.
class DatamapGoldenTest {
    private static final int DOCUMENTS = 3478;
    private static final int DOCUMENTS_WITH_URL = 179;
    private static final int URLS = 488;

    @Test
    void everyStepAnswersAsTheReferenceOnEveryDocument() {
        GoldenDocuments golden = GoldenDocuments.orSkip(16 * DOCUMENTS + 3 * DOCUMENTS_WITH_URL);
        GoldenComparison comparison = new GoldenComparison(golden.documents());
        for (String name : new String[] {
            "url-strict",
            "url-hard",
            "url-soft",
            "newline",
            "page-len",
            "word-len",
            "symbol",
            "bullet",
            "ellipsis",
            "alphabetic",
            "stop-word",
            "repetition",
            "uppercase",
            "numeric",
            "counter",
            "line-len",
            "items-in-cart",
            "read-more",
            "sign-in"
        }) {
            comparison.with("datamap-step-" + name + "/datamap", rule(name + "/datamap"));
        }
        comparison.compare(golden.rows("verdicts-datamap"));
        comparison.assertEqual(16 * DOCUMENTS + 3 * DOCUMENTS_WITH_URL);
        assertEquals(
                Map.of(
                        "datamap-step-language/datamap", DOCUMENTS,
                        "datamap-dclm-sequence/datamap", DOCUMENTS,
                        "repetition-cl100k-32/datamap", DOCUMENTS,
                        "repetition-cl100k-32-skip-offsets/datamap", DOCUMENTS),
                comparison.others(),
                "not compared");
    }

    @Test
    void urlStepsAnswerAsTheReferenceOnEveryUrl() {
        GoldenDocuments golden = GoldenDocuments.orSkip(3 * URLS);
        Map<String, Document> documents = new TreeMap<>();
        for (JsonNode row : golden.rows("urls")) {
            documents.put(
                    row.get("id").asText(), Rules.document("", row.get("url").asText()));
        }
        GoldenComparison comparison = new GoldenComparison(documents);
        for (String name : new String[] {"url-strict", "url-hard", "url-soft"}) {
            comparison.with("datamap-step-" + name + "/datamap", rule(name + "/datamap"));
        }
        comparison.compare(golden.rows("verdicts-urls"));
        comparison.assertEqual(3 * URLS);
    }
}
