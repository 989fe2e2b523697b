package olmoe.release.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import olmoe.release.format.CanonicalJson;

/// How long and how the model is trained, as the recipe's `training`. Defaults are the paper's where
/// size does not matter (arXiv 2409.02060, Table 10).
///
/// @param tokens to train on in all
/// @param batchWindows windows of one optimizer step
/// @param microBatchWindows windows that go through the model together, a divisor of `batchWindows`; the gradients of
///     a step's micro-batches are averaged, and its load balance is that of each micro-batch, as in the released run
/// @param learningRate at its peak
/// @param warmupTokens over which the rate rises from a tenth of its peak; a twentieth of `tokens` by default
/// @param weightDecay of AdamW
/// @param clip bound of the gradient's norm
/// @param checkpointEvery optimizer steps between checkpoints, 0 for the last one only
/// @param evalEvery optimizer steps between evaluations, 0 for before and after only
/// @param annealTokens to train on after `tokens`, in an order of their own, while the rate falls on a line from the
///     tenth of its peak to nothing; 0 for none
/// @param annealSeed of that order; 42 by default, as in the released run
/// @param lossScale `as-trained` by default, `paper` or `transformers`
public record TrainingPlan(
        long tokens,
        int batchWindows,
        int microBatchWindows,
        double learningRate,
        long warmupTokens,
        double weightDecay,
        double clip,
        long checkpointEvery,
        long evalEvery,
        long annealTokens,
        long annealSeed,
        String lossScale) {
    private static final String AS_TRAINED = "as-trained";
    private static final List<String> LOSS_SCALES = List.of(AS_TRAINED, "paper", "transformers");

    static TrainingPlan of(Section section) {
        Value tokens = section.get("tokens");
        int batch = section.find("batch-windows").map(Value::size).orElse(16);
        TrainingPlan plan = new TrainingPlan(
                tokens.count(),
                batch,
                section.find("micro-batch-windows").map(Value::size).orElse(batch),
                positive(section, "learning-rate", 4e-4),
                section.find("warmup-tokens").map(Value::count).orElse(tokens.count() / 20),
                section.find("weight-decay").map(Value::fraction).orElse(0.1),
                positive(section, "clip", 1.0),
                section.find("checkpoint-every").map(Value::count).orElse(0L),
                section.find("eval-every").map(Value::count).orElse(0L),
                section.find("anneal-tokens").map(Value::count).orElse(0L),
                section.find("anneal-seed").map(Value::count).orElse(42L),
                section.find("loss-scale").map(Value::text).orElse(AS_TRAINED));
        section.finish();
        if (plan.tokens < 1) {
            throw tokens.expected("tokens to train on");
        }
        if (plan.batchWindows % plan.microBatchWindows != 0) {
            throw section.get("micro-batch-windows").expected("a divisor of batch-windows, " + plan.batchWindows);
        }
        if (!LOSS_SCALES.contains(plan.lossScale)) {
            throw section.get("loss-scale").expected("one of " + String.join(", ", LOSS_SCALES));
        }
        if (plan.warmupTokens > plan.tokens) {
            throw section.get("warmup-tokens").expected("at most tokens, " + plan.tokens);
        }
        return plan;
    }

    private static double positive(Section section, String key, double otherwise) {
        Value value = section.find(key).orElse(null);
        if (value == null) {
            return otherwise;
        }
        if (!(value.number() > 0)) {
            throw value.expected("a number above 0");
        }
        return value.number();
    }

    /// The loss scale is named only where it is not the default, so that recipes without it keep their digest.
    ObjectNode json() {
        ObjectNode json = CanonicalJson.object()
                .put("tokens", tokens)
                .put("batch-windows", batchWindows)
                .put("micro-batch-windows", microBatchWindows)
                .put("learning-rate", learningRate)
                .put("warmup-tokens", warmupTokens)
                .put("weight-decay", weightDecay)
                .put("clip", clip)
                .put("checkpoint-every", checkpointEvery)
                .put("eval-every", evalEvery)
                .put("anneal-tokens", annealTokens)
                .put("anneal-seed", annealSeed);
        if (!lossScale.equals(AS_TRAINED)) {
            json.put("loss-scale", lossScale);
        }
        return json;
    }
}
