package olmoe.filters.rule.dclm;

import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.GoldenComparison;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// Every verdict, reason, number and text of DCLM's own functions, mlfoundations/dclm at 361714b under
/// Python 3.11.7 and uniseg 0.10.1.
class DclmGoldenTest {
    private static final int DOCUMENTS = 3478;
    private static final int DOCUMENTS_WITH_URL = 179;
    private static final int URLS = 488;

    private static final String[] SEVENTEEN = {
        "lineFrac", "line-count",
        "lineCharFrac", "line-chars",
        "paragraphFrac", "paragraph-count",
        "paragraphCharFrac", "paragraph-chars",
        "unisegWords", "word-segments",
        "unisegChars", "word-segment-chars",
        "n2", "ngram-2",
        "n3", "ngram-3",
        "n4", "ngram-4",
        "n5", "ngram-5",
        "n6", "ngram-6",
        "n7", "ngram-7",
        "n8", "ngram-8",
        "n9", "ngram-9",
        "n10", "ngram-10"
    };

    @Test
    void everyStepAnswersAsTheReferenceOnEveryDocument() {
        GoldenDocuments golden = GoldenDocuments.orSkip(17 * DOCUMENTS + 3 * DOCUMENTS_WITH_URL);
        GoldenComparison comparison = new GoldenComparison(golden.documents());
        with(comparison, 3, "url-strict");
        with(comparison, 4, "url-hard");
        with(comparison, 5, "url-soft");
        with(comparison, 6, "url-removal");
        with(comparison, 7, "newline-removal");
        with(comparison, 10, "page-length", "words", "page-words");
        with(comparison, 11, "word-length", "mean", "mean-word-length");
        with(comparison, 12, "symbol-ratio");
        with(comparison, 13, "bullets", "hits", "bullet-lines");
        with(comparison, 14, "ellipsis", "hits", "ellipsis-lines");
        with(comparison, 15, "alphabetic", "nonAlpha", "non-alphabetic-words");
        with(comparison, 16, "stop-words", "count", "stop-words");
        with(comparison, 17, "repetition", SEVENTEEN);
        with(comparison, 18, "word-counter", "words", "previous-word-count");
        with(comparison, 19, "uppercase-lines");
        with(comparison, 20, "numeric-lines");
        with(comparison, 21, "counter-lines");
        with(comparison, 22, "line-length");
        with(comparison, 23, "items-in-cart");
        with(comparison, 24, "read-more");
        with(comparison, 25, "sign-in");
        comparison.compare(golden.rows("verdicts-dclm"));
        comparison.assertEqual(18 * DOCUMENTS + 3 * DOCUMENTS_WITH_URL);
        assertEquals(
                Map.of(
                        "dclm-step-08-language/dclm", DOCUMENTS,
                        "dclm-step-09-language-filter/dclm", DOCUMENTS,
                        "dclm-refinedweb-sequence/dclm", DOCUMENTS),
                comparison.others(),
                "compared elsewhere");
    }

    @Test
    void urlStepsAnswerAsTheReferenceOnEveryUrl() {
        GoldenDocuments golden = GoldenDocuments.orSkip(5 * URLS);
        Map<String, Document> documents = new TreeMap<>();
        for (JsonNode row : golden.rows("urls")) {
            String id = row.get("id").asText();
            String url = row.get("url").asText();
            documents.put(id, new Document(new DocumentKey(0, 0), id, url, "", null, "", Map.of(), "{}"));
        }
        GoldenComparison comparison = new GoldenComparison(documents);
        with(comparison, 2, "domain-key", "key", "domain-key");
        with(comparison, 3, "url-strict", "matches", "matched");
        with(comparison, 4, "url-hard", "matches", "matched");
        with(comparison, 5, "url-soft", "matches", "matched");
        comparison.with("normalize-url/dclm", rule("normalize-url/dclm"), "url", "normalized-url");
        comparison.compare(golden.rows("verdicts-urls"));
        comparison.assertEqual(5 * URLS);
    }

    @Test
    void theQualityRuleKeepsWhatAllItsStepsKeep() {
        GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS);
        Map<String, Boolean> kept = new HashMap<>();
        for (JsonNode row : golden.rows("verdicts-dclm")) {
            String variant = row.get("v").asText();
            if (variant.compareTo("dclm-step-10") > 0 && variant.compareTo("dclm-step-17") < 0) {
                kept.merge(row.get("id").asText(), row.get("keep").asBoolean(), Boolean::logicalAnd);
            }
        }
        Step all = rule("gopher-quality/dclm");
        Map<String, Boolean> ours = new HashMap<>();
        golden.documents()
                .forEach((id, document) -> ours.put(
                        id,
                        Steps.apply(all, document, TextView.of(document.text())).verdict() instanceof Verdict.Keep));
        assertEquals(kept, ours);
    }

    private static void with(GoldenComparison comparison, int number, String name, String... numbers) {
        String golden = String.format(java.util.Locale.ROOT, "dclm-step-%02d-%s/dclm", number, name);
        comparison.with(golden, rule(name + "/dclm"), numbers);
    }
}
