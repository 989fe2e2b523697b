package olmoe.model;

import static olmoe.model.Operations.add;
import static olmoe.model.Operations.addRow;
import static olmoe.model.Operations.clip;
import static olmoe.model.Operations.linear;
import static olmoe.model.Operations.rmsNorm;
import static olmoe.model.Operations.rotate;
import static olmoe.model.Operations.row;
import static olmoe.model.Operations.silu;
import static olmoe.model.Operations.softmax;
import static olmoe.model.Operations.top;

import olmoe.model.Activations.LayerActivations;

/// OLMoE in plain double arithmetic: the definition that every other engine is held to. Follows the
/// paper (arXiv 2409.02060, section 2 and Table 10) and, where the paper is silent, the released
/// checkpoint as transformers runs it.
///
/// Letters as in {@link Activations}. Nothing is dropped, nothing is random, nothing is kept between
/// calls: one model may be used by several threads.
public final class ScalarModel implements Engine {
    private final Layout layout;
    private final Shape shape;
    private final double[] parameters;

    /// @param parameters all of them, in the layout's order; not copied
    public ScalarModel(Layout layout, double[] parameters) {
        if (parameters.length != layout.parameters()) {
            throw new IllegalArgumentException(
                    "expected " + layout.parameters() + " parameters but found " + parameters.length);
        }
        this.layout = layout;
        this.shape = layout.shape();
        this.parameters = parameters;
    }

