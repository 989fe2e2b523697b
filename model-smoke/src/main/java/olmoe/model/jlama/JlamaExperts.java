package olmoe.model.jlama;

import com.github.tjake.jlama.model.functions.FeedForward;
import com.github.tjake.jlama.tensor.AbstractTensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import olmoe.model.Shape;

/// OLMoE's experts in jlama's place for a feed-forward block: its own `MoEBlock` does not multiply by
/// the router's weights and overwrites the first row of a batch.
final class JlamaExperts implements FeedForward {
    private final Shape shape;
    private final AbstractTensor router;
    private final AbstractTensor[] gates;
    private final AbstractTensor[] ups;
    private final AbstractTensor[] downs;
    private int[][] chosen;

    JlamaExperts(
            Shape shape, AbstractTensor router, AbstractTensor[] gates, AbstractTensor[] ups, AbstractTensor[] downs) {
        this.shape = shape;
        this.router = JlamaProducts.readable(router);
        this.gates = readable(gates);
        this.ups = readable(ups);
        this.downs = readable(downs);
    }

    private static AbstractTensor[] readable(AbstractTensor[] matrices) {
        return Arrays.stream(matrices).map(JlamaProducts::readable).toArray(AbstractTensor[]::new);
    }

    /// Experts of the last sequence by position, largest weight first.
    int[][] chosen() {
        return chosen;
    }

    @Override
    public AbstractTensor forward(AbstractTensor input, Optional<Consumer<List<AbstractTensor>>> tensorReducer) {
        int tokens = input.shape().first();
        int hidden = shape.hidden();
        float[] x = JlamaProducts.values(input);
        float[] logits = JlamaProducts.multiply(x, tokens, router); // (T, E)
        chosen = new int[tokens][];
        double[][] weights = new double[tokens][shape.experts()]; // zero where not chosen
        for (int t = 0; t < tokens; t++) {
            route(logits, t, weights[t]);
        }
        float[] sum = new float[tokens * hidden];
        for (int e = 0; e < shape.experts(); e++) {
            int expert = e;
            int[] visitors = IntStream.range(0, tokens)
                    .filter(t -> IntStream.of(chosen[t]).anyMatch(one -> one == expert))
                    .toArray();
            if (visitors.length == 0) {
                continue;
            }
            float[] rows = new float[visitors.length * hidden];
            for (int i = 0; i < visitors.length; i++) {
                System.arraycopy(x, visitors[i] * hidden, rows, i * hidden, hidden);
            }
            float[] inner = JlamaProducts.multiply(rows, visitors.length, gates[e]);
            float[] up = JlamaProducts.multiply(rows, visitors.length, ups[e]);
            for (int i = 0; i < inner.length; i++) {
                inner[i] = (float) (inner[i] / (1 + Math.exp(-inner[i])) * up[i]);
            }
            float[] out = JlamaProducts.multiply(inner, visitors.length, downs[e]);
            for (int i = 0; i < out.length; i++) {
                int t = visitors[i / hidden];
                sum[t * hidden + i % hidden] += (float) (weights[t][e] * out[i]);
            }
        }
        return JlamaProducts.tensor(sum, tokens, hidden);
    }

    /// Softmax over all experts; the k largest keep their probability (over their sum, if so configured).
    private void route(float[] logits, int token, double[] weights) {
        int experts = shape.experts();
        double[] p = new double[experts];
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int e = 0; e < experts; e++) {
            largest = Math.max(largest, logits[token * experts + e]);
        }
        for (int e = 0; e < experts; e++) {
            p[e] = Math.exp(logits[token * experts + e] - largest);
            sum += p[e];
        }
        chosen[token] = IntStream.range(0, experts)
                .boxed()
                .sorted(Comparator.comparingDouble(e -> -p[e]))
                .mapToInt(Integer::intValue)
                .limit(shape.topK())
                .toArray();
        double divisor = shape.normTopK()
                ? IntStream.of(chosen[token]).mapToDouble(e -> p[e]).sum()
                : sum;
        for (int e : chosen[token]) {
            weights[e] = p[e] / divisor;
        }
    }
}
