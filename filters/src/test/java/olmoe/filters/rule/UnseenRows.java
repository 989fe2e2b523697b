package olmoe.filters.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Compares rules with what the programs that they reproduce answered on documents of `filters/bench/unseen`:
/// `UnseenRows DOCUMENTS.jsonl ROWS.jsonl…` prints how many rows of each rule are equal, and the first that are not.
final class UnseenRows {
    private static final double TOLERANCE = 1e-9;
    private static final int SHOWN = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Document> documents = new HashMap<>();
    private final Map<String, Step> rules = new HashMap<>();
    private final Map<String, int[]> counts = new TreeMap<>(); // equal, all, errors of the program
    private Document latest;
    private TextView view;

    public static void main(String[] arguments) throws IOException {
        UnseenRows rows = new UnseenRows();
        for (int i = 0; i < arguments.length; i++) {
            try (BufferedReader in = Files.newBufferedReader(Path.of(arguments[i]), StandardCharsets.UTF_8)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    JsonNode row = JSON.readTree(line);
                    if (i == 0) {
                        rows.add(row);
                    } else {
                        rows.compare(row);
                    }
                }
            }
        }
        rows.counts.forEach((rule, count) -> System.out.println(rule + ": " + count[0] + " of " + count[1]
                + (count[2] > 0 ? ", and " + count[2] + " at which the program throws" : "")));
    }

    private void add(JsonNode row) {
        String id = row.get("id").asText();
        documents.put(
                id,
                new Document(
                        new DocumentKey(0, 0),
                        id,
                        row.path("url").textValue(),
                        "",
                        null,
                        row.get("text").asText(),
                        Map.of(),
                        row.get("metadata").toString()));
    }

    private void compare(JsonNode row) {
        String name = row.get("rule").asText();
        if (row.has("settings")) {
            rules.put(name, Rules.rule(name, JSON.convertValue(row.get("settings"), Map.class)));
            return;
        }
        Step rule = rules.computeIfAbsent(name, Rules::rule);
        Document document = documents.get(row.get("id").asText());
        if (document != latest) {
            latest = document;
            view = TextView.of(document.text());
        }
        Steps.Applied applied = Steps.apply(rule, document, view);
        int[] count = counts.computeIfAbsent(name, unused -> new int[3]);
        if (row.has("error")) {
            count[2]++;
            return;
        }
        count[1]++;
        String difference = difference(row, applied);
        count[0] += difference.isEmpty() ? 1 : 0;
        if (!difference.isEmpty() && count[1] - count[0] <= SHOWN) {
            System.out.println(document.id() + " " + name + ": " + difference + "\n  text "
                    + JSON.valueToTree(document.text()
                            .substring(0, Math.min(600, document.text().length()))));
        }
    }

    /// Empty where there is none.
    private static String difference(JsonNode row, Steps.Applied applied) {
        Verdict verdict = applied.verdict();
        boolean kept = verdict instanceof Verdict.Keep;
        if (row.has("keep") && row.get("keep").asBoolean() != kept) {
            return "expected keep " + row.get("keep") + " " + row.path("reason") + ", found " + verdict;
        }
        if (row.hasNonNull("reason")
                && verdict instanceof Verdict.Drop drop
                && !drop.reason().equals(row.get("reason").asText())) {
            return "expected " + row.get("reason") + ", found " + drop.reason();
        }
        if (row.has("text")
                && !row.get("text")
                        .asText()
                        .equals(GoldenDocuments.sha256(applied.document().text()))) {
            return "another text, " + JSON.valueToTree(applied.document().text());
        }
        for (Map.Entry<String, JsonNode> value : row.path("values").properties()) {
            Object found = verdict.values().get(value.getKey());
            if (!isEqual(value.getValue(), found)) {
                return value.getKey() + ": expected " + value.getValue() + ", found " + found;
            }
        }
        return "";
    }

    private static boolean isEqual(JsonNode expected, Object found) {
        if (expected.isNumber()) {
            return found instanceof Number number && Math.abs(number.doubleValue() - expected.asDouble()) <= TOLERANCE;
        }
        if (!expected.asText().startsWith("[[")) {
            return expected.asText().equals(String.valueOf(found));
        }
        try {
            return JSON.readTree(expected.asText()).equals(JSON.readTree(String.valueOf(found)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("spans that are no JSON: " + found, e);
        }
    }
}
