package olmoe.model.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import olmoe.model.Engine;
import olmoe.model.Heap;
import olmoe.model.Layout;
import olmoe.model.ScalarModel;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.WeightReader;
import olmoe.model.vector.Network;
import olmoe.model.vector.ServedWeights;
import olmoe.model.vector.VectorEngine;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.tokenizer.cli.CheckException;

/// Everything that is checked about a checkpoint before it is published, in one record.
///
/// First what can be read off the files, then what needs the model to run; when a tensor is missing or
/// broken the second half is left out, because no number that it gave would mean anything.
public final class Validation {
    /// The double engine is about a thousand times slower than the other, so it sees a few windows.
    private static final int GATE_WINDOWS = 3;

    /// The same windows through the same kernels differ only in the order of a sum of doubles.
    private static final double LOSS_TOLERANCE = 1e-6;

    private final Path folder;
    private final Path corpus;
    private final Path reference;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final ObjectNode json = CanonicalJson.object();

    private Validation(Path folder, Path corpus, Path reference) {
        this.folder = folder;
        this.corpus = corpus;
        this.reference = reference;
    }

    /// @param folder a checkpoint in the Hugging Face layout; `training.json` and `manifest.json` of
    ///     the folder above it are used if they are there
    /// @param corpus of the held-out windows, or null: then the engines are compared on made-up ids,
    ///     and there is no loss
    public static Validation of(Path folder, Path corpus, Workers workers) throws IOException {
        return of(folder, corpus, null, workers);
    }

    /// @param reference what the checkpoint is held against: another checkpoint, or a file of logits as
    ///     `olmoe model logits` writes them; or null
    public static Validation of(Path folder, Path corpus, Path reference, Workers workers) throws IOException {
        Validation validation = new Validation(folder, corpus, reference);
        validation.run(workers);
        validation.writeChecks();
        return validation;
    }

    /// `validation.json`.
    public JsonNode json() {
        return json;
    }

    /// The sentences of the checks that do not hold.
    public List<String> failures() {
        return checks.stream()
                .filter(check -> !check.holds())
                .map(check -> check.name() + ": " + check.message())
                .toList();
    }

    /// Lines for people, of what differs from machine to machine.
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /// Writes `validation.json`, and `manifest.json` only if all checks hold.
    public void write(Path out) throws IOException {
        Files.deleteIfExists(out.resolve(Manifest.NAME));
        Path file = out.resolve("validation.json");
        CanonicalJson.write(file, json);
        if (!failures().isEmpty()) {
            return;
        }
        Map<String, String> inputs = new TreeMap<>();
        addDigest(inputs, "manifest.model", modelFolder());
        if (corpus != null) {
            addDigest(inputs, "manifest.corpus", corpus);
        }
        Manifest.of("validation", inputs, List.of(Manifest.Entry.of(out, file, "validation")), Map.of("checks", (long)
                        checks.size()))
                .write(out);
    }

    private static void addDigest(Map<String, String> inputs, String name, Path stage) throws IOException {
        if (Files.exists(stage.resolve(Manifest.NAME))) {
            inputs.put(name, Manifest.read(stage).digest());
        }
    }

    private Path modelFolder() {
        return folder.toAbsolutePath().normalize().getParent();
    }

