package olmoe.release.card;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.release.format.CanonicalJson;

/// The public summary of training content of Article 53(1)(d) of Regulation (EU) 2024/1689, by the Commission's
/// template of 24 July 2025. Sizes, domains and the datasets to be named one by one are counted; what a
/// provider must state comes from the facts.
public final class PublicSummary {

    /// Datasets above this share of the public data of their modality are named one by one (template, 2.1).
    private static final double NAMED_SHARE = 0.03;

    private static final long BILLION = 1_000_000_000L;

    private final Measured measured;
    private final List<SourceFigures> sources;

    private PublicSummary(Measured measured) {
        this.measured = measured;
        this.sources = SourceFigures.of(measured);
    }

    public static String render(Measured measured) {
        PublicSummary summary = new PublicSummary(measured);
        return Template.named("eu-public-summary.md")
                .render(
                        measured,
                        Map.ofEntries(
                                Map.entry(
                                        "provider",
                                        measured.fact("provider.name") + ", " + measured.fact("provider.country") + ", "
                                                + measured.fact("provider.contact")),
                                Map.entry("date", measured.fact("publication.date")),
                                Map.entry("size", summary.size()),
                                Map.entry("to", measured.fact("collection.to")),
                                Map.entry("from", measured.fact("collection.from")),
                                Map.entry("languages", String.join(", ", HuggingFace.languages(measured))),
                                Map.entry("sources", summary.sources()),
                                Map.entry("crawler", measured.fact("collection.crawler")),
                                Map.entry("domains", summary.domains()),
                                Map.entry("licensed", measured.fact("licensed-data")),
                                Map.entry("users", measured.fact("user-data")),
                                Map.entry("synthetic", measured.fact("synthetic-data")),
                                Map.entry("rights", measured.fact("rights.policy")),
                                Map.entry("opt-out", new OptOutTables(measured).statement()),
                                Map.entry("contact", measured.fact("rights.contact")),
                                Map.entry("illegal", measured.fact("illegal-content")),
                                Map.entry("personal", measured.fact("personal-data"))));
    }

    public static ObjectNode json(Measured measured) {
        PublicSummary summary = new PublicSummary(measured);
        ObjectNode json = CanonicalJson.object();
        json.put("tokens", summary.tokens()).put("size-class", summary.size()).put("named-share", NAMED_SHARE);
        for (SourceFigures source : summary.sources) {
            json.withArray("sources")
                    .addObject()
                    .put("name", source.name())
                    .put("tokens", source.tokens().total())
                    .put("text-bytes", source.textBytes().total())
                    .put("share", summary.share(source))
                    .put("named", summary.share(source) > NAMED_SHARE)
                    .put("license", source.spdx());
        }
        json.put("opt-out-signals", new OptOutTables(measured).statement());
        json.set("domains", measured.shardFigures().at("domains").node());
        ObjectNode facts = json.putObject("facts");
        measured.facts().properties().forEach(fact -> facts.set(fact.getKey(), fact.getValue()));
        return json;
    }

    private long tokens() {
        return SourceFigures.sum(sources, SourceFigures::tokens).total();
    }

    private double share(SourceFigures source) {
        return tokens() == 0 ? 0 : (double) source.tokens().total() / tokens();
    }

    /// The template's classes for text.
    private String size() {
        long tokens = tokens();
        return tokens < BILLION
                ? "less than one billion tokens"
                : tokens <= 10_000 * BILLION ? "one billion to ten trillion tokens" : "more than ten trillion tokens";
    }

    private String sources() {
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : sources) {
            rows.add(List.of(
                    Markdown.text(source.name()),
                    Markdown.text(source.spdx()),
                    Numbers.count(source.tokens().total()),
                    Numbers.share(source.tokens().total(), tokens()),
                    share(source) > NAMED_SHARE ? "yes" : "no"));
        }
        return Markdown.table(List.of("dataset", "licence", ">tokens", ">share", "to be named by its share"), rows);
    }

    private String domains() {
        List<List<String>> rows = new ArrayList<>();
        Figures domains = measured.shardFigures().at("domains");
        for (Figures domain : domains.at("largest").elements()) {
            rows.add(List.of(
                    Markdown.text(domain.at("domain").text()),
                    Numbers.count(domain.at("documents").count()),
                    Numbers.count(domain.at("text-bytes").count()),
                    Numbers.share(
                            domain.at("text-bytes").count(),
                            domains.at("together").at("text-bytes").count())));
        }
        return "Domains in all: " + Numbers.count(domains.at("count").count()) + ".\n\n"
                + Markdown.table(List.of("domain", ">documents", ">bytes of text", ">share"), rows);
    }
}
