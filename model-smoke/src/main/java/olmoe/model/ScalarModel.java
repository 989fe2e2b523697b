package olmoe.model;

import static olmoe.model.Operations.add;
import static olmoe.model.Operations.addRow;
import static olmoe.model.Operations.clip;
import static olmoe.model.Operations.layerNorm;
import static olmoe.model.Operations.linear;
import static olmoe.model.Operations.rmsNorm;
import static olmoe.model.Operations.rotate;
import static olmoe.model.Operations.row;
import static olmoe.model.Operations.silu;
import static olmoe.model.Operations.softmax;
import static olmoe.model.Operations.top;

import java.util.Arrays;
import olmoe.model.Activations.LayerActivations;

/// OLMoE in plain double arithmetic: the definition that every other engine is held to. Follows the
/// paper (arXiv 2409.02060, section 2 and Table 10) and, where the paper is silent, the released
/// checkpoint as transformers runs it.
///
/// Letters as in {@link Activations}. Where a {@link Variant} departs from OLMoE, the line says so. Nothing is dropped,
/// nothing is random, nothing is kept between
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
            add(x, experts(layout.layer(l), at, sequences));
        }
        run.last = x;
        run.normed = norm(layout.finalNorm(), shape.hidden(), x);
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

    /// RMSNorm; LayerNorm without parameters as a variant.
    private double[] norm(Layout.Tensor w, int width, double[] x) {
        return shape.variant().layerNorm()
                ? layerNorm(width, shape.normEpsilon(), x)
                : rmsNorm(parameters, w, shape.normEpsilon(), x);
    }

    /// Causal attention. The QK norm is over the full width, before the split into heads; positions
    /// are rotary; a key-value head serves heads / keyValueHeads query heads.
    private double[] attention(Layout.Layer w, LayerActivations at, int[][] sequences) {
        at.normed = norm(w.inputNorm(), shape.hidden(), at.x);
        at.query = linear(parameters, w.query(), at.normed); // (N, D)
        at.key = linear(parameters, w.key(), at.normed); // (N, C)
        at.value = linear(parameters, w.value(), at.normed); // (N, C)
        boolean qkNorm = shape.variant().qkNorm(); // always, but for a variant
        at.queryNormed = qkNorm ? norm(w.queryNorm(), shape.hidden(), at.query) : at.query;
        at.keyNormed = qkNorm ? norm(w.keyNorm(), shape.keyValueWidth(), at.key) : at.key;
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
    private double[] experts(Layout.Layer w, LayerActivations at, int[][] sequences) {
        int rows = at.middle.length / shape.hidden();
        int experts = shape.experts();
        at.postNormed = norm(w.postNorm(), shape.hidden(), at.middle);
        at.probabilities = linear(parameters, w.router(), at.postNormed); // (N, E)
        at.routerLogSum = new double[rows];
        for (int n = 0; n < rows; n++) {
            at.routerLogSum[n] = softmax(at.probabilities, n * experts, (n + 1) * experts);
        }
        at.chosen = shape.variant().expertChoice() ? expertChoice(at, sequences) : tokenChoice(at, rows);
        at.weights = new double[rows][];
        at.gate = new double[rows][][];
        at.up = new double[rows][][];
        at.output = new double[rows][][];
        double[] y = shape.variant().sharedExpert() ? sharedExpert(w.sharedExpert(), at) : new double[at.middle.length];
        for (int n = 0; n < rows; n++) {
            int slots = at.chosen[n].length; // k, but for expert choice
            at.weights[n] = new double[slots];
            at.gate[n] = new double[slots][];
            at.up[n] = new double[slots][];
            at.output[n] = new double[slots][];
            double sum = 0;
            for (int slot = 0; slot < slots; slot++) {
                at.weights[n][slot] = at.probabilities[n * experts + at.chosen[n][slot]];
                sum += at.weights[n][slot];
            }
            double[] h = row(at.postNormed, n, shape.hidden()); // (D)
            for (int slot = 0; slot < slots; slot++) {
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
        return y; // (N, D)
    }

    private int[][] tokenChoice(LayerActivations at, int rows) {
        int[][] chosen = new int[rows][];
        for (int n = 0; n < rows; n++) {
            chosen[n] = top(at.probabilities, n * shape.experts(), (n + 1) * shape.experts(), shape.topK());
        }
        return chosen;
    }

    /// Variant: of every sequence each expert takes the `capacity` tokens whose p for it is largest, earlier ones
    /// first where equal. A token may have any number of experts, none too.
    private int[][] expertChoice(LayerActivations at, int[][] sequences) {
        int experts = shape.experts();
        int[][] chosen = new int[at.routerLogSum.length][0];
        int begin = 0;
        for (int[] ids : sequences) {
            for (int e = 0; e < experts; e++) {
                double[] column = new double[ids.length];
                for (int t = 0; t < ids.length; t++) {
                    column[t] = at.probabilities[(begin + t) * experts + e];
                }
                for (int t : top(column, 0, ids.length, shape.capacity(ids.length))) {
                    int[] before = chosen[begin + t];
                    chosen[begin + t] = Arrays.copyOf(before, before.length + 1);
                    chosen[begin + t][before.length] = e;
                }
            }
            begin += ids.length;
        }
        return chosen;
    }

    /// Variant: the expert of every token, (N, D).
    private double[] sharedExpert(Layout.Expert expert, LayerActivations at) {
        at.sharedGate = linear(parameters, expert.gate(), at.postNormed); // (N, F)
        at.sharedUp = linear(parameters, expert.up(), at.postNormed); // (N, F)
        return linear(parameters, expert.down(), inner(at.sharedGate, at.sharedUp));
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
