package olmoe.filters.rule.olmo;

import java.util.List;
import olmoe.filters.Catalogue.Entry;

/// What OLMoE and OLMo do themselves.
public final class OlmoRules {
    private static final String OLMOE = "OLMoE, arXiv 2409.02060, section 2; card of OLMoE-mix-0924";

    private OlmoRules() {}

    public static List<Entry> entries() {
        return List.of(
                Entry.of(
                        new OlmoRepetitionTokens(1, 13, 32),
                        "OLMoE-mix-0924; allenai/OLMo at 59a53e3, find_periodic_sequences",
                        "a token n-gram many times in a row"),
                Entry.of(
                        new OlmoeFrequentWords(0.30, 0.50, "dolma-topk", "keep"),
                        OLMOE,
                        "one or two words make up too much of the text"),
                Entry.of(
                        new OlmoeWordShares(),
                        OLMOE + "; allenai/dolma, branch soldni/se, top_k.py",
                        "the shares of the most frequent words by three definitions of a word"),
                Entry.of(new OlmoeStars(2, "max_stars_count"), OLMOE, "a repository with too few stars"));
    }
}
