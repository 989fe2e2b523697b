package olmoe.release.card;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tables of the documents: sources, steps, reasons, duplicates, languages, lengths, licences.
final class CorpusTables {
    private final Measured measured;
    private final List<SourceFigures> sources;

    CorpusTables(Measured measured) {
        this.measured = measured;
        this.sources = SourceFigures.of(measured);
    }

    String summary() {
        Split documents = SourceFigures.sum(sources, SourceFigures::documents);
        Split bytes = SourceFigures.sum(sources, SourceFigures::textBytes);
        Split tokens = SourceFigures.sum(sources, SourceFigures::tokens);
        Split windows = SourceFigures.sum(sources, SourceFigures::windows);
        Split masked = SourceFigures.sum(sources, SourceFigures::maskedWindows);
        Split tails = SourceFigures.sum(sources, SourceFigures::tailTokens);
        return Markdown.table(
                List.of("", ">train", ">validation", ">together"),
                List.of(
                        splitRow("documents", documents),
                        splitRow("bytes of text", bytes),
                        splitRow("tokens", tokens),
                        splitRow("windows of training length", windows),
                        splitRow("windows without loss (masked)", masked),
                        splitRow("tokens after the last whole window", tails)));
    }

    private static List<String> splitRow(String name, Split split) {
        return List.of(
                name, Numbers.count(split.train()), Numbers.count(split.validation()), Numbers.count(split.total()));
    }

    String sources() {
        long all = SourceFigures.sum(sources, SourceFigures::tokens).total();
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : sources) {
            rows.add(List.of(
                    Markdown.text(source.name()),
                    Numbers.count(source.read()),
                    Numbers.count(source.kept()),
                    Numbers.count(source.dropped()),
                    Numbers.count(source.rejected()),
                    Numbers.count(source.documents().train()),
                    Numbers.count(source.documents().validation()),
                    Numbers.count(source.textBytes().total()),
                    Numbers.count(source.tokens().train()),
                    Numbers.count(source.tokens().validation()),
                    Numbers.count(source.tokens().total()),
                    Numbers.share(source.tokens().total(), all)));
        }
        return Markdown.table(
                List.of(
                        "source",
                        ">read",
                        ">kept",
                        ">dropped",
                        ">rejected",
                        ">documents train",
                        ">documents validation",
                        ">bytes of text",
                        ">tokens train",
                        ">tokens validation",
                        ">unique tokens",
                        ">share of tokens"),
                rows);
    }

    String licences() {
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : sources) {
            rows.add(List.of(
                    Markdown.text(source.name()),
                    Markdown.text(source.spdx()),
                    Markdown.code(HuggingFace.license(source.spdx())),
                    Markdown.code(source.evidence()),
                    Numbers.count(source.documents().total()),
                    Numbers.count(source.tokens().total())));
        }
        return Markdown.table(
                List.of("source", "licence (SPDX)", "id on the Hub", "evidence", ">documents", ">tokens"), rows);
    }

    String inputs() {
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : sources) {
            for (Figures input : source.inputs()) {
                rows.add(List.of(
                        Markdown.text(source.name()),
                        Markdown.code(input.at("path").text()),
                        Numbers.count(input.at("blocks").count()),
                        Numbers.count(input.at("bytes").count()),
                        Numbers.count(input.at("records").count()),
                        Numbers.count(input.at("other-records").count()),
                        Markdown.code(input.at("sha256").text())));
            }
        }
        return Markdown.table(
                List.of("source", "input", ">blocks", ">bytes", ">records", ">records that are no documents", "sha256"),
                rows);
    }

    String steps() {
        List<List<String>> rows = new ArrayList<>();
        for (StepFigures step : StepFigures.of(measured)) {
            rows.add(List.of(
                    Long.toString(step.phase()),
                    Markdown.code(step.step()),
                    Markdown.text(step.kind()),
                    Numbers.count(step.read()),
                    Numbers.count(step.kept()),
                    Numbers.count(step.dropped()),
                    Numbers.count(step.rejected())));
        }
        return Markdown.table(List.of(">phase", "step", "kind", ">read", ">kept", ">dropped", ">rejected"), rows);
    }

    String reasons() {
        List<List<String>> rows = new ArrayList<>();
        for (StepFigures step : StepFigures.of(measured)) {
            step.reasons().entrySet().stream()
                    .sorted(comparingLong((Map.Entry<String, Long> reason) -> reason.getValue())
                            .reversed())
                    .forEach(reason -> rows.add(List.of(
                            Markdown.code(step.step()),
                            Markdown.code(reason.getKey()),
                            Numbers.count(reason.getValue()),
                            Numbers.share(reason.getValue(), step.read()))));
        }
        return Markdown.table(List.of("step", "reason", ">documents", ">share of what it read"), rows);
    }

    String rejects() {
        List<List<String>> rows = new ArrayList<>();
        measured.statsFigures()
                .at("rejects")
                .members()
                .forEach((reason, count) -> rows.add(List.of(Markdown.text(reason), Numbers.count(count.count()))));
        return Markdown.table(List.of("reason", ">records"), rows);
    }

    String duplicates() {
        List<List<String>> rows = new ArrayList<>();
        for (Figures step : measured.statsFigures().at("duplicates").elements()) {
            rows.add(List.of(
                    Markdown.code(step.at("step").text()),
                    Numbers.count(step.at("documents").count()),
                    Numbers.count(step.at("groups").count()),
                    Numbers.count(step.at("largest").count())));
        }
        return Markdown.table(List.of("step", ">documents dropped", ">groups", ">largest group"), rows);
    }

    String lengths() {
        List<List<String>> rows = new ArrayList<>();
        for (LengthBin bin : LengthBin.of(measured)) {
            rows.add(List.of(bin.label(), Numbers.count(bin.documents())));
        }
        return Markdown.table(List.of(">tokens", ">documents"), rows);
    }

    String folders() {
        TreeMap<String, long[]> folders = new TreeMap<>();
        for (Figures file : measured.fileFigures().elements()) {
            String path = file.at("path").text();
            int slash = path.indexOf('/');
            long[] sums = folders.computeIfAbsent(slash < 0 ? path : path.substring(0, slash + 1), f -> new long[2]);
            sums[0]++;
            sums[1] += file.at("size").count();
        }
        List<List<String>> rows = new ArrayList<>();
        folders.forEach((folder, sums) ->
                rows.add(List.of(Markdown.code(folder), Numbers.count(sums[0]), Numbers.count(sums[1]))));
        return Markdown.table(List.of("file or folder", ">files", ">bytes"), rows);
    }
}
