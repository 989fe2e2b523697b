package olmoe.filters.rule.datatrove;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.InOrder;
import olmoe.filters.Judge;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// Every verdict, reason, number and text of datatrove 0.10.1 with spaCy 3.8.18 under Python 3.11.7.
class DatatroveGoldenTest {
    private static final int DOCUMENTS = 3478;
    private static final List<String> RULES = List.of(
            "gopher-quality/datatrove",
            "gopher-repetition/datatrove",
            "c4-quality/datatrove",
            "c4-quality-noterm/datatrove",
            "c4-paragraph/datatrove",
            "fineweb-quality/datatrove",
            "pii-formatter/datatrove",
            "simplify-text/datatrove",
            "symbol-lines/datatrove",
            "symbol-lines-nl/datatrove");

    /// Golden number to ours; one that is not here has the same name.
    private static final Map<String, String> NUMBERS = numbers();

    /// LDNOOBW's English list at 5faf2ba, which dolma carries too.
    @Test
    void theFirstBadWordOfEveryDocumentIsTheReferences() {
        GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS);
        Path list = golden.shared().resolve("data/blocklists/dolma_naughty_words_en.txt");
        Step rule = Rules.rule("c4-badwords/datatrove", Map.of("words", list.toString()));
        Map<String, String> texts = golden.texts();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-datatrove")) {
            if (row.get("v").asText().equals("c4-badwords-403/datatrove")) {
                compared++;
                Verdict verdict = Rules.judge(rule, texts.get(row.get("id").asText()));
                JsonNode first = row.path("m").path("first");
                if (verdict instanceof Verdict.Keep != row.get("keep").asBoolean()
                        || !first.isMissingNode()
                                && !first.asText().equals(verdict.values().get("first"))) {
                    differences.add(row + ", found " + verdict);
                }
            }
        }
        assertEquals(
                List.of(), differences.subList(0, Math.min(10, differences.size())), differences.size() + " differ");
        assertEquals(DOCUMENTS, compared);
    }

    /// The rows are of one process that saw the documents by their ids.
    @Test
    void theDocumentsThatItDrawsAreTheReferencesInItsOrder() {
        GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS);
        Path list = golden.shared().resolve("data/blocklists/dolma_naughty_words_en.txt");
        Map<String, Object> settings = Map.of("words", list.toString(), "keep-fraction", 0.1);
        Judge rule = ((InOrder) Rules.rule("c4-badwords/datatrove", settings)).inOrder(0);
        Map<String, Boolean> expected = new TreeMap<>();
        for (JsonNode row : golden.rows("verdicts-datatrove")) {
            if (row.get("v").asText().equals("c4-badwords-403-keep0.1-seed0/datatrove")) {
                expected.put(row.get("id").asText(), row.get("keep").asBoolean());
            }
        }
        Map<String, String> texts = golden.texts();
        Map<String, Boolean> kept = new TreeMap<>();
        expected.keySet().forEach(id -> kept.put(id, Rules.keeps(rule, texts.get(id))));
        assertEquals(DOCUMENTS, kept.size());
        assertEquals(expected, kept);
    }

    @Test
    void everyRuleAnswersAsTheReferenceOnEveryDocument() {
        GoldenDocuments golden = GoldenDocuments.orSkip(RULES.size() * DOCUMENTS);
        Map<String, TextView> views = new HashMap<>();
        golden.texts().forEach((id, text) -> views.put(id, TextView.of(text)));
        Map<String, Step> rules = new HashMap<>();
        RULES.forEach(name -> rules.put(name, Catalogue.entry(name, "").step(Settings.none())));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-datatrove")) {
            Step rule = rules.get(row.get("v").asText());
            if (rule != null) {
                compared++;
                compare(row, rule, views.get(row.get("id").asText()), differences);
            }
        }
        assertEquals(
                List.of(), differences.subList(0, Math.min(10, differences.size())), differences.size() + " differ");
        assertEquals(RULES.size() * DOCUMENTS, compared);
    }

    private static void compare(JsonNode row, Step rule, TextView view, List<String> differences) {
        String where = row.get("id").asText() + " " + rule.name() + ": ";
        Document document = new Document(new DocumentKey(0, 0), "", null, "", null, view.text(), Map.of(), "{}");
        Steps.Applied applied = Steps.apply(rule, document, view);
        Verdict verdict = applied.verdict();
        String reason = verdict instanceof Verdict.Drop drop ? drop.reason() : "";
        if (verdict instanceof Verdict.Keep != row.get("keep").asBoolean()
                || !reason.equals(row.path("reason").asText(""))) {
            differences.add(where + "expected " + row.get("keep") + " " + row.get("reason") + ", found " + verdict);
        }
        for (Map.Entry<String, JsonNode> number : row.path("m").properties()) {
            if (!number.getValue().isNumber() || isOfText(rule, number.getKey())) {
                continue;
            }
            Object value = verdict.values().get(NUMBERS.getOrDefault(number.getKey(), number.getKey()));
            double expected = number.getValue().asDouble();
            if (!(value instanceof Number found) || Math.abs(found.doubleValue() - expected) > 1e-9) {
                differences.add(where + number.getKey() + ": expected " + expected + ", found " + value);
            }
        }
        boolean changed = row.has("sha256");
        if (!applied.document().text().equals(view.text()) && !changed) {
            differences.add(where + "expected the same text");
        }
        if (changed
                && !row.get("sha256")
                        .asText()
                        .equals(GoldenDocuments.sha256(applied.document().text().getBytes(StandardCharsets.UTF_8)))) {
            differences.add(where + "another text");
        }
    }

    /// Of the text, which is compared itself, or of spaCy's words, which SpacyGoldenTest compares.
    private static boolean isOfText(Step rule, String number) {
        return number.equals("chars") || number.equals("words") && rule.name().startsWith("simplify-text");
    }

    private static Map<String, String> numbers() {
        Map<String, String> numbers = new HashMap<>(Map.of(
                "nonSymbolWords", "non-symbol-words",
                "avgWordLen", "mean-word-length",
                "hashRatio", "hash-ratio",
                "ellipsisRatio", "ellipsis-ratio",
                "bulletRatio", "bullet-lines",
                "endEllipsisRatio", "ellipsis-lines",
                "alphaRatio", "alphabetic-words",
                "stopWords", "stop-words"));
        numbers.putAll(Map.of(
                "dupParaFrac", "dup_para_frac",
                "dupParaCharFrac", "dup_para_char_frac",
                "dupLineFrac", "dup_line_frac",
                "dupLineCharFrac", "dup_line_char_frac"));
        for (int n = 2; n <= 10; n++) {
            numbers.put((n < 5 ? "top" : "dup") + n, n < 5 ? "top_" + n + "_gram" : "duplicated_" + n + "_n_grams");
        }
        numbers.putAll(Map.of(
                "linePunctRatio", "terminal-lines",
                "shortLineRatio", "short-lines",
                "charDupRatio", "repeated-line-chars",
                "newlineRatio", "newlines-per-word"));
        return numbers;
    }
}
