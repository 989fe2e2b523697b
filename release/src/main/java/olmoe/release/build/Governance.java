package olmoe.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.card.Measured;
import olmoe.release.card.OptOutTables;
import olmoe.release.card.TokenTables;
import olmoe.release.format.CanonicalJson;

/// What a reader asks first about data, each in a file of its own, taken from the measured figures.
final class Governance {
    private Governance() {}

    static SortedMap<String, byte[]> render(Measured measured) {
        JsonNode stats = measured.stats();
        ObjectNode licenses = CanonicalJson.object();
        ObjectNode sources = CanonicalJson.object();
        for (Map.Entry<String, JsonNode> source : stats.required("sources").properties()) {
            ObjectNode license = licenses.putObject(source.getKey());
            license.setAll((ObjectNode) source.getValue().required("license"));
            copy(source.getValue(), license, "documents", "text-bytes", "tokens");
            copy(
                    source.getValue(),
                    sources.putObject(source.getKey()),
                    "inputs",
                    "read",
                    "kept",
                    "dropped",
                    "rejected");
        }
        ObjectNode filters = CanonicalJson.object();
        copy(stats, filters, "steps", "rejects");
        filters.set("recipe", measured.recipe().required("steps"));
        ObjectNode dedup = CanonicalJson.object();
        copy(stats, dedup, "duplicates");
        for (JsonNode step : stats.required("steps")) {
            if (step.required("kind").asText().equals("dedup")) {
                dedup.withArray("steps").add(step);
            }
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("governance/tokens.json", CanonicalJson.bytes(new TokenTables(measured).json()));
        files.put("governance/personal-data.json", CanonicalJson.bytes(steps(stats, "pii", measured)));
        files.put("governance/contamination.json", CanonicalJson.bytes(contamination(measured)));
        files.put("governance/opt-out.json", CanonicalJson.bytes(new OptOutTables(measured).json()));
        files.put("governance/facts.json", CanonicalJson.bytes(facts(measured)));
        files.put("governance/licenses.csv", csv(stats).getBytes(StandardCharsets.UTF_8));
        files.put("governance/TAKEDOWN.md", takedown(measured).getBytes(StandardCharsets.UTF_8));
        files.put("governance/licenses.json", CanonicalJson.bytes(licenses));
        files.put("governance/sources.json", CanonicalJson.bytes(sources));
        files.put("governance/filters.json", CanonicalJson.bytes(filters));
        files.put("governance/dedup.json", CanonicalJson.bytes(dedup));
        return files;
    }

    /// The steps whose name holds a word, with all their counts; never a value that they found.
    private static ObjectNode steps(JsonNode stats, String word, Measured measured) {
        ObjectNode json = CanonicalJson.object();
        json.putArray("steps");
        for (JsonNode step : stats.required("steps")) {
            if (step.required("step").asText().contains(word)) {
                json.withArray("steps").add(step);
            }
        }
        json.put("statement", measured.fact("personal-data"));
        return json;
    }

    /// What was dropped for what it shares with evaluations, and what the held-out part shares with training.
    private static ObjectNode contamination(Measured measured) {
        ObjectNode json = steps(measured.stats(), "decontaminat", measured);
        json.remove("statement");
        JsonNode clean = measured.training().at("/validation/clean");
        json.set("held-out", clean.isMissingNode() ? json.nullNode() : clean);
        return json;
    }

    private static ObjectNode facts(Measured measured) {
        ObjectNode json = CanonicalJson.object();
        json.set("facts", measured.facts());
        json.putArray("blank");
        measured.facts().properties().forEach(fact -> {
            if (fact.getValue().isNull()) {
                json.withArray("blank").add(fact.getKey());
            }
        });
        return json;
    }

    /// One line a source, for a spreadsheet.
    private static String csv(JsonNode stats) {
        StringBuilder lines = new StringBuilder("source,spdx,evidence,documents,text_bytes,tokens\n");
        for (Map.Entry<String, JsonNode> source : stats.required("sources").properties()) {
            JsonNode figures = source.getValue();
            lines.append(source.getKey()).append(',');
            lines.append(cell(figures.at("/license/spdx").asText())).append(',');
            lines.append(cell(figures.at("/license/evidence").asText()));
            for (String figure : List.of("documents", "text-bytes", "tokens")) {
                long sum = 0;
                for (JsonNode split : figures.required(figure)) {
                    sum += split.longValue();
                }
                lines.append(',').append(sum);
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static String cell(String text) {
        return '"' + text.replace("\"", "\"\"").replace('\n', ' ').replace('\r', ' ') + '"';
    }

    private static String takedown(Measured measured) {
        return "# Requests of removal\n\nWrite to: " + measured.fact("rights.contact") + "\n\n"
                + "Name the address of the page, its domain, the id or key of the document, or a passage of its text. The"
                + " maintainer runs\n`olmoe release takedown`, which removes every document that it fits from data, tokens,"
                + " ledger and samples, keeps every\nother shard as it is, adds a salted hash to"
                + " `governance/tombstones.jsonl`, and makes a new major version.\n`olmoe release verify --absent` shows"
                + " that the document is gone. Weights that were trained before have seen it; the\nnew release says"
                + " so.\n";
    }

    private static void copy(JsonNode from, ObjectNode to, String... keys) {
        for (String key : List.of(keys)) {
            to.set(key, from.required(key));
        }
    }
}
