package olmoe.release.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// All that a release knows about itself. Cards and report are projections of it and of nothing else.
///
/// @param recipe recipe.resolved.json
/// @param stats stats.json of the corpus
/// @param training training.json of the model
/// @param metrics the lines of metrics.jsonl, in their order
/// @param validation validation.json of the model
/// @param files array of `{"path","size","sha256"}`, paths relative to the release: every file but
///     the documents that are rendered from this record, RELEASE.json and SHA256SUMS
/// @param shards stats/shards.json, counted in the data shards
/// @param facts what the recipe's facts state, null where they are blank
public record Measured(
        JsonNode recipe,
        JsonNode stats,
        JsonNode training,
        List<JsonNode> metrics,
        JsonNode validation,
        JsonNode files,
        JsonNode shards,
        JsonNode facts) {

    public Measured {
        metrics = List.copyOf(metrics);
    }

    public Figures recipeFigures() {
        return Figures.of("recipe.resolved.json", recipe);
    }

    public Figures statsFigures() {
        return Figures.of("stats.json", stats);
    }

    public Figures trainingFigures() {
        return Figures.of("training.json", training);
    }

    public Figures validationFigures() {
        return Figures.of("validation.json", validation);
    }

    public Figures shardFigures() {
        return Figures.of("shards.json", shards);
    }

    /// The answer to a question that no program can answer, or that there is none.
    public String fact(String key) {
        JsonNode answer = facts.path(key);
        return answer.isTextual() ? answer.textValue() : "not stated";
    }

    public Figures fileFigures() {
        return Figures.of("RELEASE.json", files);
    }

    public List<Figures> metricFigures() {
        List<Figures> lines = new ArrayList<>();
        for (JsonNode line : metrics) {
            lines.add(Figures.of("metrics.jsonl:" + (lines.size() + 1), line));
        }
        return lines;
    }

    /// SHA-256 over the lines `sha256  path` of `files` in path order, as SHA256SUMS holds them: what
    /// names the content of a release inside the documents that describe it.
    public String digest() {
        TreeMap<String, String> sums = new TreeMap<>();
        for (Figures file : fileFigures().elements()) {
            sums.put(file.at("path").text(), file.at("sha256").text());
        }
        StringBuilder lines = new StringBuilder();
        sums.forEach((path, sum) -> lines.append(sum).append("  ").append(path).append('\n'));
        try {
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
