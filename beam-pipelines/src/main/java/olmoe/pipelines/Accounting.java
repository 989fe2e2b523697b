package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the documents at each step: read = kept + dropped + rejected, per step, and what a
/// step keeps is what the next one reads. Counted per part and source, summed as data.
public final class Accounting {

    /// The step before the first: taking records from the input.
    public static final int READING = -1;

    /// One step's counts.
    public static final class Counts {
        private long read;
        private long kept;
        private long dropped;
        private long rejected;
        private final SortedMap<String, Long> reasons = new TreeMap<>();

        public long read() {
            return read;
        }

        public long kept() {
            return kept;
        }

        public long dropped() {
            return dropped;
        }

        public long rejected() {
            return rejected;
        }

        public SortedMap<String, Long> reasons() {
            return reasons;
        }

        void add(Counts other) {
            read += other.read;
            kept += other.kept;
            dropped += other.dropped;
            rejected += other.rejected;
            other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        }
    }

    private final SortedMap<Integer, Counts> steps = new TreeMap<>();

    public void kept(int step) {
        Counts counts = at(step);
        counts.read++;
        counts.kept++;
    }

    public void dropped(int step, String reason) {
        Counts counts = at(step);
        counts.read++;
        counts.dropped++;
        counts.reasons.merge(reason, 1L, Long::sum);
    }

    public void rejected(int step, String reason) {
        Counts counts = at(step);
        counts.read++;
        counts.rejected++;
        counts.reasons.merge(reason, 1L, Long::sum);
    }

    public void add(Accounting other) {
        other.steps.forEach((step, counts) -> at(step).add(counts));
    }

    public Counts at(int step) {
        return steps.computeIfAbsent(step, s -> new Counts());
    }

    public SortedMap<Integer, Counts> steps() {
        return steps;
    }

    /// @param where for the message
    /// @throws IllegalStateException where a sum does not hold, with the figures
    public void check(String where) {
        long expected = -1;
        for (Map.Entry<Integer, Counts> entry : steps.entrySet()) {
            Counts c = entry.getValue();
            String step = where + ", step " + entry.getKey();
            if (c.read != c.kept + c.dropped + c.rejected) {
                throw new IllegalStateException(step + ": read " + c.read + ", but kept " + c.kept + " + dropped "
                        + c.dropped + " + rejected " + c.rejected);
            }
            if (expected >= 0 && c.read != expected) {
                throw new IllegalStateException(step + ": read " + c.read + ", but the step before kept " + expected);
            }
            expected = c.kept;
        }
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        steps.forEach((step, counts) -> {
            ObjectNode node = json.putObject(Integer.toString(step))
                    .put("read", counts.read)
                    .put("kept", counts.kept)
                    .put("dropped", counts.dropped)
                    .put("rejected", counts.rejected);
            ObjectNode reasons = node.putObject("reasons");
            counts.reasons.forEach(reasons::put);
        });
        return json;
    }

    public static Accounting parse(JsonNode json) {
        Accounting accounting = new Accounting();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            Counts counts = accounting.at(Integer.parseInt(entry.getKey()));
            JsonNode node = entry.getValue();
            counts.read = node.get("read").longValue();
            counts.kept = node.get("kept").longValue();
            counts.dropped = node.get("dropped").longValue();
            counts.rejected = node.get("rejected").longValue();
            for (Map.Entry<String, JsonNode> reason : node.get("reasons").properties()) {
                counts.reasons.put(reason.getKey(), reason.getValue().longValue());
            }
        }
        return accounting;
    }
}
