package olmoe.model;

import static olmoe.model.Operations.add;
import static olmoe.model.Operations.addRow;
import static olmoe.model.Operations.clipBackward;
import static olmoe.model.Operations.layerNormBackward;
import static olmoe.model.Operations.linearBackward;
import static olmoe.model.Operations.rmsNormBackward;
import static olmoe.model.Operations.rotate;
import static olmoe.model.Operations.row;
import static olmoe.model.Operations.silu;
import static olmoe.model.Operations.siluSlope;
import static olmoe.model.Operations.softmax;
import static olmoe.model.Operations.softmaxBackward;

import java.util.Arrays;
import olmoe.model.Activations.LayerActivations;

/// Loss and gradients of one micro-batch, derived by hand from {@link ScalarModel}, in its order
/// reversed. `dx` stands for the derivative of the total loss by x and has x's shape.
public final class ScalarGradients {
    private final Layout layout;
    private final Shape shape;
    private final double[] parameters;
    private final Activations run;
    private final double[] gradient;
    private Losses losses;

    private ScalarGradients(Layout layout, double[] parameters, Activations run) {
        this.layout = layout;
        this.shape = layout.shape();
        this.parameters = parameters;
        this.run = run;
        this.gradient = new double[parameters.length];
    }

    /// @param keep per sequence, whether its tokens count in the token loss; the router terms see all
    public static ScalarGradients of(
            Layout layout, double[] parameters, int[][] sequences, boolean[] keep, LossScale scale) {
        Activations run = new ScalarModel(layout, parameters).forward(sequences);
        ScalarGradients gradients = new ScalarGradients(layout, parameters, run);
        gradients.backward(keep, scale);
        return gradients;
    }

    public Losses losses() {
        return losses;
    }

    /// The derivative of {@link Losses#total} by each parameter, in the layout's order.
    public double[] gradient() {
        return gradient;
    }

    public Activations activations() {
        return run;
    }

    private void backward(boolean[] keep, LossScale scale) {
        int rows = run.rows();
        long[][] counts = new long[shape.layers()][];
        for (int l = 0; l < counts.length; l++) {
            counts[l] = run.counts(l);
        }
        double[][] balance = scale.loadBalanceWeights(shape, counts, rows);
        double zFactor = scale.routerZFactor(shape, rows);

        double[] dlogits = run.logits.clone(); // (N, V)
        double crossEntropy = tokenLoss(dlogits, keep, scale);
        double[] dnormed = new double[run.normed.length];
        linearBackward(parameters, layout.output(), run.normed, dlogits, dnormed, gradient);
        double[] dx = new double[run.last.length];
        normBackward(layout.finalNorm(), shape.hidden(), run.last, dnormed, dx);

        double loadBalance = 0;
        double routerZ = 0;
        for (int l = shape.layers() - 1; l >= 0; l--) {
            LayerActivations at = run.layers.get(l);
            for (int i = 0; i < at.probabilities.length; i++) {
                loadBalance += balance[l][i % shape.experts()] * at.probabilities[i];
            }
            for (double logSum : at.routerLogSum) {
                routerZ += zFactor * logSum * logSum;
            }
            add(dx, experts(layout.layer(l), at, dx, balance[l], zFactor));
            add(dx, attention(layout.layer(l), at, dx));
        }
        int n = 0;
        for (int[] ids : run.sequences) {
            for (int id : ids) {
                int at = layout.embedding().start() + id * shape.hidden();
                for (int i = 0; i < shape.hidden(); i++) {
                    gradient[at + i] += dx[n * shape.hidden() + i];
                }
                n++;
            }
        }
        losses = new Losses(crossEntropy, loadBalance, routerZ);
    }

    /// Replaces the logits by the derivative of the token loss, and returns the loss.
    private double tokenLoss(double[] dlogits, boolean[] keep, LossScale scale) {
        int vocabulary = shape.vocabulary();
        long targets = 0;
        for (int s = 0; s < run.sequences.length; s++) {
            targets += keep[s] ? run.sequences[s].length - 1 : 0;
        }
        double divisor = scale.tokenDivisor(run.rows(), targets);
        double sum = 0;
        int n = 0;
        for (int s = 0; s < run.sequences.length; s++) {
            int[] ids = run.sequences[s];
            for (int t = 0; t < ids.length; t++, n++) {
                int begin = n * vocabulary;
                if (!keep[s] || t == ids.length - 1) {
                    Arrays.fill(dlogits, begin, begin + vocabulary, 0);
                    continue;
                }
                double logit = dlogits[begin + ids[t + 1]];
                sum += softmax(dlogits, begin, begin + vocabulary) - logit;
                dlogits[begin + ids[t + 1]] -= 1;
                for (int i = begin; i < begin + vocabulary; i++) {
                    dlogits[i] /= divisor;
                }
            }
        }
        return sum == 0 ? 0 : sum / divisor;
    }

