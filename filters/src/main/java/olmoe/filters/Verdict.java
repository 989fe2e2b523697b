package olmoe.filters;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A rule's answer. The reason names a counter and a row of the data card; value and limit let a
/// reader ask why a document left and get a number.
public sealed interface Verdict {

    Keep KEEP = new Keep(Map.of());

    /// What the rule measured, by name, in the rule's order: Double, Long or String. Every value that
    /// the document has is there, also where an earlier one passed its limit.
    Map<String, Object> values();

    static Drop drop(String reason, double value, double limit) {
        return new Drop(reason, value, limit, Map.of());
    }

    record Keep(Map<String, Object> values) implements Verdict {
        public Keep {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    record Drop(String reason, double value, double limit, Map<String, Object> values) implements Verdict {
        public Drop {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
