package olmoe.release.report;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import olmoe.release.card.Figures;
import olmoe.release.card.LengthBin;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;
import olmoe.release.card.SourceFigures;
import olmoe.release.card.Split;
import olmoe.release.card.StepFigures;
import olmoe.release.report.BarChart.Segment;

/// What became of the records that were read, and what the documents that were kept are like.
final class CorpusSection {
    private static final int MOST_REASONS = 24;
    private static final int SHORT_KEY = 12;
    private static final int LONG_URL = 90;

    private final Measured measured;
    private final List<SourceFigures> sources;
    private final List<StepFigures> steps;

    CorpusSection(Measured measured) {
        this.measured = measured;
        this.sources = SourceFigures.of(measured);
        this.steps = StepFigures.of(measured);
    }

    String render() {
        return Html.section(
                "corpus",
                "From records to documents",
                "Every record that was read is kept, dropped by a rule that names its reason, or rejected because it "
                        + "could not be read. The ledger of the release says which, one row each.",
                funnel() + "<div class=\"pair\">\n" + reasons() + "<div>\n" + tokens() + lengths() + duplicates()
                        + languages() + "</div>\n</div>\n" + sourceTable() + domains() + groups() + rejects());
    }

    private String funnel() {
        long read = sources.stream().mapToLong(SourceFigures::read).sum();
        long kept = sources.stream().mapToLong(SourceFigures::kept).sum();
        BarChart chart = new BarChart();
        List<List<String>> rows = new ArrayList<>();
        for (StepFigures step : steps) {
            long left = step.dropped() + step.rejected();
            String figures = Numbers.count(step.kept()) + (left == 0 ? "" : " (−" + Numbers.count(left) + ")");
            chart.add(
                    step.step(),
                    "",
                    figures,
                    List.of(
                            new Segment("kept", step.kept(), "kept " + Numbers.count(step.kept())),
                            new Segment("dropped", step.dropped(), "dropped " + Numbers.count(step.dropped())),
                            new Segment("rejected", step.rejected(), "rejected " + Numbers.count(step.rejected()))));
            rows.add(List.of(
                    step.step(),
                    step.kind(),
                    Long.toString(step.phase()),
                    Numbers.count(step.read()),
                    Numbers.count(step.kept()),
                    Numbers.count(step.dropped()),
                    Numbers.count(step.rejected()),
                    Numbers.share(step.dropped(), step.read())));
        }
        String title = "Each step in its order";
        String words = "Of " + Numbers.count(read) + " records, " + Numbers.count(kept) + " documents ("
                + Numbers.share(kept, read) + ") are in the release.";
        return Html.figure(
                title,
                words,
                Html.legend(
                        "kept",
                        "kept",
                        "dropped",
                        "dropped by this step",
                        "rejected",
                        "rejected",
                        "track",
                        "gone before"),
                chart.draw("funnel", title, words, read),
                Html.table(
                        title,
                        List.of("step", "kind", ">phase", ">read", ">kept", ">dropped", ">rejected", ">share dropped"),
                        rows));
    }

    /// One reason of one step.
    private record Reason(String step, String reason, long documents) {}

    private String reasons() {
        List<Reason> reasons = new ArrayList<>();
        for (StepFigures step : steps) {
            // a step that only rejects has its reasons in the table of rejects
            for (Map.Entry<String, Long> reason : step.reasons().entrySet()) {
                if (step.dropped() == 0) {
                    continue;
                }
                reasons.add(new Reason(step.step(), reason.getKey(), reason.getValue()));
            }
        }
        reasons.sort(comparingLong(Reason::documents).reversed());
        String title = "Why documents were dropped";
        if (reasons.isEmpty()) {
            return "<div><h3>" + title + "</h3>" + Html.emptyNote("No step dropped a document.") + "</div>\n";
        }
        BarChart chart = new BarChart();
        List<List<String>> rows = new ArrayList<>();
        for (Reason reason : reasons) {
            if (rows.size() < MOST_REASONS) {
                chart.add(
                        reason.reason(),
                        reason.step(),
                        Numbers.count(reason.documents()),
                        List.of(new Segment("dropped", reason.documents(), reason.step())));
            }
            rows.add(List.of(reason.step(), reason.reason(), Numbers.count(reason.documents())));
        }
        String words = "The first rule that drops a document names the reason."
                + (rows.size() > MOST_REASONS ? " The most frequent are drawn; all are in the table." : "");
        return Html.figure(
                title,
                words,
                "",
                chart.draw("reasons", title, words, 0),
                Html.table(title, List.of("step", "reason", ">documents"), rows));
    }

