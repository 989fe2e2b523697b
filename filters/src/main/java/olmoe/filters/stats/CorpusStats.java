package olmoe.filters.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Distributions of statistics over a corpus: of all documents (`summary`), by their source, and by the name of the
/// host (`fqdn`) and the public suffix of their URL, the groups of datatrove's stats blocks.
///
/// Nothing here depends on the order of documents or of what is added: the same documents give the same bytes.
public final class CorpusStats {
    private static final String ALL = "summary";

    /// By group, key and name of the statistic.
    private final Map<String, Map<String, Map<String, Distribution>>> groups = new TreeMap<>();

    /// Adds a document's numbers; texts are left out.
    ///
    /// @param keys what the document is in each group besides `summary`, such as `source`
    public void add(Map<String, String> keys, Map<String, Object> values) {
        values.forEach((name, value) -> {
            if (value instanceof Number number) {
                distribution(ALL, ALL, name).add(number.doubleValue());
                keys.forEach((group, key) -> distribution(group, key, name).add(number.doubleValue()));
            }
        });
    }

    public void add(CorpusStats other) {
        other.groups.forEach((group, keys) -> keys.forEach((key, values) -> values.forEach(
                (name, distribution) -> distribution(group, key, name).add(distribution))));
    }

    /// @param mostKeys how many keys of a group are written, those with the most values
    public ObjectNode json(int mostKeys) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        groups.forEach((group, keys) -> {
            ObjectNode written = json.putObject(group);
            for (String key : largest(keys, mostKeys)) {
                ObjectNode values = written.putObject(key);
                keys.get(key).forEach((name, distribution) -> values.set(name, distribution.json()));
            }
        });
        return json;
    }

    /// @throws IllegalArgumentException with the place of what [#json(int)] does not write
    public static CorpusStats of(JsonNode json) {
        CorpusStats stats = new CorpusStats();
        if (!json.isObject()) {
            throw new IllegalArgumentException("expected an object, found " + json.getNodeType());
        }
        for (Map.Entry<String, JsonNode> group : json.properties()) {
            for (Map.Entry<String, JsonNode> key : group.getValue().properties()) {
                for (Map.Entry<String, JsonNode> value : key.getValue().properties()) {
                    try {
                        stats.distribution(group.getKey(), key.getKey(), value.getKey())
                                .add(Distribution.of(value.getValue()));
                    } catch (IllegalArgumentException e) {
                        String place = group.getKey() + "." + key.getKey() + "." + value.getKey();
                        throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
                    }
                }
            }
        }
        return stats;
    }

    private Distribution distribution(String group, String key, String name) {
        return groups.computeIfAbsent(group, unused -> new TreeMap<>())
                .computeIfAbsent(key, unused -> new TreeMap<>())
                .computeIfAbsent(name, unused -> new Distribution());
    }

    private static List<String> largest(Map<String, Map<String, Distribution>> keys, int most) {
        List<String> names = new ArrayList<>(keys.keySet());
        if (names.size() > most) {
            names.sort(Comparator.comparingLong((String key) -> -documents(keys.get(key)))
                    .thenComparing(Comparator.naturalOrder()));
            names = new ArrayList<>(names.subList(0, most));
            names.sort(Comparator.naturalOrder());
        }
        return names;
    }

    private static long documents(Map<String, Distribution> values) {
        return values.values().stream().mapToLong(Distribution::count).max().orElse(0);
    }
}
