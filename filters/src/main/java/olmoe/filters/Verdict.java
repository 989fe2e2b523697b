package olmoe.filters;

import java.util.Map;

/// A rule's answer. The reason names a counter and a row of the data card; value and limit let a
/// reader ask why a document left and get a number.
public sealed interface Verdict {

    Keep KEEP = new Keep(Map.of());

    /// What the rule measured, by name: Double, Long or String. A measuring run has every value; a
    /// corpus run may stop at the first limit that is passed.
    Map<String, Object> values();

    static Drop drop(String reason, double value, double limit) {
        return new Drop(reason, value, limit, Map.of());
    }

    record Keep(Map<String, Object> values) implements Verdict {}

    record Drop(String reason, double value, double limit, Map<String, Object> values) implements Verdict {}
}
