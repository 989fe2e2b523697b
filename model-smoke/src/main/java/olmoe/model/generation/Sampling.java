package olmoe.model.generation;

import java.util.Arrays;
import java.util.stream.IntStream;
import olmoe.tokenizer.shard.Pcg64;

/// How the next token is chosen: logits over the temperature, then the k largest, then the fewest of
/// them whose probabilities reach p, then one of these by its probability. Temperature 0 takes the
/// largest logit, of equal ones the lowest id.
///
/// @param temperature 0 or more
/// @param topK ids that may be chosen, 0 for all
/// @param topP probability that they must reach together, 1 for all
public record Sampling(double temperature, int topK, double topP) {

    /// The largest logit, always.
    public static final Sampling GREEDY = new Sampling(0, 0, 1);

    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be 0 or more but was " + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top-k must be positive, or 0 for all, but was " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("top-p must be above 0 and at most 1 but was " + topP);
        }
    }

    /// @param ids only ids below are chosen: rows of the output matrix behind them have no token
    /// @param generator advanced once, unless the choice is greedy
    public int choose(float[] logits, int ids, Pcg64 generator) {
        if (temperature == 0) {
            int best = 0;
            for (int id = 1; id < ids; id++) {
                if (logits[id] > logits[best]) {
                    best = id;
                }
            }
            return best;
        }
        int[] order = IntStream.range(0, ids)
                .boxed()
                .sorted((a, b) -> logits[a] == logits[b] ? Integer.compare(a, b) : Float.compare(logits[b], logits[a]))
                .mapToInt(Integer::intValue)
                .limit(topK == 0 ? ids : topK)
                .toArray();
        double[] p = new double[order.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = StrictMath.exp(((double) logits[order[i]] - logits[order[0]]) / temperature);
        }
        double sum = Arrays.stream(p).sum();
        int kept = 0;
        double reached = 0;
        while (kept < p.length && (kept == 0 || reached < topP * sum)) {
            reached += p[kept++];
        }
        double left = generator.nextDouble() * reached;
        for (int i = 0; i < kept; i++) {
            left -= p[i];
            if (left < 0) {
                return order[i];
            }
        }
        return order[kept - 1];
    }
}
