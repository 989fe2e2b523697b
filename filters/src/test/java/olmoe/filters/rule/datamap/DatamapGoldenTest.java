package olmoe.filters.rule.datamap;

import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.GoldenComparison;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.TokenJudge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
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
                "compared elsewhere");
    }

    @Test
    void gopherQualityDropsWhatOneOfItsStepsDrops() {
        GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS);
        Map<String, Boolean> kept = new TreeMap<>();
        for (JsonNode row : golden.rows("verdicts-datamap")) {
            if (row.get("v")
                    .asText()
                    .matches("datamap-step-(page-len|word-len|symbol|bullet|ellipsis|alphabetic|stop-word)/.*")) {
                kept.merge(row.get("id").asText(), row.get("keep").asBoolean(), Boolean::logicalAnd);
            }
        }
        Step rule = rule("gopher-quality/datamap");
        Map<String, Boolean> found = new TreeMap<>();
        golden.texts().forEach((id, text) -> found.put(id, Rules.keeps(rule, text)));
        assertEquals(kept, found);
        assertEquals(DOCUMENTS, found.size());
    }

    /// dolma2's tokenizer has the tokens and merges of cl100k_base.
    @Test
    void repeatedTokensAreDroppedAsByTheReference() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(2 * DOCUMENTS);
        Encoder encoder = encoder(golden.shared().resolve("data/tokenizers/allenai_dolma2.json.gz"));
        Map<String, int[]> ids = new HashMap<>();
        golden.texts().forEach((id, text) -> ids.put(id, encoder.encode(text)));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-datamap")) {
            String variant = row.get("v").asText();
            if (variant.startsWith("repetition-cl100k-32")) {
                compared++;
                TokenJudge rule = Catalogue.entry(variant, "").tokenJudge(Settings.none());
                Verdict verdict = rule.judge(ids.get(row.get("id").asText()));
                if (verdict instanceof Verdict.Keep != row.get("keep").asBoolean()) {
                    differences.add(row + ", found " + verdict);
                }
            }
        }
        assertEquals(List.of(), differences);
        assertEquals(2 * DOCUMENTS, compared);
    }

    private static Encoder encoder(Path gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            return Tokenizer.parse(in.readAllBytes(), gzip.toString()).encoder();
        }
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
