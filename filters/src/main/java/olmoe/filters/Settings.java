package olmoe.filters;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import olmoe.tokenizer.cli.ConfigurationException;

/// The settings of one rule as their author wrote them: a map of String, Boolean, Number or List
/// values. A wrong type is refused with `key: expected, found`, and [#done()] refuses every key that
/// nobody has asked for.
public final class Settings {
    private final TreeMap<String, Object> values;
    private final UnaryOperator<String> where;
    private final Set<String> asked = new TreeSet<>();

    /// @param where gives the place of a key for messages, `recipe.yaml:4: steps[0].min-words`; of the
    ///     whole node for the empty key
    public Settings(Map<String, ?> values, UnaryOperator<String> where) {
        this.values = new TreeMap<>(values);
        this.where = where;
    }

    public static Settings none() {
        return new Settings(Map.of(), key -> key);
    }

    public double fraction(String key, double otherwise) {
        double value = number(key, otherwise);
        if (!(value >= 0 && value <= 1)) {
            throw wrong(key, "a fraction between 0 and 1");
        }
        return value;
    }

    public double number(String key, double otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(key, "a number");
    }

    /// A whole number from 0 on.
    public int count(String key, int otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= 0
                && number.doubleValue() <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw wrong(key, "a whole number from 0 on");
    }

    public String text(String key, String otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, "a text");
    }

    /// A list of texts; one text alone is a list of one.
    public List<String> list(String key, List<String> otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(key, "a list of texts");
    }

    public List<Double> numbers(String key, List<Double> otherwise) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream().map(number -> ((Number) number).doubleValue()).toList();
        }
        throw wrong(key, "a list of numbers");
    }

    /// Refuses a key that nobody has asked for.
    public void done() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw new ConfigurationException(where.apply(key) + ": unknown key" + Suggestion.of(key, asked));
            }
        }
    }

    /// What a rule says of its settings, with their place.
    public ConfigurationException refused(IllegalArgumentException cause) {
        String place = where.apply("");
        return new ConfigurationException((place.isEmpty() ? "" : place + ": ") + cause.getMessage(), cause);
    }

    private Object take(String key) {
        asked.add(key);
        return values.get(key);
    }

    private ConfigurationException wrong(String key, String expected) {
        return new ConfigurationException(where.apply(key) + ": expected " + expected + ", found " + values.get(key));
    }
}