    @Override
    public Inference infer(int[] ids) {
        Activations activations = forward(ids);
        double[][] logits = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            logits[t] = row(activations.logits, t, shape.vocabulary());
        }
        int[][][] experts = new int[shape.layers()][][];
        for (int l = 0; l < experts.length; l++) {
            experts[l] = activations.experts(l);
        }
        return new Inference(logits, experts);
    }

    /// Runs sequences side by side; no token sees another sequence.
    ///
    /// @throws IllegalArgumentException on an id outside the vocabulary or a sequence longer than the context
    public Activations forward(int[]... sequences) {
        Activations run = new Activations(sequences);
        double[] x = embed(sequences, run.rows()); // (N, D)
        for (int l = 0; l < shape.layers(); l++) {
            LayerActivations at = new LayerActivations();
            run.layers.add(at);
            at.x = x;
            at.middle = x.clone();
            add(at.middle, attention(layout.layer(l), at, sequences));
            x = at.middle.clone();
            add(x, experts(layout.layer(l), at));
        }
        run.last = x;
        run.normed = rmsNorm(parameters, layout.finalNorm(), shape.normEpsilon(), x);
        run.logits = linear(parameters, layout.output(), run.normed); // (N, V)
        return run;
    }

    /// x = E[ids], neither scaled nor joined with a position.
    private double[] embed(int[][] sequences, int rows) {
        int width = shape.hidden();
        double[] x = new double[rows * width];
        int n = 0;
        for (int[] ids : sequences) {
            if (ids.length > shape.context()) {
                throw new IllegalArgumentException(
                        "expected at most " + shape.context() + " ids, the context, but found " + ids.length);
            }
            for (int id : ids) {
                if (id < 0 || id >= shape.vocabulary()) {
                    throw new IllegalArgumentException(
                            "expected ids from 0 to " + (shape.vocabulary() - 1) + " but found " + id);
                }
                System.arraycopy(parameters, layout.embedding().start() + id * width, x, n++ * width, width);
            }
        }
        return x;
    }

    /// Causal attention. The QK norm is over the full width, before the split into heads; positions
    /// are rotary; a key-value head serves heads / keyValueHeads query heads.
    private double[] attention(Layout.Layer w, LayerActivations at, int[][] sequences) {
        at.normed = rmsNorm(parameters, w.inputNorm(), shape.normEpsilon(), at.x);
        at.query = linear(parameters, w.query(), at.normed); // (N, D)
        at.key = linear(parameters, w.key(), at.normed); // (N, C)
        at.value = linear(parameters, w.value(), at.normed); // (N, C)
        at.queryNormed = rmsNorm(parameters, w.queryNorm(), shape.normEpsilon(), at.query);
        at.keyNormed = rmsNorm(parameters, w.keyNorm(), shape.normEpsilon(), at.key);
        // transformers clips after the QK norm, the training code before it; the released model does neither
        at.headQuery = clip(at.queryNormed, shape.clipQkv()).clone();
        at.headKey = clip(at.keyNormed, shape.clipQkv()).clone();
        at.headValue = clip(at.value, shape.clipQkv());
        at.mixed = new double[at.headQuery.length]; // (N, D)
        at.attention = new double[sequences.length][shape.heads()][];
        int begin = 0;
        for (int s = 0; s < sequences.length; s++) {
            int end = begin + sequences[s].length;
            rotate(at.headQuery, begin, end, shape.hidden(), shape.headSize(), shape.ropeTheta(), 1);
            rotate(at.headKey, begin, end, shape.keyValueWidth(), shape.headSize(), shape.ropeTheta(), 1);
            for (int head = 0; head < shape.heads(); head++) {
                at.attention[s][head] = head(at, head, begin, end);
            }
            begin = end;
        }
        return linear(parameters, w.attentionOutput(), at.mixed); // (N, D)
    }

    /// mixed = softmax(q k^T / sqrt(size)) v over the positions up to one's own.
    private double[] head(LayerActivations at, int head, int begin, int end) {
        int length = end - begin;
        int size = shape.headSize();
        int keyValueHead = head / (shape.heads() / shape.keyValueHeads());
        double[] p = new double[length * length]; // (T, T), zero above the diagonal
        for (int t = 0; t < length; t++) {
            int query = (begin + t) * shape.hidden() + head * size;
            for (int u = 0; u <= t; u++) {
                int key = (begin + u) * shape.keyValueWidth() + keyValueHead * size;
                double dot = 0;
                for (int i = 0; i < size; i++) {
                    dot += at.headQuery[query + i] * at.headKey[key + i];
                }
                p[t * length + u] = dot / Math.sqrt(size);
            }
            softmax(p, t * length, t * length + t + 1);
            for (int u = 0; u <= t; u++) {
                int value = (begin + u) * shape.keyValueWidth() + keyValueHead * size;
                for (int i = 0; i < size; i++) {
                    at.mixed[query + i] += p[t * length + u] * at.headValue[value + i];
                }
            }
        }
        return p;
    }

    /// Paper, equation 1: the sum over the k most probable experts of p_e * expert_e(h), where
    /// p is the softmax over all experts and is not scaled to sum to one over the chosen (unless
    /// `normTopK`). An expert is a SwiGLU: down(silu(gate h) * up h).
    private double[] experts(Layout.Layer w, LayerActivations at) {
        int rows = at.middle.length / shape.hidden();
        int experts = shape.experts();
        at.postNormed = rmsNorm(parameters, w.postNorm(), shape.normEpsilon(), at.middle);
        at.probabilities = linear(parameters, w.router(), at.postNormed); // (N, E)
        at.routerLogSum = new double[rows];
        at.chosen = new int[rows][];
        at.weights = new double[rows][shape.topK()];
        at.gate = new double[rows][shape.topK()][];
        at.up = new double[rows][shape.topK()][];
        at.output = new double[rows][shape.topK()][];
        double[] y = new double[at.middle.length]; // (N, D)
        for (int n = 0; n < rows; n++) {
            at.routerLogSum[n] = softmax(at.probabilities, n * experts, (n + 1) * experts);
            at.chosen[n] = top(at.probabilities, n * experts, (n + 1) * experts, shape.topK());
            double sum = 0;
            for (int slot = 0; slot < shape.topK(); slot++) {
                at.weights[n][slot] = at.probabilities[n * experts + at.chosen[n][slot]];
                sum += at.weights[n][slot];
            }
            double[] h = row(at.postNormed, n, shape.hidden()); // (D)
            for (int slot = 0; slot < shape.topK(); slot++) {
                if (shape.normTopK()) {
                    at.weights[n][slot] /= sum;
                }
                Layout.Expert expert = w.experts().get(at.chosen[n][slot]);
                at.gate[n][slot] = linear(parameters, expert.gate(), h); // (F)
                at.up[n][slot] = linear(parameters, expert.up(), h); // (F)
                double[] inner = inner(at.gate[n][slot], at.up[n][slot]);
                at.output[n][slot] = linear(parameters, expert.down(), inner); // (D)
                addRow(y, n, at.output[n][slot], at.weights[n][slot]);
            }
        }
        return y;
    }

    /// silu(gate) * up.
    static double[] inner(double[] gate, double[] up) {
        double[] inner = new double[gate.length];
        for (int i = 0; i < inner.length; i++) {
            inner[i] = silu(gate[i]) * up[i];
        }
        return inner;
    }
}
