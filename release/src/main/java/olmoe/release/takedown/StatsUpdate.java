package olmoe.release.takedown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TokenShardWriter;

/// Carries the removal of documents into stats.json, as one more step that drops them.
final class StatsUpdate {

    private final ObjectNode stats;
    private final ObjectNode step;

    StatsUpdate(ObjectNode stats, String name) {
        this.stats = stats;
        this.step = CanonicalJson.object();
        JsonNode last = stats.required("steps").get(stats.required("steps").size() - 1);
        step.put("step", name)
                .put("kind", "takedown")
                .put("phase", last.required("phase").intValue() + 1);
        step.put("index", last.required("index").intValue() + 1)
                .put("rejected", 0)
                .put("dropped", 0);
        step.set("read", last.required("kept"));
        step.putObject("reasons");
        step.putObject("sources");
        for (Map.Entry<String, JsonNode> source : stats.required("sources").properties()) {
            step.withObject("/sources")
                    .putObject(source.getKey())
                    .put("read", source.getValue().required("kept").longValue())
                    .put("dropped", 0)
                    .put("rejected", 0);
        }
    }

    int phase() {
        return step.get("phase").intValue();
    }

    /// @param duplicates keys of documents that have the text of one that leaves
    /// @return how many were removed
    int removeSamples(Request request, Set<String> duplicates) {
        ArrayNode samples = (ArrayNode) stats.required("samples");
        int before = samples.size();
        for (int i = samples.size() - 1; i >= 0; i--) {
            JsonNode sample = samples.get(i);
            String key = sample.path("key").textValue();
            if (duplicates.contains(key)
                    || request.fits(
                            key,
                            null,
                            sample.path("url").textValue(),
                            sample.path("text").textValue())) {
                samples.remove(i);
            }
        }
        return before - samples.size();
    }

    /// Groups of duplicates keep their sizes and forget the name of a document that leaves.
    void forget(Set<String> keys) {
        for (JsonNode step : stats.required("duplicates")) {
            for (JsonNode cluster : step.path("clusters")) {
                if (keys.contains(cluster.path("kept").asText())) {
                    ((ObjectNode) cluster).putNull("kept");
                }
            }
        }
    }

    /// One part without some of its documents.
    void part(
            String source,
            String split,
            Collection<PartRewriter.Removed> removed,
            TokenShard.Recount before,
            TokenShardWriter.Totals after,
            String reason) {
        ObjectNode figures = (ObjectNode) stats.required("sources").required(source);
        int count = removed.size();
        add(figures, "kept", -count);
        add(figures, "dropped", count);
        add(step, "dropped", count);
        add((ObjectNode) step.required("sources").required(source), "dropped", count);
        ObjectNode reasons = (ObjectNode) step.required("reasons");
        reasons.put(reason, reasons.path(reason).longValue() + count);
        add((ObjectNode) figures.required("documents"), split, -count);
        add(
                (ObjectNode) figures.required("text-bytes"),
                split,
                -removed.stream().mapToLong(PartRewriter.Removed::bytes).sum());
        add((ObjectNode) figures.required("tokens"), split, after.tokens() - before.tokens());
        add((ObjectNode) figures.required("windows"), split, after.windows() - before.windows());
        add(
                (ObjectNode) figures.required("masked-windows"),
                split,
                after.maskedWindows() - Math.max(0, before.maskedWindows()));
        add((ObjectNode) figures.required("tail-tokens"), split, after.tailTokens() - before.tailTokens());
        for (PartRewriter.Removed document : removed) {
            if (document.language() != null) {
                add((ObjectNode) stats.required("languages"), document.language(), -1);
            }
            length(document.tokens());
        }
    }

    private void length(long tokens) {
        JsonNode bins = stats.at("/tokens-per-document/bins");
        ArrayNode counts = (ArrayNode) stats.at("/tokens-per-document/counts");
        int bin = 0;
        while (bin + 1 < bins.size() && bins.get(bin + 1).longValue() <= tokens) {
            bin++;
        }
        counts.set(bin, counts.numberNode(counts.get(bin).longValue() - 1));
    }

    /// With the step at the end.
    ObjectNode finish() {
        step.put("kept", step.get("read").longValue() - step.get("dropped").longValue());
        step.get("sources")
                .forEach(source -> ((ObjectNode) source)
                        .put(
                                "kept",
                                source.get("read").longValue()
                                        - source.get("dropped").longValue()));
        ((ArrayNode) stats.required("steps")).add(step);
        ObjectNode languages = (ObjectNode) stats.required("languages");
        languages.properties().stream()
                .filter(language -> language.getValue().longValue() == 0)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(languages::remove);
        return stats;
    }

    private static void add(ObjectNode to, String key, long count) {
        to.put(key, to.required(key).longValue() + count);
    }
}
