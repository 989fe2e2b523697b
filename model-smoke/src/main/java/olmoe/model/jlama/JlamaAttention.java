package olmoe.model.jlama;

import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.CausalSelfAttention;
import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.KvBufferCache;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import olmoe.model.Shape;

/// OLMoE's attention in jlama's place for one: it has neither the QK norm nor the bound of q, k and v.
/// One call is one whole sequence; the key-value buffer is not used.
final class JlamaAttention extends CausalSelfAttention {
    private final Shape shape;
    private final AbstractTensor query;
    private final AbstractTensor key;
    private final AbstractTensor value;
    private final AbstractTensor output;
    private final float[] queryNorm;
    private final float[] keyNorm;

    JlamaAttention(
            AbstractModel model,
            Shape shape,
            int layer,
            AbstractTensor query,
            AbstractTensor key,
            AbstractTensor value,
            AbstractTensor output,
            float[] queryNorm,
            float[] keyNorm) {
        super(model, layer, query, key, value, output);
        this.shape = shape;
        this.query = JlamaProducts.readable(query);
        this.key = JlamaProducts.readable(key);
        this.value = JlamaProducts.readable(value);
        this.output = JlamaProducts.readable(output);
        this.queryNorm = queryNorm;
        this.keyNorm = keyNorm;
    }

    @Override
    public AbstractTensor forward(
            AbstractTensor input,
            int startPosition,
            KvBufferCache.KvBuffer buffer,
            Optional<Consumer<List<AbstractTensor>>> tensorReducer) {
        int tokens = input.shape().first();
        float[] x = JlamaProducts.values(input);
        float[] q = JlamaProducts.multiply(x, tokens, query); // (T, D)
        float[] k = JlamaProducts.multiply(x, tokens, key); // (T, C)
        float[] v = JlamaProducts.multiply(x, tokens, value); // (T, C)
        norm(q, queryNorm);
        norm(k, keyNorm);
        clip(q);
        clip(k);
        clip(v);
        turn(q, shape.hidden());
        turn(k, shape.keyValueWidth());
        float[] mixed = new float[q.length]; // (T, D)
        for (int head = 0; head < shape.heads(); head++) {
            mix(head, tokens, q, k, v, mixed);
        }
        return JlamaProducts.tensor(JlamaProducts.multiply(mixed, tokens, output), tokens, shape.hidden());
    }

    /// Over the whole width, before the heads; jlama's own norm divides by the hidden width whatever
    /// the width of what it norms.
    private void norm(float[] rows, float[] weight) {
        for (int row = 0; row < rows.length; row += weight.length) {
            double squares = 0;
            for (int i = 0; i < weight.length; i++) {
                squares += (double) rows[row + i] * rows[row + i];
            }
            double inverse = 1 / Math.sqrt(squares / weight.length + shape.normEpsilon());
            for (int i = 0; i < weight.length; i++) {
                rows[row + i] = (float) (rows[row + i] * inverse) * weight[i];
            }
        }
    }

    private void clip(float[] values) {
        float bound = shape.clipQkv() == 0 ? Float.POSITIVE_INFINITY : (float) shape.clipQkv();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.clamp(values[i], -bound, bound);
        }
    }

    private void turn(float[] rows, int width) {
        int half = shape.headSize() / 2;
        for (int i = 0; i < rows.length; i++) {
            int place = i % shape.headSize();
            if (place >= half) {
                continue;
            }
            double angle = i / width * Math.pow(shape.ropeTheta(), -(double) place / half);
            double real = rows[i];
            double imaginary = rows[i + half];
            rows[i] = (float) (real * Math.cos(angle) - imaginary * Math.sin(angle));
            rows[i + half] = (float) (real * Math.sin(angle) + imaginary * Math.cos(angle));
        }
    }

    private void mix(int head, int tokens, float[] q, float[] k, float[] v, float[] mixed) {
        int size = shape.headSize();
        int shared = head * shape.keyValueHeads() / shape.heads();
        double[] p = new double[tokens];
        for (int t = 0; t < tokens; t++) {
            int at = t * shape.hidden() + head * size;
            double largest = Double.NEGATIVE_INFINITY;
            for (int u = 0; u <= t; u++) {
                int from = u * shape.keyValueWidth() + shared * size;
                double score = 0;
                for (int i = 0; i < size; i++) {
                    score += (double) q[at + i] * k[from + i];
                }
                p[u] = score / Math.sqrt(size);
                largest = Math.max(largest, p[u]);
            }
            double sum = 0;
            for (int u = 0; u <= t; u++) {
                p[u] = Math.exp(p[u] - largest);
                sum += p[u];
            }
            for (int i = 0; i < size; i++) {
                double mean = 0;
                for (int u = 0; u <= t; u++) {
                    mean += p[u] * v[u * shape.keyValueWidth() + shared * size + i];
                }
                mixed[at + i] = (float) (mean / sum);
            }
        }
    }
}
