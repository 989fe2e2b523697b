package olmoe.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.tokenizer.text.TextView;

/// Holds rules against what a reference program answered: verdict, reason, every number within 1e-9 and the
/// text that is left. Differences are collected, and shown together.
public final class GoldenComparison {
    private static final double TOLERANCE = 1e-9;

    private final Map<String, Document> documents;
    private final Map<Document, TextView> views = new HashMap<>();
    private final Map<String, Step> rules = new TreeMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> compared = new TreeMap<>();
    private final Map<String, Integer> others = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    /// @param documents by the id of the rows
    public GoldenComparison(Map<String, Document> documents) {
        this.documents = documents;
    }

    /// Compares a rule with the rows of a variant.
    ///
    /// @param numbers the reference's names for what it measured, then ours, in turn; `-` for one that we leave out
    public GoldenComparison with(String variant, Step rule, String... numbers) {
        rules.put(variant, rule);
        for (int i = 0; i < numbers.length; i += 2) {
            names.put(variant + ' ' + numbers[i], numbers[i + 1]);
        }
        return this;
    }

    public void compare(List<JsonNode> rows) {
        for (JsonNode row : rows) {
            String variant = row.get("v").asText();
            Step rule = rules.get(variant);
            if (rule == null) {
                others.merge(variant, 1, Integer::sum);
            } else {
                compared.merge(variant, 1, Integer::sum);
                compare(variant, rule, row);
            }
        }
    }

    /// Rows of variants without a rule here, by variant.
    public Map<String, Integer> others() {
        return others;
    }

    /// Fails where anything was other than expected, or where another number of rows was seen.
    public void assertEqual(int rows) {
        assertEquals(
                List.of(), differences.subList(0, Math.min(12, differences.size())), differences.size() + " differ");
        assertEquals(
                rows, compared.values().stream().mapToInt(Integer::intValue).sum(), compared.toString());
    }

    private void compare(String variant, Step rule, JsonNode row) {
        Document document = documents.get(row.get("id").asText());
        TextView view = views.computeIfAbsent(document, unused -> TextView.of(document.text()));
        Steps.Applied applied = Steps.apply(rule, document, view);
        Verdict verdict = applied.verdict();
        String where = row.get("id").asText() + " " + variant + ": ";
        if (row.has("keep")
                && verdict instanceof Verdict.Keep != row.get("keep").asBoolean()) {
            differences.add(where + "expected keep " + row.get("keep") + ", found " + verdict);
            return;
        }
        if (row.has("reason")
                && verdict instanceof Verdict.Drop drop
                && !drop.reason().equals(row.get("reason").asText())) {
            differences.add(where + "expected " + row.get("reason") + ", found " + drop);
        }
        if (verdict instanceof Verdict.Keep && rule instanceof Edit) {
            String expected = row.has("sha256")
                    ? row.get("sha256").asText()
                    : row.has("final") ? row.get("final").asText() : GoldenDocuments.sha256(document.text());
            if (!expected.equals(GoldenDocuments.sha256(applied.document().text()))) {
                differences.add(where + "expected another text, found "
                        + applied.document().text());
            }
        }
        for (Map.Entry<String, JsonNode> value : row.path("m").properties()) {
            compareValue(where, variant, value.getKey(), value.getValue(), verdict);
        }
    }

    private void compareValue(String where, String variant, String name, JsonNode value, Verdict verdict) {
        String ours = names.getOrDefault(variant + ' ' + name, name);
        if (value.isNull() || ours.equals("-")) {
            return;
        }
        Object found = verdict.values().get(ours);
        boolean equal = value.isNumber()
                ? found instanceof Number number && Math.abs(number.doubleValue() - value.asDouble()) <= TOLERANCE
                : text(value).equals(String.valueOf(found));
        if (!equal) {
            differences.add(where + name + ": expected " + value + ", found " + ours + " " + found);
        }
    }

    /// A list is one text with spaces between.
    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(part.asText()));
        return String.join(" ", parts);
    }
}
