package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import olmoe.release.build.Documents;
import olmoe.release.format.CanonicalJson;

/// The losses, steps and tokens that training states are those of its log, line by line; those of the evaluation
/// are those of training. What no file can be counted for is traced to a log that is signed with the rest.
final class TracesCheck implements Check {

    /// Two programs that add the same losses in another order differ by less.
    private static final double CLOSE = 1e-6;

    @Override
    public String name() {
        return "traces";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        JsonNode training = release.json(Documents.TRAINING);
        List<JsonNode> steps = new ArrayList<>();
        List<JsonNode> evaluations = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(release.resolve(Documents.METRICS), StandardCharsets.UTF_8)) {
            number++;
            JsonNode json = CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), Documents.METRICS + ":" + number);
            (json.has("train/CrossEntropyLoss") ? steps : evaluations).add(json);
        }
        findings.expect(
                Documents.TRAINING,
                "steps against the lines of " + Documents.METRICS,
                (long) steps.size(),
                training.required("steps").longValue());
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).required("step").intValue() != i + 1) {
                findings.add(
                        Documents.METRICS,
                        "expected step " + (i + 1) + ", found " + steps.get(i).get("step"));
                break;
            }
        }
        long tokens = 0;
        for (JsonNode step : steps) {
            tokens = Math.max(tokens, step.path("throughput/total_tokens").longValue());
        }
        if (tokens > 0) {
            findings.expect(
                    Documents.TRAINING,
                    "tokens against " + Documents.METRICS,
                    tokens,
                    training.required("tokens").longValue());
        }
        List<JsonNode> held = evaluations.stream()
                .filter(line -> line.has("eval/validation/CrossEntropyLoss"))
                .toList();
        if (!held.isEmpty()) {
            loss(training, "/validation/loss-before", held.get(0), findings);
            loss(training, "/validation/loss-after", held.get(held.size() - 1), findings);
        }
        double trained = training.at("/validation/loss-after").doubleValue();
        double evaluated =
                release.json(Documents.VALIDATION).at("/evaluation/loss").doubleValue();
        if (!(Math.abs(trained - evaluated) < CLOSE)) {
            findings.expect(Documents.VALIDATION, "evaluation.loss against " + Documents.TRAINING, trained, evaluated);
        }
        return steps.size() + " steps, " + held.size() + " evaluations";
    }

    private static void loss(JsonNode training, String pointer, JsonNode line, Findings findings) {
        findings.expect(
                Documents.TRAINING,
                pointer + " against step " + line.path("step") + " of " + Documents.METRICS,
                line.required("eval/validation/CrossEntropyLoss").doubleValue(),
                training.at(pointer).doubleValue());
    }
}
