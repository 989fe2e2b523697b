package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// Whole lists against the programs that they are from: who stays, at which step the others leave, the text after
/// every step that changed it, and what was counted.
class SequenceGoldenTest {
    private static final int DOCUMENTS = 3478;
    /// Of a language's probability: the library sums floats in another order.
    private static final double NEAR = 1e-3;

    private final GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS);
    private final Map<String, String> settings =
            Map.of("model", golden.shared().resolve("data/langid/lid.176.ftz").toString());
    private final List<String> differences = new ArrayList<>();

    @Test
    void dclmsListLeavesWhatTheReferenceLeaves() {
        compare("verdicts-dclm", "dclm-refinedweb-sequence/dclm", "refinedweb-sequence/dclm", (row, applied) -> {
            JsonNode numbers = row.get("m");
            Map<String, Object> values = applied.verdict().values();
            same(row, numbers.path("prev"), values.get("previous-word-count"));
            same(row, numbers.path("new"), values.get("removal-ratio:words-left"));
            JsonNode language = numbers.path("lang");
            if (language.isArray() && !language.get(0).isNull()) {
                assertEquals(language.get(0).asText(), values.get("language"));
                assertEquals(language.get(1).asDouble(), (Double) values.get("language-score"), NEAR);
            }
            return reasonWithoutNumber(row);
        });
    }

    @Test
    void datamapsPortLeavesWhatTheReferenceLeaves() {
        compare("verdicts-datamap", "datamap-dclm-sequence/datamap", "dclm-sequence/datamap", (row, applied) -> {
            same(row, row.path("m").path("words"), applied.verdict().values().get("original-word-count"));
            return row.path("reason").asText();
        });
    }

    @Test
    void fineWebsListLeavesWhatTheReferenceLeaves() {
        compare(
                "verdicts-datatrove",
                "fineweb-sequence/datatrove",
                "fineweb-sequence/datatrove",
                (row, applied) -> row.path("reason").asText());
    }

    @FunctionalInterface
    private interface Row {
        /// Compares what is this system's own, and gives the reason that it names.
        String compare(JsonNode row, Steps.Applied applied);
    }

    private void compare(String file, String variant, String rule, Row own) {
        Sequence sequence = (Sequence) Rules.rule(rule, settings);
        Map<String, Document> documents = golden.documents();
        int compared = 0;
        for (JsonNode row : golden.rows(file)) {
            if (row.get("v").asText().equals(variant)) {
                compared++;
                Document document = documents.get(row.get("id").asText());
                Steps.Applied applied = Steps.apply(sequence, document, TextView.of(document.text()));
                String reason = own.compare(row, applied);
                String ours = applied.verdict() instanceof Verdict.Drop drop ? drop.reason() : "";
                if (!ours.equals(reason) && !ours.startsWith(reason + ":")) {
                    differences.add(row + ", found " + ours);
                }
                if (row.get("keep").asBoolean()) {
                    same(
                            row,
                            row.get("final"),
                            GoldenDocuments.sha256(applied.document().text()));
                }
                TreeMap<String, String> after = texts(sequence, document);
                if (row.has("afterC4")) {
                    same(
                            row,
                            row.get("afterC4"),
                            after.getOrDefault("c4-noterm", GoldenDocuments.sha256(document.text())));
                } else if (row.has("after")) {
                    same(row, withoutNumbers(row.get("after")), after);
                }
            }
        }
        assertEquals(
                List.of(), differences.subList(0, Math.min(8, differences.size())), differences.size() + " differ");
        assertEquals(DOCUMENTS, compared);
    }

    /// The SHA-256 of the text after each stage that changed it, up to the one at which the document leaves.
    private static TreeMap<String, String> texts(Sequence sequence, Document document) {
        TreeMap<String, String> texts = new TreeMap<>();
        for (Sequence.Stage stage : sequence.stages()) {
            if (stage.onUrl() && document.url() == null) {
                continue;
            }
            Steps.Applied applied = Steps.apply(stage.step(), document, TextView.of(document.text()));
            if (applied.verdict() instanceof Verdict.Drop) {
                break;
            }
            if (!applied.document().text().equals(document.text())) {
                texts.put(
                        stage.name(), GoldenDocuments.sha256(applied.document().text()));
            }
            document = applied.document();
        }
        return texts;
    }

    private static String reasonWithoutNumber(JsonNode row) {
        return row.path("reason").asText().replaceFirst("^[0-9]+-", "");
    }

    private static TreeMap<String, String> withoutNumbers(JsonNode after) {
        TreeMap<String, String> texts = new TreeMap<>();
        after.properties()
                .forEach(step -> texts.put(
                        step.getKey().replaceFirst("^[0-9]+-", ""),
                        step.getValue().asText()));
        return texts;
    }

    private void same(JsonNode row, JsonNode expected, Object found) {
        if (!expected.isMissingNode() && !expected.asText().equals(String.valueOf(found))) {
            differences.add(row + ": expected " + expected + ", found " + found);
        }
    }

    private void same(JsonNode row, Object expected, Object found) {
        if (!expected.equals(found)) {
            differences.add(row + ": expected " + expected + ", found " + found);
        }
    }
}
