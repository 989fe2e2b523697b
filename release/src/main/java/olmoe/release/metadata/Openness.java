package olmoe.release.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;

/// mof.yaml: what the release holds of the Model Openness Framework's components (lfai/model_openness_tool,
/// arXiv 2403.13784), and the class that follows. A component counts only where its files lie in the release;
/// code that is released elsewhere is not counted.
public final class Openness {
    private Openness() {}

    public static final String PATH = "mof.yaml";

    private record Component(String name, int level, List<String> places) {}

    /// Levels 3 (open model), 2 (open tooling) and 1 (open science), which build on each other.
    private static final List<Component> COMPONENTS = List.of(
            new Component("Model architecture", 3, List.of("model/config.json")),
            new Component(
                    "Model parameters (final)",
                    3,
                    List.of("model/model.safetensors", "model/model.safetensors.index.json")),
            new Component("Model card", 3, List.of("model/README.md")),
            new Component("Data card", 3, List.of("cards/data-card.md")),
            new Component("Technical report", 3, List.of("index.html")),
            new Component("Evaluation results", 3, List.of("eval/validation.json")),
            new Component("Training code", 2, List.of("code/")),
            new Component("Inference code", 2, List.of("code/")),
            new Component("Evaluation code", 2, List.of("code/")),
            new Component("Evaluation data", 2, List.of("data/")),
            new Component("Research paper", 1, List.of("paper/")),
            new Component("Datasets", 1, List.of("data/")),
            new Component("Data preprocessing code", 1, List.of("code/")),
            new Component("Model parameters (intermediate)", 1, List.of("checkpoints/")),
            new Component("Model metadata", 0, List.of("checkpoints/", "logs/")));

    /// @param documents paths of the documents that are rendered beside it
    public static String of(Measured measured, Set<String> documents) {
        TreeSet<String> paths = new TreeSet<>(documents);
        for (Figures file : measured.fileFigures().elements()) {
            paths.add(file.at("path").text());
        }
        Map<Component, String> found = new LinkedHashMap<>();
        for (Component component : COMPONENTS) {
            found.put(
                    component,
                    component.places.stream()
                            .filter(place -> place.endsWith("/")
                                    ? paths.ceiling(place) != null
                                            && paths.ceiling(place).startsWith(place)
                                    : paths.contains(place))
                            .findFirst()
                            .orElse(null));
        }
        String reached = "none";
        for (int level = 3; level >= 1 && complete(found, level); level--) {
            reached = List.of("I", "II", "III").get(level - 1);
        }
        StringBuilder text = new StringBuilder("framework:\n  name: 'Model Openness Framework'\n  version: '1.0'\n");
        text.append("release:\n  name: ")
                .append(Citation.quoted(measured.recipeFigures().at("name").text()));
        text.append("\n  version: ")
                .append(Citation.quoted(measured.recipeFigures().at("version").text()));
        text.append("\n  license: ").append(Citation.quoted(measured.fact("license")));
        text.append("\n  class: ").append(Citation.quoted(reached)).append("\n  components:\n");
        found.forEach((component, place) -> text.append("    - name: ")
                .append(Citation.quoted(component.name))
                .append("\n      place: ")
                .append(place == null ? "null" : Citation.quoted(place))
                .append('\n'));
        return text.toString();
    }

    private static boolean complete(Map<Component, String> found, int level) {
        return found.entrySet().stream()
                .filter(component -> component.getKey().level == level)
                .allMatch(component -> component.getValue() != null);
    }
}
