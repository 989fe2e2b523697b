package olmoe.model.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.model.Layout;
import olmoe.model.Layout.Tensor;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.WeightReader;
import olmoe.release.format.CanonicalJson;

/// Holds a checkpoint against a stated reference, such as the F32 weights that it was rounded from:
/// settings, every number, logits. Expected is what the reference gives when it is rounded to the
/// checkpoint's number format; a tensor that differs is named, and what it looks like.
final class ReferenceAudit {
    private static final int NAMED = 5;

    private final Layout layout;
    private final WeightReader expected;
    private final WeightReader found;

    private ReferenceAudit(Layout layout, WeightReader expected, WeightReader found) {
        this.layout = layout;
        this.expected = expected;
        this.found = found;
    }

    /// @return nothing wrong, or the settings that differ
    static Check settings(Checkpoint checkpoint, Checkpoint reference) {
        Map<String, Number> configured = checkpoint.config().shape().settings();
        List<String> wrong = new ArrayList<>();
        reference.config().shape().settings().forEach((name, value) -> {
            double other = configured.get(name).doubleValue();
            if (value.doubleValue() != other) {
                wrong.add(ConfigurationAudit.key(name) + ": expected "
                        + CanonicalJson.number(value.doubleValue()) + " as in the reference, found "
                        + CanonicalJson.number(other));
            }
        });
        return check("reference-config", wrong, "settings are those of " + reference.folder());
    }

    /// Every number of the reference, rounded to the checkpoint's format, against the checkpoint's: tensor by tensor.
    static Check tensors(Checkpoint checkpoint, Checkpoint reference) throws IOException {
        try (WeightReader expected = reference.reader();
                WeightReader found = checkpoint.reader()) {
            List<String> wrong = new ReferenceAudit(checkpoint.layout(), expected, found).differences();
            return check(
                    "reference-tensors",
                    wrong,
                    checkpoint.layout().tensors().size() + " tensors are those of the reference as "
                            + checkpoint.type());
        }
    }

    private List<String> differences() throws IOException {
        Map<Integer, List<Tensor>> byContent = new TreeMap<>();
        List<Tensor> different = new ArrayList<>();
        for (Tensor tensor : layout.tensors()) {
            double[] right = expected(tensor);
            byContent
                    .computeIfAbsent(Arrays.hashCode(right), hash -> new ArrayList<>())
                    .add(tensor);
            if (!Arrays.equals(found.doubles(tensor), right)) {
                different.add(tensor);
            }
        }
        List<String> wrong = new ArrayList<>();
        for (Tensor tensor : different) {
            wrong.add(wrong.size() < NAMED ? tensor.name() + ": " + describe(tensor, byContent) : tensor.name());
        }
        return wrong;
    }

    private double[] expected(Tensor tensor) throws IOException {
        return expected.doubles(tensor, found.type(tensor));
    }

    private String describe(Tensor tensor, Map<Integer, List<Tensor>> byContent) throws IOException {
        double[] own = found.doubles(tensor);
        double[] right = expected(tensor);
        int at = Arrays.mismatch(own, right);
        for (Tensor other : byContent.getOrDefault(Arrays.hashCode(own), List.of())) {
            if (Arrays.equals(expected(other), own)) {
                return "expected its own numbers, found those of " + other.name();
            }
        }
        if (tensor.rows() == tensor.columns() && Arrays.equals(transposed(right, tensor.rows()), own)) {
            return "expected the matrix, found its transpose";
        }
        long differing = 0;
        for (int i = 0; i < own.length; i++) {
            differing += own[i] == right[i] ? 0 : 1;
        }
        double factor = own[at] / right[at];
        boolean scaled = true;
        for (int i = 0; i < own.length && scaled; i++) {
            scaled = Math.abs(own[i] - factor * right[i]) <= 1e-6 * Math.abs(own[i]);
        }
        String where = " at row " + at / tensor.columns() + ", column " + at % tensor.columns();
        return scaled
                ? "expected the reference's numbers, found them times " + CanonicalJson.number(factor)
                : "expected " + CanonicalJson.number(right[at]) + where + ", found " + CanonicalJson.number(own[at])
                        + "; " + differing + " of " + own.length + " numbers differ";
    }

    private static double[] transposed(double[] matrix, int size) {
        double[] turned = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            turned[i % size * size + i / size] = matrix[i];
        }
        return turned;
    }

    private static Check check(String name, List<String> wrong, String message) {
        if (wrong.isEmpty()) {
            return new Check(name, true, message);
        }
        String more = wrong.size() > NAMED ? "; and " + (wrong.size() - NAMED) + " more" : "";
        return new Check(name, false, String.join("; ", wrong.subList(0, Math.min(NAMED, wrong.size()))) + more);
    }
}
