package olmoe.filters;

import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.rule.Rules;

/// Settings with which any rule of the catalogue can be made: none, or small files for those that need some.
public final class RuleSettings {
    private static final String LIST = Rules.file("example.org\nword\n");

    private RuleSettings() {}

    public static Settings of(Catalogue.Entry entry) {
        Map<String, Object> settings = new TreeMap<>();
        entry.limits().forEach((key, value) -> {
            if (value instanceof String text && text.startsWith("a file, ")) {
                settings.put(key, LIST);
            }
        });
        return Settings.of(settings);
    }
}
