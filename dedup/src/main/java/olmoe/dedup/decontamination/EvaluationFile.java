package olmoe.dedup.decontamination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import olmoe.tokenizer.cli.ConfigurationException;

/// Reads the items of an evaluation from JSON lines, gzipped or not, in the forms that evaluations are
/// published in. What a line is shows by its fields:
///
/// | fields | question | answer |
/// | --- | --- | --- |
/// | `doc.goal`, `doc.sol1`, `doc.sol2`, `doc.label` | goal | the right solution |
/// | `doc.sentence`, `doc.option1`, `doc.option2`, `doc.answer` | sentence | the right option |
/// | `doc.query`, `doc.choices`, `doc.gold` | query | the right choice |
/// | `question`, `choices`, `answer` as a number | question | the right choice |
/// | `question`, `answer` as text or missing | question | answer |
/// | `prompt`, `canonical_solution` | prompt | canonical_solution |
/// | `text`, `code` | text | code |
/// | `text` | text | none |
public record EvaluationFile(List<EvaluationItem> items) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ENDINGS = List.of(".gz", ".jsonl", ".json");

    public EvaluationFile {
        items = List.copyOf(items);
    }

    /// @param name the file's, for the items and for messages
    /// @throws ConfigurationException for a line in none of the forms, and for a file without a line
    public static EvaluationFile read(String name, InputStream stream) throws IOException {
        String text = new String(open(stream).readAllBytes(), StandardCharsets.UTF_8);
        String evaluation = evaluation(name);
        List<EvaluationItem> items = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isEmpty()) {
                continue;
            }
            EvaluationItem item = item(evaluation, items.size(), json(name, number, line));
            if (item == null) {
                throw new ConfigurationException(name + ":" + number
                        + ": expected a question with its answer in one of the known forms, found the fields "
                        + fields(json(name, number, line)));
            }
            items.add(item);
        }
        if (items.isEmpty()) {
            throw new ConfigurationException(name + ": expected the lines of an evaluation, found none");
        }
        return new EvaluationFile(items);
    }

    private static InputStream open(InputStream stream) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
        in.mark(2);
        boolean zipped = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return zipped ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static String evaluation(String name) {
        String evaluation = name.substring(name.lastIndexOf('/') + 1);
        for (String ending : ENDINGS) {
            if (evaluation.endsWith(ending)) {
                evaluation = evaluation.substring(0, evaluation.length() - ending.length());
            }
        }
        return evaluation;
    }

    private static JsonNode json(String name, int number, String line) throws IOException {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                return node;
            }
            throw new ConfigurationException(name + ":" + number + ": expected a JSON object, found " + line);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    name + ":" + number + ": expected a JSON object, found " + e.getOriginalMessage(), e);
        }
    }

    private static EvaluationItem item(String evaluation, int line, JsonNode row) {
        if (row.path("doc").isObject()) {
            JsonNode doc = row.get("doc");
            if (doc.has("goal")) {
                return item(
                        evaluation,
                        line,
                        doc,
                        "goal",
                        text(doc, doc.path("label").asInt(-1) == 0 ? "sol1" : "sol2"));
            }
            if (doc.has("sentence")) {
                return item(
                        evaluation,
                        line,
                        doc,
                        "sentence",
                        text(doc, "option" + doc.path("answer").asText()));
            }
            return item(evaluation, line, doc, "query", choice(doc, "gold"));
        }
        if (row.path("answer").isInt()) {
            return item(evaluation, line, row, "question", choice(row, "answer"));
        }
        if (row.has("question")) {
            return item(evaluation, line, row, "question", row.has("answer") ? text(row, "answer") : "");
        }
        if (row.has("prompt")) {
            return item(evaluation, line, row, "prompt", text(row, "canonical_solution"));
        }
        return item(evaluation, line, row, "text", row.has("code") ? text(row, "code") : "");
    }

    private static EvaluationItem item(String evaluation, int line, JsonNode row, String question, String answer) {
        String asked = text(row, question);
        return asked == null || answer == null ? null : new EvaluationItem(evaluation, line, asked, answer);
    }

    private static String choice(JsonNode row, String right) {
        JsonNode choice = row.path("choices").path(row.path(right).asInt(-1));
        return choice.isTextual() ? choice.textValue() : null;
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).isTextual() ? row.get(field).textValue() : null;
    }

    private static String fields(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }
}
