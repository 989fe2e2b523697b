package olmoe.release.card;

import java.util.Map;

/// Datasheets for Datasets (Gebru et al., arXiv 1803.09010), its seven sections, answered from what was
/// measured and from the facts.
public final class Datasheet {
    private Datasheet() {}

    public static String render(Measured measured) {
        CorpusTables tables = new CorpusTables(measured);
        return Template.named("datasheet.md")
                .render(
                        measured,
                        Map.ofEntries(
                                Map.entry("purpose", measured.fact("purpose")),
                                Map.entry("provider", measured.fact("provider.name")),
                                Map.entry("contact", measured.fact("provider.contact")),
                                Map.entry("summary", tables.summary()),
                                Map.entry("sources", tables.sources()),
                                Map.entry("languages", new TokenTables(measured).languages()),
                                Map.entry("personal", measured.fact("personal-data")),
                                Map.entry("crawler", measured.fact("collection.crawler")),
                                Map.entry("from", measured.fact("collection.from")),
                                Map.entry("to", measured.fact("collection.to")),
                                Map.entry("rights", measured.fact("rights.policy")),
                                Map.entry("steps", tables.steps()),
                                Map.entry("use", measured.fact("intended-use")),
                                Map.entry("license", measured.fact("license")),
                                Map.entry("licences", tables.licences()),
                                Map.entry("url", measured.fact("publication.url")),
                                Map.entry("date", measured.fact("publication.date")),
                                Map.entry("maintenance", measured.fact("maintenance")),
                                Map.entry("removal", measured.fact("rights.contact"))));
    }
}
