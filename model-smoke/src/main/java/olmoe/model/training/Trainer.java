package olmoe.model.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Losses;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.model.vector.Network;
import olmoe.model.vector.TrainingRun;
import olmoe.model.vector.Workers;
import olmoe.release.recipe.TrainingPlan;
import olmoe.tokenizer.cli.CheckException;

/// The loop of one training run: from nothing or from the last whole checkpoint to the last step.
final class Trainer {
    private final TrainingFolder folder;
    private final TokenCorpus corpus;
    private final HeldOut heldOut;
    private final CheckpointConfig config;
    private final TrainingPlan plan;
    private final LossScale scale;
    private final String settings;
    private final Workers workers;
    private final Progress progress;
    private final float[] parameters;
    private final AdamW optimizer;
    private final Network network;
    private final TrainingRun training;
    private final Network.Run run; // of the training run
    private final Evaluation evaluation;

    /// @param settings digest of all that decides the weights: a checkpoint of other settings is none
    Trainer(
            TrainingFolder folder,
            TokenCorpus corpus,
            HeldOut heldOut,
            CheckpointConfig config,
            TrainingPlan plan,
            long seed,
            String settings,
            Workers workers,
            Progress progress) {
        this.folder = folder;
        this.corpus = corpus;
        this.heldOut = heldOut;
        this.config = config;
        this.plan = plan;
        scale = LossScale.of(plan.lossScale());
        this.settings = settings;
        this.workers = workers;
        this.progress = progress;
        Layout layout = new Layout(config.shape());
        parameters = Initialization.parameters(layout, seed);
        optimizer = new AdamW(parameters.length, plan.weightDecay(), plan.clip());
        network = TrainingRun.network(layout, parameters, workers);
        training = new TrainingRun(network, plan.microBatchWindows(), corpus.window());
        run = training.run();
        evaluation = new Evaluation(run, plan.microBatchWindows());
        corpus.annealFrom(mainSteps(plan, corpus.window()) * plan.batchWindows(), plan.annealSeed());
    }

    /// Tokens of one step.
    static long batchTokens(TrainingPlan plan, int window) {
        return (long) plan.batchWindows() * window;
    }

    /// Steps of the whole run: as many as reach the plan's tokens, then those of annealing.
    static long steps(TrainingPlan plan, int window) {
        return mainSteps(plan, window) + Math.ceilDiv(plan.annealTokens(), batchTokens(plan, window));
    }

    private static long mainSteps(TrainingPlan plan, int window) {
        return Math.ceilDiv(plan.tokens(), batchTokens(plan, window));
    }

    /// What a run comes to.
    ///
    /// @param firstStep the first step that this process did, 1 unless it went on from a checkpoint
    record Result(long steps, HeldOut.Loss before, HeldOut.Loss after, float[] parameters, long firstStep) {}

    Result train() throws IOException {
        TrainerState state = resume();
        long last = steps(plan, corpus.window());
        long tokens = batchTokens(plan, corpus.window());
        long main = mainSteps(plan, corpus.window());
        Schedule schedule =
                new Schedule(plan.learningRate(), plan.warmupTokens(), main * tokens, (last - main) * tokens);
        try (MetricsLog log = new MetricsLog(folder.folder(), state == null ? 0 : state.metricsBytes())) {
            HeldOut.Loss before = state == null ? evaluate(0, log) : state.before();
            long first = state == null ? 1 : state.step() + 1;
            for (long step = first; step <= last; step++) {
                step(step, schedule.rate(step * tokens), step * tokens, log, before);
                if (plan.evalEvery() > 0 && step % plan.evalEvery() == 0 && step < last) {
                    evaluate(step, log);
                }
                if (step == last || plan.checkpointEvery() > 0 && step % plan.checkpointEvery() == 0) {
                    save(step, log, before);
                }
            }
            return new Result(last, before, evaluate(last, log), parameters, first);
        }
    }

    private void save(long step, MetricsLog log, HeldOut.Loss before) throws IOException {
        long tokens = step * batchTokens(plan, corpus.window());
        TrainerState now = new TrainerState(step, tokens, step * plan.batchWindows(), settings, log.length(), before);
        folder.write(folder.checkpoint(step), part -> now.write(part, config, parameters, optimizer));
    }

