package olmoe.filters.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.ConfigurationException;

/// What `--set` gives the rules of one command line: `KEY=VALUE`, or `RULE:KEY=VALUE` where there are
/// several rules.
final class GivenSettings {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");

    private final Map<String, Map<String, Object>> byRule = new TreeMap<>();

    GivenSettings(List<String> rules, List<String> settings) {
        rules.forEach(rule -> byRule.put(rule, new TreeMap<>()));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            int colon = setting.lastIndexOf(':', Math.max(0, equals));
            String rule = colon > 0 ? setting.substring(0, colon) : rules.get(0);
            if (equals < 1 || !byRule.containsKey(rule) || colon < 0 && byRule.size() > 1) {
                throw new ConfigurationException("--set: expected "
                        + (byRule.size() > 1 ? "RULE:KEY=VALUE with a rule of " + byRule.keySet() : "KEY=VALUE")
                        + ", found " + setting);
            }
            byRule.get(rule).put(setting.substring(colon + 1, equals), value(setting.substring(equals + 1)));
        }
    }

    /// Unless the rule has it already.
    void add(String rule, String key, String value) {
        byRule.get(rule).putIfAbsent(key, value);
    }

    Settings of(String rule) {
        return Settings.of(byRule.get(rule));
    }

    private static Object value(String text) {
        if (text.indexOf(',') >= 0) {
            return Arrays.stream(text.split(",")).map(GivenSettings::scalar).toList();
        }
        return scalar(text);
    }

    private static Object scalar(String text) {
        return NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }
}