    /// @param dy (N, D), by the block's output, which is also the residual's
    /// @return by the block's input `middle`, through norm and experts
    private double[] experts(Layout.Layer w, LayerActivations at, double[] dy, double[] balance, double zFactor) {
        int experts = shape.experts();
        int rows = at.chosen.length;
        double[] dh = new double[at.postNormed.length]; // (N, D)
        double[] drouter = new double[at.probabilities.length]; // (N, E): by p, then by the logits
        for (int n = 0; n < rows; n++) {
            double[] h = row(at.postNormed, n, shape.hidden());
            double[] dyRow = row(dy, n, shape.hidden());
            int slots = at.chosen[n].length;
            double[] dweights = new double[slots];
            for (int slot = 0; slot < slots; slot++) {
                Layout.Expert expert = w.experts().get(at.chosen[n][slot]);
                dweights[slot] = dot(dyRow, at.output[n][slot]);
                double[] dhRow =
                        expertBackward(expert, h, dyRow, at.weights[n][slot], at.gate[n][slot], at.up[n][slot]);
                addRow(dh, n, dhRow, 1);
            }
            double[] dp = normTopKBackward(at, n, dweights);
            for (int slot = 0; slot < slots; slot++) {
                drouter[n * experts + at.chosen[n][slot]] += dp[slot];
            }
            for (int e = 0; e < experts; e++) {
                drouter[n * experts + e] += LossScale.LOAD_BALANCE_WEIGHT * balance[e];
            }
            softmaxBackward(at.probabilities, drouter, n * experts, (n + 1) * experts);
            double z = LossScale.ROUTER_Z_WEIGHT * zFactor * 2 * at.routerLogSum[n];
            for (int i = n * experts; i < (n + 1) * experts; i++) {
                drouter[i] += z * at.probabilities[i];
            }
        }
        if (shape.variant().sharedExpert()) {
            add(dh, expertBackward(w.sharedExpert(), at.postNormed, dy, 1, at.sharedGate, at.sharedUp));
        }
        linearBackward(parameters, w.router(), at.postNormed, drouter, dh, gradient);
        double[] dmiddle = new double[at.middle.length];
        normBackward(w.postNorm(), shape.hidden(), at.middle, dh, dmiddle);
        return dmiddle;
    }

    /// The derivative of one expert's output, times its weight, by its input h: one row (D), or many.
    private double[] expertBackward(
            Layout.Expert expert, double[] h, double[] dy, double weight, double[] gate, double[] up) {
        double[] doutput = new double[dy.length]; // (D)
        addRow(doutput, 0, dy, weight);
        double[] dinner = new double[gate.length]; // (F)
        linearBackward(parameters, expert.down(), ScalarModel.inner(gate, up), doutput, dinner, gradient);
        double[] dgate = new double[gate.length];
        double[] dup = new double[gate.length];
        for (int i = 0; i < gate.length; i++) {
            dgate[i] = dinner[i] * up[i] * siluSlope(gate[i]);
            dup[i] = dinner[i] * silu(gate[i]);
        }
        double[] dh = new double[h.length];
        linearBackward(parameters, expert.gate(), h, dgate, dh, gradient);
        linearBackward(parameters, expert.up(), h, dup, dh, gradient);
        return dh;
    }

    /// By the chosen probabilities: weights are these, or these over their sum s, where
    /// dp_i = (dw_i - sum_j dw_j w_j) / s.
    private double[] normTopKBackward(LayerActivations at, int n, double[] dweights) {
        if (!shape.normTopK()) {
            return dweights;
        }
        double sum = 0;
        for (int expert : at.chosen[n]) {
            sum += at.probabilities[n * shape.experts() + expert];
        }
        double dot = dot(dweights, at.weights[n]);
        double[] dp = new double[dweights.length];
        for (int slot = 0; slot < dp.length; slot++) {
            dp[slot] = (dweights[slot] - dot) / sum;
        }
        return dp;
    }

