package olmoe.filters.rule.redpajama;

import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.rule.WordList;

/// RedPajama-v2's quality signals as columns.
public final class RedpajamaRules {
    private static final String SIGNALS = "togethercomputer/RedPajama-Data at 6d2cee9, app/src/core/quality_signals";

    private RedpajamaRules() {}

    public static List<Entry> entries() {
        return List.of(
                new Entry(
                        "doc-signals/redpajama-v2",
                        Kind.ANNOTATE,
                        SIGNALS,
                        "rps_doc_word_count and 20 others; rps_doc_ldnoobw_words with a list",
                        Map.of("words", "a file, one entry a line"),
                        settings -> DocumentSignals.of(settings.resource("words")
                                .map(words -> WordList.of(words).words())
                                .orElse(List.of()))),
                new Entry(
                        "ut1-signal/redpajama-v2",
                        Kind.ANNOTATE,
                        SIGNALS + "/content.py",
                        "rps_doc_ut1_blacklist, the categories of the domain in the list given",
                        Map.of("domains", Ut1Signal.SETTING),
                        Ut1Signal::of),
                Entry.of(new LineSignals(), SIGNALS + "/lines.py", "rps_lines_num_words and five others"));
    }
}