    /// The largest domains of pages, by bytes of text.
    private String domains() {
        Figures domains = measured.shardFigures().at("domains");
        BarChart chart = new BarChart();
        List<List<String>> rows = new ArrayList<>();
        for (Figures domain : domains.at("largest").elements()) {
            long bytes = domain.at("text-bytes").count();
            if (rows.size() < MOST_REASONS) {
                chart.add(
                        domain.at("domain").text(),
                        Numbers.count(domain.at("documents").count()) + " documents",
                        Numbers.bytes(bytes),
                        List.of(new Segment("kept", bytes, domain.at("domain").text())));
            }
            rows.add(List.of(
                    domain.at("domain").text(),
                    Numbers.count(domain.at("documents").count()),
                    Numbers.count(domain.at("tokens").count()),
                    Numbers.count(bytes)));
        }
        if (rows.isEmpty()) {
            return "";
        }
        String title = "Domains";
        String words =
                "Domains in all: " + Numbers.count(domains.at("count").count()) + ". The largest by bytes of text.";
        return Html.figure(
                title,
                words,
                "",
                chart.draw("domains", title, words, 0),
                Html.table(title, List.of("domain", ">documents", ">tokens", ">bytes of text"), rows));
    }

    /// The largest groups of duplicates: which document stayed, which left.
    private String groups() {
        List<List<String>> rows = new ArrayList<>();
        for (Figures group : measured.shardFigures().at("duplicate-groups").elements()) {
            for (Figures member : group.at("dropped").elements()) {
                rows.add(List.of(
                        group.at("step").text(),
                        Html.shortened(group.at("kept").text(), SHORT_KEY),
                        Numbers.count(group.at("documents").count()),
                        Html.shortened(
                                member.find("url")
                                        .map(Figures::text)
                                        .orElse(member.at("key").text()),
                                LONG_URL),
                        member.find("similarity")
                                .map(value -> Numbers.fixed(value.number(), 2))
                                .orElse("")));
            }
        }
        return rows.isEmpty()
                ? ""
                : "<h3>Groups of duplicates</h3>\n<p>The largest, with some of the documents that left.</p>\n"
                        + Html.table(
                                "Groups of duplicates",
                                List.of("step", "kept document", ">documents", "dropped document", ">similarity"),
                                rows);
    }