    /// @param dy (N, D), by the block's output
    /// @return by the block's input `x`, through norm and attention
    private double[] attention(Layout.Layer w, LayerActivations at, double[] dy) {
        double[] dmixed = new double[at.mixed.length]; // (N, D)
        linearBackward(parameters, w.attentionOutput(), at.mixed, dy, dmixed, gradient);
        double[] dquery = new double[at.headQuery.length];
        double[] dkey = new double[at.headKey.length];
        double[] dvalue = new double[at.headValue.length];
        int begin = 0;
        for (int s = 0; s < run.sequences.length; s++) {
            int end = begin + run.sequences[s].length;
            for (int head = 0; head < shape.heads(); head++) {
                head(at, at.attention[s][head], head, begin, end, dmixed, dquery, dkey, dvalue);
            }
            rotate(dquery, begin, end, shape.hidden(), shape.headSize(), shape.ropeTheta(), -1);
            rotate(dkey, begin, end, shape.keyValueWidth(), shape.headSize(), shape.ropeTheta(), -1);
            begin = end;
        }
        clipBackward(at.queryNormed, shape.clipQkv(), dquery);
        clipBackward(at.keyNormed, shape.clipQkv(), dkey);
        clipBackward(at.value, shape.clipQkv(), dvalue);
        double[] dprojectedQuery = dquery;
        double[] dprojectedKey = dkey;
        if (shape.variant().qkNorm()) {
            dprojectedQuery = new double[dquery.length];
            dprojectedKey = new double[dkey.length];
            normBackward(w.queryNorm(), shape.hidden(), at.query, dquery, dprojectedQuery);
            normBackward(w.keyNorm(), shape.keyValueWidth(), at.key, dkey, dprojectedKey);
        }
        double[] dnormed = new double[at.normed.length]; // (N, D)
        linearBackward(parameters, w.query(), at.normed, dprojectedQuery, dnormed, gradient);
        linearBackward(parameters, w.key(), at.normed, dprojectedKey, dnormed, gradient);
        linearBackward(parameters, w.value(), at.normed, dvalue, dnormed, gradient);
        double[] dx = new double[at.x.length];
        normBackward(w.inputNorm(), shape.hidden(), at.x, dnormed, dx);
        return dx;
    }

    private void normBackward(Layout.Tensor w, int width, double[] x, double[] dy, double[] dx) {
        if (shape.variant().layerNorm()) {
            layerNormBackward(width, shape.normEpsilon(), x, dy, dx);
        } else {
            rmsNormBackward(parameters, w, shape.normEpsilon(), x, dy, dx, gradient);
        }
    }

    /// Adds one head's derivatives; `p` (T, T) are its attention probabilities.
    private void head(
            LayerActivations at,
            double[] p,
            int head,
            int begin,
            int end,
            double[] dmixed,
            double[] dquery,
            double[] dkey,
            double[] dvalue) {
        int length = end - begin;
        int size = shape.headSize();
        int keyValueHead = head / (shape.heads() / shape.keyValueHeads());
        double[] dp = new double[length]; // one row of (T, T)
        for (int t = 0; t < length; t++) {
            int query = (begin + t) * shape.hidden() + head * size;
            double[] pRow = row(p, t, length);
            Arrays.fill(dp, 0);
            for (int u = 0; u <= t; u++) {
                int value = (begin + u) * shape.keyValueWidth() + keyValueHead * size;
                for (int i = 0; i < size; i++) {
                    dp[u] += dmixed[query + i] * at.headValue[value + i];
                    dvalue[value + i] += dmixed[query + i] * pRow[u];
                }
            }
            softmaxBackward(pRow, dp, 0, t + 1);
            for (int u = 0; u <= t; u++) {
                int key = (begin + u) * shape.keyValueWidth() + keyValueHead * size;
                double dscore = dp[u] / Math.sqrt(size);
                for (int i = 0; i < size; i++) {
                    dquery[query + i] += dscore * at.headKey[key + i];
                    dkey[key + i] += dscore * at.headQuery[query + i];
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
