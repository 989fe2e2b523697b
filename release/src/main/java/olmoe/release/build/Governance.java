package olmoe.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.card.Measured;
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
        files.put("governance/licenses.json", CanonicalJson.bytes(licenses));
        files.put("governance/sources.json", CanonicalJson.bytes(sources));
        files.put("governance/filters.json", CanonicalJson.bytes(filters));
        files.put("governance/dedup.json", CanonicalJson.bytes(dedup));
        return files;
    }

    private static void copy(JsonNode from, ObjectNode to, String... keys) {
        for (String key : List.of(keys)) {
            to.set(key, from.required(key));
        }
    }
}
