package olmoe.model.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.model.Variant;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.recipe.ModelPlan;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.TrainingPlan;
import olmoe.tokenizer.cli.ConfigurationException;

/// The stage `model` of a run: from a corpus to `metrics.jsonl`, `checkpoints/step<N>/`, `final/`,
/// `training.json` and, last, `manifest.json`. Done already, it does nothing; stopped, it goes on;
/// with other settings it starts over.
public final class TrainingStage {
    private static final String STAGE = "model";
    private static final String TOKENIZER = "tokenizer";
    private static final double ROPE_THETA = 10_000;
    private static final double NORM_EPSILON = 1e-5;

    private final Recipe recipe;
    private final Path corpusFolder;
    private final TrainingFolder folder;
    private final int threads;
    private final PrintStream messages;
    private final boolean terminal;

    /// @param corpus folder of a built corpus
    /// @param output folder that training fills
    /// @param messages for people; `terminal` says whether lines there may be overwritten
    public TrainingStage(Recipe recipe, Path corpus, Path output, int threads, PrintStream messages, boolean terminal) {
        this.recipe = recipe;
        this.corpusFolder = corpus;
        this.folder = new TrainingFolder(output);
        this.threads = threads;
        this.messages = messages;
        this.terminal = terminal;
        if (recipe.model() == null || recipe.training() == null) {
            throw new ConfigurationException(recipe.file().getFileName() + ": "
                    + (recipe.model() == null ? "model" : "training") + ": expected this section, found none");
        }
    }

    public void run() throws IOException {
        SortedMap<String, String> inputs = inputs();
        if (Files.isRegularFile(folder.path(Manifest.NAME))) {
            Manifest manifest = Manifest.read(folder.folder());
            if (manifest.inputs().equals(inputs) && manifest.filesArePresent(folder.folder())) {
                messages.println("olmoe model train: already done in " + folder.folder());
                return;
            }
            folder.clear();
        }
        Files.createDirectories(folder.folder());
        TrainingPlan plan = recipe.training();
        Vocabulary vocabulary = Vocabulary.read(corpusFolder.resolve(TOKENIZER));
        try (TokenCorpus corpus = TokenCorpus.open(corpusFolder);
                Workers workers = new Workers(threads)) {
            CheckpointConfig config = new CheckpointConfig(
                    shape(recipe.model(), vocabulary.size(), corpus.window()),
                    vocabulary.endToken(),
                    vocabulary.padToken());
            Progress progress = new Progress(messages, terminal, Trainer.steps(plan, corpus.window()));
            HeldOut heldOut = HeldOut.read(corpus);
            String settings = CanonicalJson.digest(object(inputs));
            Trainer trainer =
                    new Trainer(folder, corpus, heldOut, config, plan, recipe.seed(), settings, workers, progress);
            Trainer.Result result = trainer.train();
            folder.write(folder.path(TrainingFolder.FINAL), part -> writeFinal(part, config, result.parameters()));
            CanonicalJson.write(folder.path(TrainingFolder.REPORT), report(corpus, heldOut, config, result));
            MetricsFiles.write(folder.folder(), recipe.name());
            CanonicalJson.write(folder.path(TrainingFolder.PERFORMANCE), performance(progress, result));
            Manifest.of(
                            STAGE,
                            inputs,
                            folder.entries(),
                            Map.of(
                                    "parameters", new Layout(config.shape()).parameters(),
                                    "steps", result.steps(),
                                    "tokens", result.steps() * Trainer.batchTokens(plan, corpus.window())))
                    .write(folder.folder());
        }
    }

    /// Digests of all that decides the weights.
    private SortedMap<String, String> inputs() throws IOException {
        SortedMap<String, String> inputs = new TreeMap<>(recipe.inputs("model", "training", "seed"));
        if (!Files.isRegularFile(corpusFolder.resolve(Manifest.NAME))) {
            throw new ConfigurationException(corpusFolder.resolve(Manifest.NAME)
                    + ": expected a built corpus, found none; run olmoe corpus build first");
        }
        inputs.put("manifest.corpus", Manifest.read(corpusFolder).digest());
        return inputs;
    }

    private static ObjectNode object(Map<String, String> inputs) {
        ObjectNode object = CanonicalJson.object();
        inputs.forEach(object::put);
        return object;
    }

