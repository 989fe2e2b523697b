package olmoe.release.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;

/// Checks, samples of what the rules dropped, the files, and how a reader checks all of it.
final class ReleaseSection {
    private static final int MOST_TEXT = 300;
    private static final int MOST_SAMPLES_OF_A_RULE = 5;
    private static final int MOST_SAMPLES = 250;

    private final Measured measured;

    ReleaseSection(Measured measured) {
        this.measured = measured;
    }

    String checks() {
        Figures validation = measured.validationFigures();
        StringBuilder list = new StringBuilder("<ul class=\"checks\">\n");
        int held = 0;
        List<Figures> checks = validation.at("checks").elements();
        for (Figures check : checks) {
            boolean holds = check.at("holds").flag();
            held += holds ? 1 : 0;
            list.append(holds ? "<li class=\"holds\">" : "<li class=\"fails\">");
            list.append("<strong>").append(Html.escape(check.at("name").text())).append("</strong> ");
            list.append(holds ? "holds: " : "does not hold: ");
            list.append(Html.escape(check.at("message").text())).append("</li>\n");
        }
        list.append("</ul>\n");
        Figures logits = validation.at("logits");
        Figures evaluation = validation.at("evaluation");
        String words = Numbers.count(held) + " of " + Numbers.count(checks.size())
                + " checks hold. Two engines agree on "
                + Numbers.count(logits.at("tokens").count()) + " tokens up to a difference of "
                + Numbers.significant(logits.at("max-difference").number(), 3) + " in the logits; "
                + (logits.at("argmax-equal").flag() ? "the same token leads everywhere." : "the leading token differs.")
                + " Evaluated from the released files, the loss is "
                + Numbers.fixed(evaluation.at("loss").number(), 4) + " over "
                + Numbers.count(evaluation.at("windows").count()) + " windows.";
        return Html.section("checks", "Checks of the model", words, list.toString());
    }

    String samples() {
        Map<String, List<Figures>> rules = new LinkedHashMap<>();
        for (Figures sample : measured.statsFigures().at("samples").elements()) {
            String rule = sample.at("step").text() + " · " + sample.at("reason").text();
            rules.computeIfAbsent(rule, r -> new ArrayList<>()).add(sample);
        }
        StringBuilder content = new StringBuilder();
        int shown = 0;
        long left = 0;
        for (Map.Entry<String, List<Figures>> rule : rules.entrySet()) {
            StringBuilder texts = new StringBuilder();
            int ofRule = 0;
            for (Figures sample : rule.getValue()) {
                if (ofRule == MOST_SAMPLES_OF_A_RULE || shown == MOST_SAMPLES) {
                    left++;
                    continue;
                }
                texts.append(sample(sample));
                ofRule++;
                shown++;
            }
            if (ofRule > 0) {
                content.append(content.isEmpty() ? "<details class=\"rule\" open>" : "<details class=\"rule\">");
                content.append("<summary>").append(Html.escape(rule.getKey()));
                content.append(" <span class=\"quiet\">").append(ofRule).append("</span></summary>\n");
                content.append(texts).append("</details>\n");
            }
        }
        String words =
                "For each rule some of the documents that it dropped, chosen by the smallest hash and not by hand, "
                        + "with the value that was measured and the limit it is held to. Texts are cut."
                        + (left == 0 ? "" : " " + Numbers.count(left) + " more are in stats/stats.json.");
        if (rules.isEmpty()) {
            words = "No rule dropped a document.";
        }
        return Html.section("samples", "What the rules dropped", words, content.toString());
    }

    private static String sample(Figures sample) {
        StringBuilder text = new StringBuilder("<div class=\"sample\">\n<p class=\"quiet\">");
        sample.find("value")
                .ifPresent(value -> text.append("value ").append(measure(value)).append(", "));
        sample.find("limit")
                .ifPresent(limit -> text.append("limit ").append(measure(limit)).append(", "));
        String key = Html.shortened(sample.at("key").text(), 32);
        text.append("key <code>").append(Html.escape(key)).append("</code></p>\n");
        sample.find("url")
                .filter(url -> !url.node().asText().isEmpty())
                .ifPresent(url -> text.append("<p class=\"url\">")
                        .append(Html.escape(Html.shortened(url.text(), 200)))
                        .append("</p>\n"));
        String words = sample.at("text").node().asText();
        return text.append("<blockquote>")
                .append(Html.escape(Html.shortened(words, MOST_TEXT)))
                .append("</blockquote>\n</div>\n")
                .toString();
    }

