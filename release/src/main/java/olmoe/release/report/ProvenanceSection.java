package olmoe.release.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;
import olmoe.release.card.SourceFigures;

/// What was made of what, and what a verification found.
final class ProvenanceSection {
    private static final double BOX = 44;
    private static final double GAP = 26;
    private static final int DIGEST = 16;

    private final Measured measured;

    ProvenanceSection(Measured measured) {
        this.measured = measured;
    }

    /// One box of the picture: what it is, what it holds, a digest.
    private record Stage(String name, String holds, String digest) {}

    String render() {
        List<SourceFigures> sources = SourceFigures.of(measured);
        long inputs =
                sources.stream().mapToLong(source -> source.inputs().size()).sum();
        TreeMap<String, String> files = new TreeMap<>();
        TreeMap<String, Long> counts = new TreeMap<>();
        for (Figures file : measured.fileFigures().elements()) {
            String path = file.at("path").text();
            files.put(path, file.at("sha256").text());
            counts.merge(path.contains("/") ? path.substring(0, path.indexOf('/')) : "", 1L, Long::sum);
        }
        List<Stage> stages = new ArrayList<>();
        stages.add(
                new Stage("input files", Numbers.count(inputs) + ", each with its sum in governance/sources.json", ""));
        stages.add(stage("recipe", "what decides the bytes", files, "reproduce/recipe.yaml"));
        stages.add(stage(
                "corpus",
                Numbers.count(counts.getOrDefault("data", 0L)) + " shards of data, "
                        + Numbers.count(counts.getOrDefault("tokens", 0L)) + " files of tokens",
                files,
                "reproduce/manifests/corpus.json"));
        stages.add(stage(
                "model",
                Numbers.count(measured.trainingFigures().at("steps").count()) + " steps, "
                        + Numbers.count(counts.getOrDefault("checkpoints", 0L)) + " files of checkpoints",
                files,
                "reproduce/manifests/model.json"));
        stages.add(stage(
                "validation",
                Numbers.count(measured.validationFigures()
                                .at("checks")
                                .elements()
                                .size()) + " checks of the weights",
                files,
                "reproduce/manifests/validation.json"));
        if (files.containsKey("reproduce/manifests/index.json")) {
            stages.add(stage("index", "which documents resemble a text", files, "reproduce/manifests/index.json"));
        }
        files.keySet().stream()
                .filter(path -> path.startsWith("reproduce/manifests/takedown-"))
                .forEach(path -> stages.add(stage(
                        path.substring("reproduce/manifests/".length(), path.length() - ".json".length()),
                        "documents that were removed later",
                        files,
                        path)));
        stages.add(
                new Stage("release", Numbers.count(files.size()) + " files beside their documents", measured.digest()));
        String title = "From crawl to release";
        String words = "Each stage names what it took by SHA-256; signed statements in attestations say the same.";
        List<List<String>> rows = new ArrayList<>();
        stages.forEach(stage -> rows.add(List.of(stage.name(), stage.holds(), stage.digest())));
        return Html.section(
                "provenance",
                "Provenance",
                "",
                Html.figure(
                        title,
                        words,
                        "",
                        draw(title, words, stages),
                        Html.table(title, List.of("stage", "holds", "sha256"), rows)));
    }

    private static Stage stage(String name, String holds, TreeMap<String, String> files, String path) {
        return new Stage(name, holds, files.getOrDefault(path, ""));
    }

    private static String draw(String title, String words, List<Stage> stages) {
        Svg svg = new Svg("provenance-graph", "bars", stages.size() * (BOX + GAP), title, words);
        double y = 0;
        for (Stage stage : stages) {
            String digest = stage.digest().isEmpty()
                    ? ""
                    : " · "
                            + stage.digest()
                                    .substring(
                                            0, Math.min(DIGEST, stage.digest().length())) + "…";
            svg.rect("track", 0, y, 100, BOX, stage.name() + ": " + stage.holds());
            svg.label("name", 2, y + 18, stage.name(), digest);
            svg.label("tick", 2, y + 36, stage.holds());
            if (stage != stages.get(stages.size() - 1)) {
                svg.label("tick middle", 50, y + BOX + 18, "↓");
            }
            y += BOX + GAP;
        }
        return svg.end();
    }

    /// @param verification what `verify --json` prints
    static String state(JsonNode verification) {
        StringBuilder list = new StringBuilder("<ul class=\"checks\">\n");
        for (JsonNode check : verification.required("checks")) {
            boolean holds = check.required("holds").asBoolean();
            list.append(holds ? "<li class=\"holds\">" : "<li class=\"fails\">").append("<strong>");
            list.append(Html.escape(check.required("name").asText())).append("</strong> ");
            list.append(holds ? "holds: " : "does not hold: ");
            list.append(Html.escape(check.required("counted").asText()));
            for (JsonNode finding : check.required("findings")) {
                list.append("<br>")
                        .append(Html.escape(finding.required("file").asText() + ": "
                                + finding.required("message").asText()));
            }
            list.append("</li>\n");
        }
        return Html.section(
                "state",
                "State of verification",
                "What olmoe release verify found when this page was written. Signer: "
                        + verification.required("signer").asText() + ".",
                list.append("</ul>\n").toString());
    }
}
