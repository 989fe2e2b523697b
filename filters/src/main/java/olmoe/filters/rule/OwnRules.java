package olmoe.filters.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.language.Language;

/// Rules that reproduce no other system.
public final class OwnRules {
    private OwnRules() {}

    public static List<Entry> entries() {
        return List.of(
                Entry.of(new Empty(), "our own", "nothing but white space"),
                new Entry(
                        "language",
                        Kind.JUDGE,
                        "our own; weights of Apache OpenNLP, opennlp-models-langdetect 1.3.0",
                        "not in a wanted language, or not surely enough",
                        new TreeMap<>(Map.of("model", "builtin", "keep", List.of("en"), "min-score", 0.65)),
                        settings -> new Language(
                                settings.text("model", "builtin"),
                                settings.list("keep", List.of("en")),
                                settings.fraction("min-score", 0.65))));
    }
}