    private static Shape shape(ModelPlan plan, int vocabulary, int context) {
        return new Shape(
                vocabulary,
                plan.hidden(),
                plan.layers(),
                plan.heads(),
                plan.keyValueHeads(),
                plan.experts(),
                plan.topK(),
                plan.expertHidden(),
                context,
                ROPE_THETA,
                NORM_EPSILON,
                0,
                false,
                new Variant(plan.sharedExpert(), plan.expertChoice(), plan.layerNorm(), plan.qkNorm()));
    }

    private void writeFinal(Path part, CheckpointConfig config, float[] parameters) throws IOException {
        Checkpoint.write(part, config, parameters);
        try (Stream<Path> files = Files.list(corpusFolder.resolve(TOKENIZER))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Files.copy(file, part.resolve(file.getFileName().toString()));
            }
        }
    }

    private ObjectNode report(TokenCorpus corpus, HeldOut heldOut, CheckpointConfig config, Trainer.Result result)
            throws IOException {
        TrainingPlan plan = recipe.training();
        Layout layout = new Layout(config.shape());
        long positions = result.steps() * plan.batchWindows();
        ObjectNode json = CanonicalJson.object();
        json.set("shape", shape(config.shape()));
        json.putObject("parameters").put("total", layout.parameters()).put("active", layout.activeParameters());
        json.put("seed", recipe.seed())
                .put("steps", result.steps())
                .put("tokens", positions * corpus.window())
                .put("windows", positions)
                .put("windows-of-an-epoch", corpus.windowsOfEpoch())
                .put("loss-scale", plan.lossScale());
        Baselines baselines = Baselines.count(corpus, positions, config.shape().vocabulary());
        HeldOut.Loss unigram = heldOut.mean(baselines.unigramLosses(heldOut));
        HeldOut.Loss bigram = heldOut.mean(baselines.bigramLosses(heldOut));
        ObjectNode validation = json.putObject("validation")
                .put("documents", heldOut.documents())
                .put("windows", heldOut.windows())
                .put("tokens", (long) heldOut.windows() * heldOut.length())
                .put("predicted-tokens", (long) heldOut.windows() * (heldOut.length() - 1));
        losses(validation, result.before().all(), result.after().all());
        ObjectNode clean = validation
                .putObject("clean")
                .put("documents", heldOut.cleanDocuments())
                .put("windows", heldOut.cleanWindows())
                .put("tokens", (long) heldOut.cleanWindows() * heldOut.length())
                .put("shared-run", NGramSet.LENGTH);
        losses(clean, result.before().clean(), result.after().clean());
        clean.set("unigram", TrainerState.number(unigram.clean()));
        clean.set("bigram", TrainerState.number(bigram.clean()));
        ObjectNode counted = json.putObject("baselines").put("tokens", baselines.tokens());
        counted.set("unigram", TrainerState.number(unigram.all()));
        counted.set("bigram", TrainerState.number(bigram.all()));
        ObjectNode tensors = json.putObject("tensors");
        Checkpoint.open(folder.path(TrainingFolder.FINAL)).tensorDigests().forEach(tensors::put);
        ObjectNode weights = counted.putObject("weights");
        for (double weight : baselines.unigramWeights()) {
            weights.withArray("unigram").add(weight);
        }
        for (double weight : baselines.bigramWeights()) {
            weights.withArray("bigram").add(weight);
        }
        return json;
    }

    private static void losses(ObjectNode json, double before, double after) {
        json.set("loss-before", TrainerState.number(before));
        json.set("loss-after", TrainerState.number(after));
    }

    private static ObjectNode shape(Shape shape) {
        ObjectNode json = CanonicalJson.object()
                .put("vocabulary", shape.vocabulary())
                .put("hidden", shape.hidden())
                .put("layers", shape.layers())
                .put("heads", shape.heads())
                .put("key-value-heads", shape.keyValueHeads())
                .put("experts", shape.experts())
                .put("top-k", shape.topK())
                .put("expert-hidden", shape.expertHidden())
                .put("context", shape.context());
        shape.variant().departures().forEach((name, departs) -> json.put(name, departs ? 1 : 0));
        return json;
    }

    private ObjectNode performance(Progress progress, Trainer.Result result) {
        ObjectNode json = CanonicalJson.object();
        json.put("threads", threads)
                .put("first-step", result.firstStep())
                .put("tokens", progress.tokens())
                .put("training-seconds", progress.trainingSeconds())
                .put("seconds", progress.seconds())
                .put("tokens-per-second", progress.tokensPerSecond());
        return json;
    }
}