    private String tokens() {
        BarChart chart = new BarChart();
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : sources) {
            Split tokens = source.tokens();
            chart.add(
                    source.name(),
                    source.spdx(),
                    Numbers.count(tokens.total()),
                    List.of(
                            new Segment("train", tokens.train(), "train " + Numbers.count(tokens.train())),
                            new Segment(
                                    "held", tokens.validation(), "validation " + Numbers.count(tokens.validation()))));
            rows.add(List.of(
                    source.name(),
                    Numbers.count(source.documents().train()),
                    Numbers.count(source.documents().validation()),
                    Numbers.count(tokens.train()),
                    Numbers.count(tokens.validation()),
                    Numbers.count(source.windows().train()),
                    Numbers.count(source.maskedWindows().train()),
                    Numbers.count(source.tailTokens().total())));
        }
        Split all = SourceFigures.sum(sources, SourceFigures::tokens);
        String title = "Tokens by source";
        String words = Numbers.count(all.train()) + " tokens to train on and " + Numbers.count(all.validation())
                + " held out, each counted once.";
        return Html.figure(
                title,
                words,
                Html.legend("train", "train", "held", "validation"),
                chart.draw("tokens", title, words, 0),
                Html.table(
                        title,
                        List.of(
                                "source",
                                ">documents train",
                                ">documents validation",
                                ">tokens train",
                                ">tokens validation",
                                ">windows train",
                                ">masked windows",
                                ">tail tokens"),
                        rows));
    }

    private String lengths() {
        List<LengthBin> bins = LengthBin.of(measured);
        List<List<String>> rows = new ArrayList<>();
        bins.forEach(bin -> rows.add(List.of(bin.label(), Numbers.count(bin.documents()))));
        String title = "Length of documents";
        String words = "Kept documents by their tokens; a label is the lower bound of its bar.";
        return Html.figure(
                title,
                words,
                "",
                Histogram.draw("lengths", title, words, bins),
                Html.table(title, List.of(">tokens", ">documents"), rows));
    }

    private String duplicates() {
        BarChart chart = new BarChart();
        List<List<String>> rows = new ArrayList<>();
        for (Figures step : measured.statsFigures().at("duplicates").elements()) {
            String name = step.at("step").text();
            long documents = step.at("documents").count();
            String groups = Numbers.count(step.at("groups").count());
            String largest = Numbers.count(step.at("largest").count());
            chart.add(
                    name,
                    groups + " groups",
                    Numbers.count(documents),
                    List.of(new Segment("dropped", documents, "largest group " + largest)));
            rows.add(List.of(name, Numbers.count(documents), groups, largest));
        }
        String title = "Duplicates";
        if (rows.isEmpty()) {
            return "<div><h3>" + title + "</h3>" + Html.emptyNote("The recipe has no step that looks for them.")
                    + "</div>\n";
        }
        String words = "Documents dropped because a verified neighbour precedes them.";
        return Html.figure(
                title,
                words,
                "",
                chart.draw("duplicates", title, words, 0),
                Html.table(title, List.of("step", ">documents", ">groups", ">largest group"), rows));
    }

    private String languages() {
        SortedMap<String, Figures> languages =
                measured.statsFigures().at("languages").members();
        if (languages.size() < 2) {
            return "";
        }
        BarChart chart = new BarChart();
        List<List<String>> rows = new ArrayList<>();
        languages.forEach((language, count) -> {
            chart.add(
                    language, "", Numbers.count(count.count()), List.of(new Segment("kept", count.count(), language)));
            rows.add(List.of(language, Numbers.count(count.count())));
        });
        String title = "Languages";
        String words = "Kept documents by the language that a step found.";
        return Html.figure(
                title,
                words,
                "",
                chart.draw("languages", title, words, 0),
                Html.table(title, List.of("language", ">documents"), rows));
    }

    private String rejects() {
        List<List<String>> rows = new ArrayList<>();
        measured.statsFigures()
                .at("rejects")
                .members()
                .forEach((reason, count) -> rows.add(List.of(reason, Numbers.count(count.count()))));
        String table = rows.isEmpty()
                ? Html.emptyNote("None: every record could be read.")
                : Html.table("Rejected records", List.of("reason", ">records"), rows);
        return "<h3>Records that could not be read</h3>\n" + table;
    }

    private String sourceTable() {
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : sources) {
            rows.add(List.of(
                    source.name(),
                    source.spdx(),
                    source.evidence(),
                    Numbers.count(source.read()),
                    Numbers.count(source.kept()),
                    Numbers.count(source.dropped()),
                    Numbers.count(source.rejected()),
                    Numbers.bytes(source.textBytes().total())));
        }
        return "<h3>Sources and licences</h3>\n"
                + Html.table(
                        "Sources and licences",
                        List.of("source", "licence", "evidence", ">read", ">kept", ">dropped", ">rejected", ">text"),
                        rows);
    }
}
