package olmoe.model.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import olmoe.model.Layout;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.WeightReader;
import olmoe.release.format.Manifest;
import olmoe.release.format.Sha256;

/// Looks at every stored tensor: is it there, has it the shape, are its values numbers, is its size
/// like its siblings', is it the one that training wrote.
final class TensorAudit {
    /// Root mean squares of siblings (the same matrix in other layers and experts) lie within this
    /// factor of their median: training moves them by less, a lost scale or a zeroed tensor by more.
    private static final double SIBLING_FACTOR = 20;

    private static final int NAMED = 5;

    private TensorAudit() {}

    static Check names(Checkpoint checkpoint) {
        List<String> misfits = checkpoint.misfits();
        return check(
                "tensors", misfits, checkpoint.stored().size() + " tensors have the names and shapes of config.json");
    }

    static Check counts(Layout layout, TrainingRecord training) {
        String found = layout.parameters() + " parameters, " + layout.activeParameters() + " active for a token";
        List<String> wrong = new ArrayList<>();
        if (training != null) {
            compareCount(wrong, "total", layout.parameters(), training);
            compareCount(wrong, "active", layout.activeParameters(), training);
        }
        return check("parameters", wrong, found);
    }

    private static void compareCount(List<String> wrong, String name, long counted, TrainingRecord training) {
        double recorded = training.number("/parameters/" + name);
        if (recorded != counted) {
            wrong.add(training.file().getFileName() + ": parameters." + name + ": expected " + counted
                    + " as counted, found " + (long) recorded);
        }
    }

    /// Whether all values are finite, and the size of no tensor that has one is unlike its siblings': tensor by tensor,
    /// as many as fit no memory together.
    static List<Check> numbers(Checkpoint checkpoint) throws IOException {
        List<String> notFinite = new ArrayList<>();
        Map<String, Map<String, Double>> families = new TreeMap<>(); // root mean squares by family and tensor
        try (WeightReader reader = checkpoint.reader()) {
            for (Layout.Tensor tensor : checkpoint.layout().tensors()) {
                double[] values = reader.doubles(tensor);
                double squares = 0;
                for (double value : values) {
                    squares += value * value;
                }
                if (!Double.isFinite(squares)) {
                    notFinite(tensor, values).ifPresent(notFinite::add);
                    continue;
                }
                families.computeIfAbsent(
                                tensor.name().replaceAll("\\.[0-9]+\\.", ".*."), family -> new LinkedHashMap<>())
                        .put(tensor.name(), Math.sqrt(squares / values.length));
            }
        }
        return List.of(check("finite", notFinite, "every value is finite"), siblings(families));
    }

    private static Optional<String> notFinite(Layout.Tensor tensor, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return Optional.of(tensor.name() + ": expected finite values, found " + values[i] + " at row "
                        + i / tensor.columns() + ", column " + i % tensor.columns());
            }
        }
        return Optional.empty();
    }

    private static Check siblings(Map<String, Map<String, Double>> families) {
        List<String> wrong = new ArrayList<>();
        families.forEach((family, sizes) -> {
            double[] sorted = sizes.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            double median = sorted[sorted.length / 2];
            sizes.forEach((name, size) -> {
                if (!(size > 0)) {
                    wrong.add(name + ": expected values, found only zeros");
                } else if (size > SIBLING_FACTOR * median || size < median / SIBLING_FACTOR) {
                    wrong.add(name + ": expected a root mean square near the " + brief(median)
                            + " of its siblings, found " + brief(size));
                }
            });
        });
        return check("siblings", wrong, "no tensor is zero or of another size than its siblings");
    }

    /// Every tensor by the SHA-256 that training recorded: what tells a square matrix from its
    /// transpose, or two experts that changed places.
    static Check digests(Checkpoint checkpoint, JsonNode recorded) throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, String> found = checkpoint.tensorDigests();
        for (Map.Entry<String, String> tensor : found.entrySet()) {
            String expected = recorded.path(tensor.getKey()).asText("none");
            if (!expected.equals(tensor.getValue())) {
                wrong.add(tensor.getKey() + ": expected the bytes that training wrote, sha256 " + expected + ", found "
                        + tensor.getValue());
            }
        }
        return check("tensor-digests", wrong, found.size() + " tensors are byte for byte those that training wrote");
    }

    /// The checkpoint's files by the manifest of the model's folder.
    static Check files(Checkpoint checkpoint, Path modelFolder) throws IOException {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        Path folder = checkpoint.folder().toAbsolutePath().normalize();
        for (Manifest.Entry entry : Manifest.read(modelFolder).files()) {
            Path file = modelFolder.resolve(entry.path()).normalize();
            if (!file.startsWith(folder)) {
                continue;
            }
            compared++;
            String found = Files.exists(file) ? Sha256.of(file) : "no file";
            if (!found.equals(entry.sha256())) {
                wrong.add(entry.path() + ": expected sha256 " + entry.sha256() + " as in " + Manifest.NAME + ", found "
                        + found);
            }
        }
        if (compared == 0) {
            wrong.add(Manifest.NAME + " of the model: expected the checkpoint's files, found none under " + folder);
        }
        return check("files", wrong, compared + " files are those of the model's manifest");
    }

    private static Check check(String name, List<String> wrong, String message) {
        if (wrong.isEmpty()) {
            return new Check(name, true, message);
        }
        List<String> shown = wrong.subList(0, Math.min(NAMED, wrong.size()));
        String more = wrong.size() > NAMED ? "; and " + (wrong.size() - NAMED) + " more" : "";
        return new Check(name, false, String.join("; ", shown) + more);
    }

    private static String brief(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
