package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A few dropped documents of each step and reason, those of the smallest keys, so that a reader of the
/// report sees what a rule takes away. The choice is the same for any cut into parts.
final class Samples {
    private static final int PER_REASON = 3;
    private static final int CHARACTERS = 300;
    private static final Comparator<JsonNode> BY_KEY = Comparator.comparing(
                    (JsonNode sample) -> sample.get("key").textValue())
            .thenComparing(JsonNode::toString);

    private final SortedMap<String, TreeSet<JsonNode>> reasons = new TreeMap<>();

    void add(Ledger.Entry entry, String text) {
        int end = text.offsetByCodePoints(0, Math.min(CHARACTERS, text.codePointCount(0, text.length())));
        ObjectNode sample = JsonNodeFactory.instance
                .objectNode()
                .put("step", entry.step())
                .put("reason", entry.reason())
                .put("key", entry.key())
                .put("url", entry.url())
                .put("value", entry.value())
                .put("limit", entry.limit())
                .put("text", text.substring(0, end));
        add(sample);
    }

    void addAll(JsonNode samples) {
        samples.forEach(this::add);
    }

    private void add(JsonNode sample) {
        TreeSet<JsonNode> chosen = reasons.computeIfAbsent(
                sample.get("step").textValue() + " " + sample.get("reason").textValue(),
                reason -> new TreeSet<>(BY_KEY));
        chosen.add(sample);
        if (chosen.size() > PER_REASON) {
            chosen.pollLast();
        }
    }

    ArrayNode json() {
        List<JsonNode> all = new ArrayList<>();
        for (Map.Entry<String, TreeSet<JsonNode>> entry : reasons.entrySet()) {
            all.addAll(entry.getValue());
        }
        return JsonNodeFactory.instance.arrayNode().addAll(all);
    }
}
