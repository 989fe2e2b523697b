package olmoe.filters.rule.olmo;

import java.util.List;
import olmoe.filters.Catalogue.Entry;

/// What OLMoE and OLMo do themselves.
public final class OlmoRules {
    private OlmoRules() {}

    public static List<Entry> entries() {
        return List.of(Entry.of(
                new OlmoRepetitionTokens(1, 13, 32),
                "OLMoE-mix-0924; allenai/OLMo at 59a53e3, find_periodic_sequences",
                "a token n-gram many times in a row"));
    }
}