    private static String measure(Figures value) {
        return value.node().isNumber()
                ? Numbers.significant(value.number(), 4)
                : Html.escape(Html.shortened(value.node().asText(), 60));
    }

    String files() {
        TreeMap<String, long[]> folders = new TreeMap<>();
        long bytes = 0;
        List<Figures> files = measured.fileFigures().elements();
        for (Figures file : files) {
            String path = file.at("path").text();
            int slash = path.indexOf('/');
            String folder = slash < 0 ? path : path.substring(0, slash + 1);
            long[] sums = folders.computeIfAbsent(folder, f -> new long[2]);
            sums[0]++;
            sums[1] += file.at("size").count();
            bytes += file.at("size").count();
        }
        BarChart chart = new BarChart();
        List<List<String>> rows = new ArrayList<>();
        folders.forEach((folder, sums) -> {
            String count = Numbers.count(sums[0]) + (sums[0] == 1 ? " file" : " files");
            chart.add(folder, count, Numbers.bytes(sums[1]), List.of(new BarChart.Segment("train", sums[1], folder)));
            rows.add(List.of(folder, Numbers.count(sums[0]), Numbers.count(sums[1])));
        });
        String title = "Files of the release";
        String words = Numbers.count(files.size()) + " files with " + Numbers.bytes(bytes)
                + " beside the documents rendered from them; RELEASE.json lists all with size and sum.";
        return Html.section(
                "files",
                "Files",
                "",
                Html.figure(
                        title,
                        words,
                        "",
                        chart.draw("file-sizes", title, words, 0),
                        Html.table(title, List.of("file or folder", ">files", ">bytes"), rows)));
    }

    /// A check of `olmoe release verify`, and what holds where it does.
    private record Held(String check, String means) {}

    private static final List<Held> HELD = List.of(
            new Held("sums", "every file is listed with its sum, and nothing else is there"),
            new Held("index", "RELEASE.json and the list of witnesses state the same files"),
            new Held("recipe", "the resolved recipe follows from the one that is written"),
            new Held("accounting", "documents, outcomes and reasons, counted again in data and ledger"),
            new Held("tokens", "tokens, windows and masks, counted again in the shards"),
            new Held("measures", "languages, domains and groups of duplicates, counted again"),
            new Held("order", "the order of training, made again from the seed"),
            new Held("weights", "parameters counted in the weights, each a finite number"),
            new Held("traces", "tokens and losses of the training, line by line in its log"),
            new Held("documents", "cards, governance and this page, rendered again from measured JSON"),
            new Held("formats", "Parquet, Croissant, CycloneDX and SPDX by their rules"),
            new Held("references", "links lead to files of the release, none names a machine"),
            new Held("document-index", "an index that is carried is of these documents"),
            new Held("provenance", "the digests of the stages chain from the inputs to here"),
            new Held("tombstones", "nothing that was taken down is there"));

    /// What was verified when the release was packed, in the page that it holds itself.
    String packed() {
        StringBuilder held = new StringBuilder("<ul class=\"checks\">\n");
        HELD.forEach(check -> held.append("<li class=\"holds\"><strong>")
                .append(Html.escape(check.check()))
                .append("</strong> ")
                .append(Html.escape(check.means()))
                .append("</li>\n"));
        return Html.section(
                "state",
                "State of verification",
                "The command that packed this release ended by holding it to these checks, and fails where one does not"
                        + " hold. This page was written just before, and cannot say what changed since: the commands below"
                        + " do, and olmoe release report writes this page anew with what each check finds now.",
                held.append("</ul>\n").toString());
    }

    String verify() {
        return Html.section(
                "verify",
                "Check it yourself",
                "In the folder of the release. The first command counts documents, tokens, reasons, sizes and parameters "
                        + "again from the shards and the weights. The second compares every file with its sum and needs "
                        + "nothing of ours. Neither needs a network.",
                "<pre><code>olmoe release verify .\nsha256sum -c SHA256SUMS</code></pre>\n"
                        + "<p>To make the same bytes again from the same inputs, follow "
                        + "<code>reproduce/commands.txt</code>.</p>\n");
    }
}
