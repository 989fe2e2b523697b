package olmoe.filters.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import olmoe.filters.Verdict;

/// Collects what rules measure on one document, and the first limit that it passes.
public final class Measurements {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private String reason;
    private double value;
    private double limit;

    public void count(String name, long count) {
        values.put(name, count);
    }

    public void number(String name, double number) {
        values.put(name, number);
    }

    public void all(Map<String, Object> measured) {
        values.putAll(measured);
    }

    public void text(String name, String text) {
        values.put(name, text);
    }

    public void dropAbove(String why, double measured, double most) {
        if (measured > most) {
            drop(why, measured, most);
        }
    }

    public void dropBelow(String why, double measured, double least) {
        if (measured < least) {
            drop(why, measured, least);
        }
    }

    /// Where the limit itself already drops.
    public void dropFrom(String why, double measured, double least) {
        if (measured >= least) {
            drop(why, measured, least);
        }
    }

    /// Where the limit itself still drops.
    public void dropTo(String why, double measured, double most) {
        if (measured <= most) {
            drop(why, measured, most);
        }
    }

    private void drop(String why, double measured, double passed) {
        if (reason == null) {
            reason = why;
            value = measured;
            limit = passed;
        }
    }

    public Verdict verdict() {
        return reason == null ? new Verdict.Keep(values) : new Verdict.Drop(reason, value, limit, values);
    }
}