    /// Loads the last checkpoint of these settings; null if there is none.
    private TrainerState resume() throws IOException {
        folder.removeParts();
        List<Long> steps = folder.checkpoints();
        if (steps.isEmpty()) {
            return null;
        }
        Path last = folder.checkpoint(steps.get(steps.size() - 1));
        TrainerState state = TrainerState.read(last);
        if (!state.settings().equals(settings)) {
            progress.say("checkpoints of other settings are removed");
            folder.clear();
            return null;
        }
        TrainerState.restore(last, new Layout(config.shape()), parameters, optimizer);
        network.pack();
        progress.say("goes on from step " + state.step());
        return state;
    }

    private void step(long step, double rate, long tokens, MetricsLog log, HeldOut.Loss before) throws IOException {
        int windows = plan.microBatchWindows();
        int length = corpus.window();
        int parts = plan.batchWindows() / windows;
        long[][] counts = new long[config.shape().layers()][config.shape().experts()];
        double crossEntropy = 0;
        double loadBalance = 0;
        double routerZ = 0;
        int masked = 0;
        String broken = null;
        for (int part = 0; part < parts; part++) {
            int[] ids = new int[windows * length];
            boolean[] keep = new boolean[windows];
            for (int i = 0; i < windows; i++) {
                keep[i] = !corpus.read((step - 1) * plan.batchWindows() + part * windows + i, ids, i * length);
                masked += keep[i] ? 0 : 1;
            }
            run.forward(ids);
            Losses losses = part == 0 ? training.backward(keep, scale) : training.addBackward(keep, scale);
            crossEntropy += losses.crossEntropy() / parts;
            loadBalance += losses.loadBalance() / parts;
            routerZ += losses.routerZ() / parts;
            add(counts, run.counts());
            broken = broken == null && !Double.isFinite(losses.total()) ? training.firstNotFinite() : broken;
        }
        Losses losses = new Losses(crossEntropy, loadBalance, routerZ);
        double norm = AdamW.norm(training.gradients(), workers) / parts;
        if (!Double.isFinite(losses.total()) || !Double.isFinite(norm)) {
            stop(step, losses, norm, broken == null ? training.firstNotFinite() : broken, log, before);
        }
        optimizer.update(parameters, training.gradients(), parts, norm, rate, step, workers);
        network.pack();
        log.write(step, values(losses, masked, norm, rate, tokens, counts));
        progress.step(step, tokens, losses.crossEntropy());
    }

    private static void add(long[][] sums, long[][] counts) {
        for (int l = 0; l < sums.length; l++) {
            for (int e = 0; e < sums[l].length; e++) {
                sums[l][e] += counts[l][e];
            }
        }
    }

    /// The weights are still those of the step before: they are kept as a checkpoint.
    private void stop(long step, Losses losses, double norm, String where, MetricsLog log, HeldOut.Loss before)
            throws IOException {
        if (step > 1) {
            save(step - 1, log, before);
        }
        throw new CheckException("step " + step + ": expected a finite loss and gradient, found loss " + losses.total()
                + " and gradient norm " + norm + ", first in " + where + "; "
                + (step > 1 ? "the weights before it are in " + folder.checkpoint(step - 1) + "; " : "")
                + "lower training.learning-rate");
    }

    private Map<String, Double> values(
            Losses losses, int masked, double norm, double rate, long tokens, long[][] counts) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("train/CrossEntropyLoss", losses.crossEntropy());
        values.put("train/LoadBalancingLoss", LossScale.LOAD_BALANCE_WEIGHT * losses.loadBalance());
        values.put("train/MoEZLoss", LossScale.ROUTER_Z_WEIGHT * losses.routerZ());
        values.put("train/masked_instances_local_rank", (double) masked);
        values.put("optim/total_grad_norm", norm);
        values.put("optim/learning_rate_group0", rate);
        values.put("throughput/total_tokens", (double) tokens);
        for (int l = 0; l < counts.length; l++) {
            double assignments = Arrays.stream(counts[l]).sum();
            for (int e = 0; e < counts[l].length; e++) {
                values.put("train/TokensPercentage/layer" + l + "/expert" + e, 100 * counts[l][e] / assignments);
            }
        }
        return values;
    }

    private HeldOut.Loss evaluate(long step, MetricsLog log) throws IOException {
        HeldOut.Loss loss = heldOut.mean(evaluation.losses(heldOut));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("eval/validation/CrossEntropyLoss", loss.all());
        values.put("eval/validation-clean/CrossEntropyLoss", loss.clean());
        log.write(step, values);
        progress.evaluated(step, loss.all());
        return loss;
    }
}