    private void run(Workers workers) throws IOException {
        TrainingRecord training = TrainingRecord.beside(folder).orElse(null);
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.open(folder);
        } catch (IOException e) {
            checks.add(new Check("checkpoint", false, "expected a readable checkpoint: " + e.getMessage()));
            return;
        }
        Layout layout = checkpoint.layout();
        checks.addAll(ConfigurationAudit.of(checkpoint, training, corpus));
        checks.add(TensorAudit.names(checkpoint));
        checks.add(TensorAudit.counts(layout, training));
        if (training != null && training.at("/tensors").isObject()) {
            checks.add(TensorAudit.digests(checkpoint, training.at("/tensors")));
        }
        if (Files.exists(modelFolder().resolve(Manifest.NAME))) {
            checks.add(TensorAudit.files(checkpoint, modelFolder()));
        }
        if (!checkpoint.misfits().isEmpty()) {
            return;
        }
        List<Check> numbers = TensorAudit.numbers(checkpoint);
        checks.addAll(numbers);
        if (numbers.get(0).holds() && heapHolds(checkpoint)) {
            engines(checkpoint, training, workers);
        }
    }

    /// Of a model that fits one array the doubles of the definition and the floats of the fast engine, twice, are
    /// held at a time; of a larger one the fast engine's packed weights alone.
    private boolean heapHolds(Checkpoint checkpoint) {
        Layout layout = checkpoint.layout();
        long needed = layout.fitsOneArray()
                ? (Double.BYTES + 2 * Float.BYTES) * layout.parameters()
                : ServedWeights.bytes(layout, checkpoint.isBrain());
        long heap = Heap.room();
        if (needed > heap) {
            checks.add(new Check(
                    "logits",
                    false,
                    "expected room for " + needed + " bytes in the heap to run the model, found " + heap + "; "
                            + Heap.start(needed)));
        }
        return needed <= heap;
    }

    private Network network(Checkpoint checkpoint, Workers workers) throws IOException {
        if (checkpoint.layout().fitsOneArray()) {
            return new Network(checkpoint.layout(), checkpoint.floats(), workers);
        }
        try (WeightReader reader = checkpoint.reader()) {
            return ServedWeights.network(checkpoint.layout(), reader::read, checkpoint.isBrain(), workers);
        }
    }

    private void engines(Checkpoint checkpoint, TrainingRecord training, Workers workers) throws IOException {
        Layout layout = checkpoint.layout();
        Shape shape = layout.shape();
        List<int[]> heldOut = List.of();
        if (corpus != null) {
            HeldOutWindows read = HeldOutWindows.read(corpus);
            Check fit = fit(read, shape);
            checks.add(fit);
            if (!fit.holds()) {
                return;
            }
            heldOut = read.windows();
        }
        List<int[]> compared = heldOut.isEmpty() ? madeUp(shape) : spread(heldOut);
        Network network = network(checkpoint, workers);
        Engine engine = new VectorEngine(network);
        if (reference != null) {
            reference(checkpoint, engine, compared);
        }
        if (layout.fitsOneArray()) {
            logits(LogitsGate.compare(new ScalarModel(layout, checkpoint.doubles()), engine, compared));
        } else {
            String message = "not compared with the definition, which holds no more than 2^31 parameters";
            checks.add(new Check("logits", true, message));
            remarks.add(message);
        }
        SecondEngine second = SecondEngine.compare(checkpoint, engine, compared, json.putObject("second-engine"));
        checks.add(second.check());
        remarks.add(second.remark());
        List<int[]> windows = heldOut.isEmpty() ? List.of(madeUp(shape).get(0)) : heldOut;
        Evaluation evaluation = Evaluation.of(network, shape, windows);
        if (corpus != null) {
            json.putObject("evaluation")
                    .put("windows", evaluation.windows())
                    .put("tokens", evaluation.tokens())
                    .put("predicted-tokens", evaluation.predictedTokens())
                    .put("loss", evaluation.loss())
                    .put("perplexity", StrictMath.exp(evaluation.loss()));
            checks.add(loss(evaluation, shape, training));
        }
        evaluation.load().write(json.putArray("routing"));
        checks.add(evaluation.load().health());
    }

    private void reference(Checkpoint checkpoint, Engine engine, List<int[]> sequences) throws IOException {
        LogitsGate gate;
        if (Files.isRegularFile(reference) && reference.toString().endsWith(".jsonl")) {
            RecordedLogits recorded = RecordedLogits.read(reference);
            gate = LogitsGate.compare(recorded, engine, recorded.ids());
        } else {
            Checkpoint stated = Checkpoint.open(reference);
            Check settings = ReferenceAudit.settings(checkpoint, stated);
            checks.add(settings);
            if (!stated.layout().tensors().equals(checkpoint.layout().tensors())) {
                return;
            }
            checks.add(ReferenceAudit.tensors(checkpoint, stated));
            if (!stated.layout().fitsOneArray()) {
                return;
            }
            gate = LogitsGate.compare(
                    new ScalarModel(stated.layout(), stated.doublesAs(checkpoint)), engine, sequences);
        }
        checks.add(new Check(
                "reference-logits",
                gate.holds(),
                gate.holds()
                        ? "logits within " + LogitsGate.TOLERANCE + " of the reference on " + gate.tokens() + " tokens"
                        : "expected the reference's logits within " + LogitsGate.TOLERANCE
                                + " and its leading tokens, found a difference of " + brief(gate.maxDifference())
                                + (gate.place() == null ? "" : ", first at " + gate.place())));
    }

    private Check fit(HeldOutWindows heldOut, Shape shape) {
        String found = heldOut.windows().size() + " windows of " + heldOut.length() + " tokens";
        String wrong = null;
        if (heldOut.windows().isEmpty()) {
            wrong = "expected at least one validation window in " + corpus + ", found " + found;
        } else if (heldOut.length() > shape.context()) {
            wrong = "expected windows within the context of " + shape.context() + ", found " + found;
        }
        for (int[] ids : heldOut.windows()) {
            for (int id : ids) {
                if (id >= shape.vocabulary()) {
                    wrong = "expected ids below the " + shape.vocabulary() + " embedding rows, found " + id;
                }
            }
        }
        return new Check("held-out", wrong == null, wrong == null ? found : wrong);
    }

    private void logits(LogitsGate gate) {
        json.putObject("logits")
                .put("max-difference", Double.isFinite(gate.maxDifference()) ? (Double) gate.maxDifference() : null)
                .put("tokens", gate.tokens())
                .put("argmax-equal", gate.argmaxEqual())
                .put("ties", gate.ties());
        String found = "largest difference " + brief(gate.maxDifference()) + " on " + gate.tokens()
                + " tokens between float32 and double engine";
        checks.add(new Check(
                "logits",
                gate.holds(),
                gate.holds()
                        ? found
                        : "expected logits within " + LogitsGate.TOLERANCE + " and the same leading tokens, found "
                                + found + (gate.place() == null ? "" : ", first at " + gate.place())));
    }

    private static Check loss(Evaluation evaluation, Shape shape, TrainingRecord training) {
        String found = CanonicalJson.number(evaluation.loss()) + " on " + evaluation.windows() + " windows";
        if (!(evaluation.loss() < 2 * StrictMath.log(shape.vocabulary()))) {
            return new Check("held-out-loss", false, "expected a loss near that of a trained model, found " + found);
        }
        if (training == null) {
            return new Check("held-out-loss", true, found + "; no training.json to compare with");
        }
        double recorded = training.number("/validation/loss-after");
        double windows = training.number("/validation/windows");
        boolean holds = Math.abs(recorded - evaluation.loss()) <= LOSS_TOLERANCE && windows == evaluation.windows();
        return new Check(
                "held-out-loss",
                holds,
                holds
                        ? found + ", as training measured"
                        : "expected the " + CanonicalJson.number(recorded) + " on " + (long) windows
                                + " windows that training measured, found " + found
                                + ": these are not the weights, the settings or the windows of the training");
    }

    private static List<int[]> spread(List<int[]> windows) {
        List<int[]> chosen = new ArrayList<>();
        int count = Math.min(GATE_WINDOWS, windows.size());
        for (int i = 0; i < count; i++) {
            chosen.add(windows.get((int) ((long) i * windows.size() / count)));
        }
        return chosen;
    }

    /// Ids that visit the vocabulary in large steps, in sequences of the full context, 7 and 1.
    private static List<int[]> madeUp(Shape shape) {
        List<int[]> sequences = new ArrayList<>();
        for (int length : new int[] {Math.min(shape.context(), 256), Math.min(shape.context(), 7), 1}) {
            int[] ids = new int[length];
            for (int t = 0; t < length; t++) {
                ids[t] = (int) ((t * 7919L + 13L * length) % shape.vocabulary());
            }
            sequences.add(ids);
        }
        return sequences;
    }

    private void writeChecks() {
        ArrayNode array = json.putArray("checks");
        for (Check check : checks) {
            array.addObject()
                    .put("name", check.name())
                    .put("holds", check.holds())
                    .put("message", check.message());
        }
    }

    /// Throws if a check does not hold, with all that do not.
    public void require() {
        List<String> failures = failures();
        if (!failures.isEmpty()) {
            throw new CheckException(folder + ": " + String.join("; ", failures));
        }
    }

    private static String brief(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
