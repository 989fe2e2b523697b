package olmoe.filters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import olmoe.tokenizer.cli.ConfigurationException;

/// The settings of one rule as their author wrote them. A value of a wrong type is refused with
/// `key: expected, found` and the place where there is one.
public interface Settings {

    /// Settings outside any file: String, Number or List values.
    static Settings of(Map<String, ?> values) {
        return new PlainSettings(values);
    }

    static Settings none() {
        return of(Map.of());
    }

    /// Between 0 and 1.
    double fraction(String key, double otherwise);

    double number(String key, double otherwise);

    /// A whole number from 0 on.
    int count(String key, int otherwise);

    /// A number of bytes; `64MiB` in a recipe.
    long bytes(String key, long otherwise);

    String text(String key, String otherwise);

    /// Whether the value is this one word and nothing else; what it is without one.
    boolean says(String key, String word, boolean otherwise);

    /// One text alone is a list of one.
    List<String> list(String key, List<String> otherwise);

    List<Double> numbers(String key, List<Double> otherwise);

    /// A file, `{path: …, sha256: …}` in a recipe and a path elsewhere.
    default Optional<Resource> resource(String key) {
        List<Resource> found = resources(key);
        if (found.size() > 1) {
            throw refused(key + ": expected one file, found " + found.size());
        }
        return found.stream().findFirst();
    }

    /// As [#resource(String)]; one alone is a list of one, none is empty.
    List<Resource> resources(String key);

    /// Refuses every key that nobody has asked for, with the known one that may have been meant.
    void done();

    /// What a rule says of its settings taken together, with their place.
    ConfigurationException refused(String message);
}
