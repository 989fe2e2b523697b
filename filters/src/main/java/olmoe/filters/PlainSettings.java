package olmoe.filters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;

/// Settings that stand in no file.
final class PlainSettings implements Settings {
    private final TreeMap<String, Object> values;
    private final Set<String> asked = new TreeSet<>();

    PlainSettings(Map<String, ?> values) {
        this.values = new TreeMap<>(values);
    }

    @Override
    public double fraction(String key, double otherwise) {
        double value = number(key, otherwise);
        if (!(value >= 0 && value <= 1)) {
            throw wrong(key, "a fraction between 0 and 1");
        }
        return value;
    }

    @Override
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

    @Override
    public int count(String key, int otherwise) {
        return (int) whole(key, otherwise, Integer.MAX_VALUE, "a whole number from 0 on");
    }

    @Override
    public long bytes(String key, long otherwise) {
        return whole(key, otherwise, Long.MAX_VALUE, "bytes");
    }

    private long whole(String key, long otherwise, long most, String expected) {
        Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= 0
                && number.doubleValue() <= most) {
            return number.longValue();
        }
        throw wrong(key, expected);
    }

    @Override
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

    @Override
    public boolean says(String key, String word, boolean otherwise) {
        Object value = take(key);
        return value == null ? otherwise : value.equals(word);
    }

    @Override
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

    @Override
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

    @Override
    public List<Resource> resources(String key) {
        List<String> paths = list(key, List.of());
        for (String path : paths) {
            if (!Files.isReadable(Path.of(path)) || Files.isDirectory(Path.of(path))) {
                throw wrong(key, "a file that can be read");
            }
        }
        return paths.stream().map(path -> Resource.of(Path.of(path))).toList();
    }

    @Override
    public void done() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw new ConfigurationException(key + ": unknown key" + Suggestion.of(key, asked));
            }
        }
    }

    @Override
    public ConfigurationException refused(String message) {
        return new ConfigurationException(message);
    }

    private Object take(String key) {
        asked.add(key);
        return values.get(key);
    }

    private ConfigurationException wrong(String key, String expected) {
        return new ConfigurationException(key + ": expected " + expected + ", found " + values.get(key));
    }
}
