package olmoe.filters.language;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Judge;
import olmoe.filters.Settings;
import olmoe.filters.fasttext.FastTextModel;

/// The rules on the language of a text, one for each convention.
public final class LanguageRules {
    private static final String BUILTIN = "builtin";
    static final List<String> KEEP = List.of("en");
    static final double MIN_SCORE = 0.65;

    private LanguageRules() {}

    public static List<Entry> entries() {
        return List.of(
                filter(Convention.PLAIN),
                new Entry(
                        Convention.DCLM.rule(),
                        Kind.ANNOTATE,
                        Convention.DCLM.source(),
                        "the likeliest language and its probability",
                        Map.of("model", FastTextModel.SETTING),
                        settings -> new FastTextLabel(Convention.DCLM, FastTextModel.of(settings))),
                Entry.of(
                        new DclmLanguageFilter(KEEP, MIN_SCORE),
                        "DCLM-Baseline, mlfoundations/dclm at 361714b, step 9",
                        "language/dclm before it found no wanted language, or not surely enough"),
                new Entry(
                        "language-words",
                        Kind.JUDGE,
                        "our own; Gopher, arXiv 2112.11446, table A1, by language",
                        "number and length of words, letters and stop words are not those of the language",
                        Map.of("language", "fi, id or th", "profile", "or a file of that form"),
                        LanguageWords::of),
                filter(Convention.DATAMAP),
                filter(Convention.DATATROVE),
                filter(Convention.DOLMA));
    }

    private static Entry filter(Convention convention) {
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
        return convention == Convention.PLAIN && settings.says("model", BUILTIN, true)
                ? new Language(keep, minScore)
                : new FastTextLanguage(convention, FastTextModel.of(settings), keep, minScore);
    }
}
