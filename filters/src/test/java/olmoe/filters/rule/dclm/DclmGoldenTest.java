package olmoe.filters.rule.dclm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// Every verdict, reason and number of DCLM's own functions, mlfoundations/dclm at 361714b under
/// Python 3.11.7 and uniseg 0.10.1.
class DclmGoldenTest {
    private static final int DOCUMENTS = 3478;

    /// Golden step to our rule, and golden number to ours.
    private static final Map<String, String> RULES = Map.of(
            "dclm-step-10-page-length/dclm", "page-length/dclm",
            "dclm-step-11-word-length/dclm", "word-length/dclm",
            "dclm-step-12-symbol-ratio/dclm", "symbol-ratio/dclm",
            "dclm-step-13-bullets/dclm", "bullets/dclm",
            "dclm-step-14-ellipsis/dclm", "ellipsis/dclm",
            "dclm-step-15-alphabetic/dclm", "alphabetic/dclm",
            "dclm-step-16-stop-words/dclm", "stop-words/dclm",
            "dclm-step-17-repetition/dclm", "gopher-repetition/dclm");

    private static final Map<String, String> NUMBERS = numbers();

    @Test
    void everyStepAnswersAsTheReferenceOnEveryDocument() {
        GoldenDocuments golden = GoldenDocuments.orSkip(RULES.size() * DOCUMENTS);
        Map<String, TextView> views = new HashMap<>();
        Map<String, Document> documents = new HashMap<>();
        golden.texts().forEach((id, text) -> {
            views.put(id, TextView.of(text));
            documents.put(id, Rules.document(text));
        });
        Map<String, Step> rules = new HashMap<>();
        RULES.forEach((step, name) -> rules.put(step, Rules.rule(name)));
        Map<String, Boolean> keptByQualitySteps = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-dclm")) {
            Step rule = rules.get(row.get("v").asText());
            if (rule == null) {
                continue;
            }
            String id = row.get("id").asText();
            compared++;
            compare(
                    rule.name(),
                    row,
                    Steps.apply(rule, documents.get(id), views.get(id)).verdict(),
                    differences);
            if (!rule.name().equals("gopher-repetition/dclm")) {
                keptByQualitySteps.merge(id, row.get("keep").asBoolean(), Boolean::logicalAnd);
            }
        }
        Step all = Rules.rule("gopher-quality/dclm");
        keptByQualitySteps.forEach((id, keep) -> {
            if (keep != Steps.apply(all, documents.get(id), views.get(id)).verdict() instanceof Verdict.Keep) {
                differences.add(id + " " + all.name() + ": expected keep " + keep);
            }
        });
        assertEquals(
                List.of(), differences.subList(0, Math.min(10, differences.size())), differences.size() + " differ");
        assertEquals(RULES.size() * DOCUMENTS, compared);
    }

    private static void compare(String name, JsonNode row, Verdict verdict, List<String> differences) {
        String where = row.get("id").asText() + " " + name + ": ";
        boolean keep = verdict instanceof Verdict.Keep;
        if (keep != row.get("keep").asBoolean()) {
            differences.add(where + "expected keep " + row.get("keep") + ", found " + verdict);
        }
        if (row.has("reason")
                && verdict instanceof Verdict.Drop drop
                && !drop.reason().equals(row.get("reason").asText())) {
            differences.add(where + "expected " + row.get("reason") + ", found " + drop);
        }
        Map<String, Object> values = new TreeMap<>(verdict.values());
        for (Map.Entry<String, JsonNode> number : row.path("m").properties()) {
            if (number.getValue().isNull()) {
                continue;
            }
            String ours = number.getKey().equals("words") && name.startsWith("page")
                    ? "page-words"
                    : number.getKey().equals("hits")
                            ? name.startsWith("bullets") ? "bullet-lines" : "ellipsis-lines"
                            : NUMBERS.getOrDefault(number.getKey(), number.getKey());
            Object value = values.remove(ours);
            double expected = number.getValue().asDouble();
            if (!(value instanceof Number found) || Math.abs(found.doubleValue() - expected) > 1e-9) {
                differences.add(where + number.getKey() + ": expected " + expected + ", found " + value);
            }
        }
        // what the reference did not measure, beside our shares of the counts it did
        values.remove("symbol-ratio");
        if (row.path("m").isObject() && !values.isEmpty()) {
            differences.add(where + "expected no " + values);
        }
    }

    private static Map<String, String> numbers() {
        Map<String, String> numbers = new HashMap<>(Map.of(
                "mean", "mean-word-length",
                "nonAlpha", "non-alphabetic-words",
                "count", "stop-words",
                "lineFrac", "line-count",
                "lineCharFrac", "line-chars",
                "paragraphFrac", "paragraph-count",
                "paragraphCharFrac", "paragraph-chars",
                "unisegWords", "word-segments",
                "unisegChars", "word-segment-chars"));
        for (int n = 2; n <= 10; n++) {
            numbers.put("n" + n, "ngram-" + n);
        }
        return numbers;
    }
}
