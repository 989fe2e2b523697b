package olmoe.filters.rule.fixed;

import java.util.List;
import olmoe.filters.Catalogue.Entry;

/// Families of rules as their papers state them, for new corpora: without the defects of the systems whose variants
/// have other names.
public final class FixedRules {
    private FixedRules() {}

    public static List<Entry> entries() {
        return List.of(
                Entry.of(
                        new FixedGopherQuality(50, 100_000, 3, 10, 0.1, 0.9, 0.3, 0.8, 2),
                        "our own; Gopher, arXiv 2112.11446, table A1",
                        "word count and length, symbols, bullets, ellipses, words without letters, stop words"),
                Entry.of(
                        new FixedGopherRepetition(
                                0.30,
                                0.30,
                                0.20,
                                0.20,
                                List.of(0.20, 0.18, 0.16),
                                List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10)),
                        "our own; Gopher, arXiv 2112.11446, table A1",
                        "too many repeated lines, paragraphs or word n-grams"),
                Entry.of(
                        new FixedC4Quality(5, 3, 1000),
                        "our own; C4, arXiv 1910.10683, section 2.2",
                        "takes lines away; drops lorem ipsum, curly brackets, what has too few sentences left"));
    }
}
