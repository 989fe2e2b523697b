package olmoe.release.recipe;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;

/// Keys and values of a recipe. It remembers what it was asked for; [#finish()] refuses the rest.
public final class Section {

    private final Value place;
    private final Map<String, Value> values;
    private final TreeSet<String> asked = new TreeSet<>();

    Section(Value place, Map<String, Value> values) {
        this.place = place;
        this.values = values;
    }

    /// @throws ConfigurationException when the key is missing
    public Value get(String key) {
        return find(key).orElseThrow(() -> missing(key));
    }

    /// A misspelt key is shown where it stands.
    private ConfigurationException missing(String key) {
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            if (!asked.contains(entry.getKey())
                    && Suggestion.nearest(entry.getKey(), List.of(key)).isPresent()) {
                return entry.getValue().mistake("unknown key, did you mean " + key + "?");
            }
        }
        return place.mistake(
                "expected key " + key + ", found " + (values.isEmpty() ? "no keys" : "only " + values.keySet()));
    }

    public Optional<Value> find(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /// The keys in the order of the file.
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /// `file:line: key: ` and the message, at the section itself.
    public ConfigurationException mistake(String message) {
        return place.mistake(message);
    }

    /// Call it when everything was asked for.
    ///
    /// @throws ConfigurationException for a key that nobody asked for
    public void finish() {
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                throw entry.getValue().mistake("unknown key" + didYouMean(entry.getKey(), asked));
            }
        }
    }

    /// `, did you mean …?` where a candidate is near, else `, expected one of …`.
    public static String didYouMean(String word, Collection<String> candidates) {
        return Suggestion.nearest(word, candidates)
                .map(nearest -> ", did you mean " + nearest + "?")
                .orElse(
                        candidates.isEmpty()
                                ? ", none is expected here"
                                : ", expected one of " + new TreeSet<>(candidates));
    }
}
