package olmoe.filters.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Judge;
import olmoe.filters.Resource;
import olmoe.filters.Settings;
import olmoe.filters.fasttext.FastTextModel;

/// The rules on the language of a text, one for each convention.
public final class LanguageRules {
    private static final String BUILTIN = "builtin";
    private static final List<String> KEEP = List.of("en");
    private static final double MIN_SCORE = 0.65;

    private LanguageRules() {}

    public static List<Entry> entries() {
        return Arrays.stream(Convention.values()).map(LanguageRules::entry).toList();
    }

    private static Entry entry(Convention convention) {
        Map<String, Object> limits = new TreeMap<>(Map.of("keep", KEEP, "min-score", MIN_SCORE));
        limits.put("model", convention == Convention.PLAIN ? BUILTIN : FastTextModel.SETTING);
        return new Entry(
                convention.rule(),
                Kind.JUDGE,
                convention.source(),
                "not in a wanted language, or not surely enough",
                limits,
                settings -> make(convention, settings));
    }

    private static Judge make(Convention convention, Settings settings) {
        List<String> keep = settings.list("keep", KEEP);
        double minScore = settings.fraction("min-score", MIN_SCORE);
        if (convention == Convention.PLAIN && settings.says("model", BUILTIN, true)) {
            return new Language(keep, minScore);
        }
        Resource file = settings.resource("model")
                .orElseThrow(() -> settings.refused("model: expected " + FastTextModel.SETTING + ", found none"));
        FastTextModel model = file.shared(FastTextModel.class, FastTextModel::read);
        return new FastTextLanguage(convention, model, keep, minScore);
    }
}
