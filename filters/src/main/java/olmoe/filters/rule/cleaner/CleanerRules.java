package olmoe.filters.rule.cleaner;

import java.util.List;
import olmoe.filters.Catalogue.Entry;

/// Steps that turn the source of a text into what is read.
public final class CleanerRules {
    private static final String REDPAJAMA = "togethercomputer/RedPajama-Data, branch rp_v1, data_prep/";

    private CleanerRules() {}

    public static List<Entry> entries() {
        return List.of(
                Entry.of(
                        new RedpajamaLatex(),
                        REDPAJAMA + "arxiv/arxiv_cleaner.py",
                        "cuts LaTeX down to its sections and expands its macros"),
                Entry.of(
                        new StackExchangeHtml(),
                        REDPAJAMA + "stack_exchange/post_processing.py",
                        "takes the text of a post from its HTML"),
                Entry.of(
                        new Wikitext(List.of(
                                "references",
                                "external links",
                                "further reading",
                                "see also",
                                "notes",
                                "bibliography",
                                "sources",
                                "citations")),
                        "our own",
                        "takes the text of an article from MediaWiki's markup"),
                Entry.of(new Markdown(), "our own", "takes the text from Markdown"));
    }
}
