package olmoe.model.vector;

import java.util.Arrays;
import java.util.stream.IntStream;
import olmoe.model.Shape;

/// Which experts each token visits: softmax over all experts, the top k of it, ties to the lower
/// index; the weights are the probabilities themselves unless the shape says they sum to one. In a
/// {@link olmoe.model.Variant} each expert chooses its tokens, and a shared expert, numbered after the
/// others, comes last for every token with weight one.
///
/// An assignment is a (token, expert) pair. They are numbered by token, a token's own best first (ascending
/// by expert if experts choose); the place of one is its position in the list sorted by expert, then token.
public final class Routing {
    private final Kernels kernels;
    private final Shape shape;
    private final int experts;
    private final int topK;
    private final boolean shared;
    private final int windows;
    private final int length;
    final float[] probabilities; // (rows, experts)
    final float[] logSumExp; // (rows)
    final int[] firsts; // (rows + 1), first assignment of each row
    final int[] chosen; // (assignments)
    final float[] weights; // (assignments)
    final int[] places; // (assignments)
    final int[] starts; // first place of each expert, and the end
    final int[] tokens; // token of each place

    Routing(Kernels kernels, Shape shape, int windows, int length) {
        this.kernels = kernels;
        this.shape = shape;
        this.windows = windows;
        this.length = length;
        experts = shape.experts();
        topK = shape.topK();
        shared = shape.variant().sharedExpert();
        int rows = windows * length;
        int assignments = assignments(shape, windows, length);
        probabilities = new float[rows * experts];
        logSumExp = new float[rows];
        firsts = new int[rows + 1];
        chosen = new int[assignments];
        weights = new float[assignments];
        places = new int[assignments];
        starts = new int[all(shape) + 1];
        tokens = new int[assignments];
        Arrays.setAll(firsts, row -> row * (topK + (shared ? 1 : 0))); // expert choice sets them anew
    }

    /// Experts with the shared one.
    static int all(Shape shape) {
        return shape.experts() + (shape.variant().sharedExpert() ? 1 : 0);
    }

    /// Assignments of a batch.
    static int assignments(Shape shape, int windows, int length) {
        int rows = windows * length;
        int routed = shape.variant().expertChoice()
                ? windows * shape.experts() * shape.capacity(length)
                : rows * shape.topK();
        return routed + (shape.variant().sharedExpert() ? rows : 0);
    }

    /// Turns one row of router logits, which stand in `probabilities`, into probabilities, and chooses by them where
    /// tokens do.
    void choose(int row) {
        int at = row * experts;
        float highest = kernels.maximum(probabilities, at, experts);
        float sum = kernels.expSum(probabilities, at, experts, highest);
        logSumExp[row] = (float) (highest + StrictMath.log(sum));
        kernels.scale(probabilities, at, experts, 1f / sum);
        if (!shape.variant().expertChoice()) {
            chooseExperts(row);
        }
    }

    /// Sorts the assignments by expert, once all rows have their probabilities.
    void group() {
        if (shape.variant().expertChoice()) {
            chooseTokens();
        }
        Arrays.fill(starts, 0);
        for (int expert : chosen) {
            starts[expert + 1]++;
        }
        for (int e = 1; e < starts.length; e++) {
            starts[e] += starts[e - 1];
        }
        int[] next = starts.clone();
        for (int row = 0; row < windows * length; row++) {
            for (int a = firsts[row]; a < firsts[row + 1]; a++) {
                int place = next[chosen[a]]++;
                places[a] = place;
                tokens[place] = row;
            }
        }
    }

    private void chooseExperts(int row) {
        int at = row * experts;
        int first = firsts[row];
        float total = 0f;
        for (int a = first; a < first + topK; a++) {
            int best = -1;
            for (int e = 0; e < experts; e++) {
                if ((best < 0 || probabilities[at + e] > probabilities[at + best]) && !taken(first, a, e)) {
                    best = e;
                }
            }
            chosen[a] = best;
            weights[a] = probabilities[at + best];
            total += probabilities[at + best];
        }
        if (shape.normTopK()) {
            kernels.scale(weights, first, topK, 1f / total);
        }
        addShared(first + topK);
    }

    private boolean taken(int from, int to, int expert) {
        for (int a = from; a < to; a++) {
            if (chosen[a] == expert) {
                return true;
            }
        }
        return false;
    }

    /// Of every window each expert takes as many tokens as it has capacity, the earlier ones of equal probability.
    private void chooseTokens() {
        boolean[] taken = new boolean[probabilities.length];
        for (int window = 0; window < windows; window++) {
            for (int e = 0; e < experts; e++) {
                int expert = e;
                IntStream.range(window * length, (window + 1) * length)
                        .boxed()
                        .sorted((a, b) ->
                                Float.compare(probabilities[b * experts + expert], probabilities[a * experts + expert]))
                        .limit(shape.capacity(length))
                        .forEach(row -> taken[row * experts + expert] = true);
            }
        }
        for (int row = 0; row < windows * length; row++) {
            int a = firsts[row];
            for (int i = row * experts; i < (row + 1) * experts; i++) {
                if (taken[i]) {
                    chosen[a] = i - row * experts;
                    weights[a++] = probabilities[i];
                }
            }
            addShared(a);
            firsts[row + 1] = shared ? a + 1 : a;
        }
    }

    private void addShared(int a) {
        if (shared) {
            chosen[a] = experts;
            weights[a] = 1f;
        }
    }

    /// Turns the gradients of the weights of one row into those of its router logits.
    ///
    /// @param dWeights gradients of the weights, the row's own from its first on
    /// @param balance (experts) gradient of the load-balancing loss by each probability
    /// @param z factor of the router z-loss gradient, 2 * coefficient / divisor
    void backward(int row, float[] dWeights, float[] balance, float z, float[] dLogits, int dLogitsAt) {
        int first = firsts[row];
        int routed = firsts[row + 1] - first - (shared ? 1 : 0);
        boolean normTopK = shape.normTopK();
        float along = 0f;
        float total = 0f;
        for (int slot = 0; normTopK && slot < routed; slot++) {
            along = Math.fma(dWeights[slot], weights[first + slot], along);
            total += probabilities[row * experts + chosen[first + slot]];
        }
        System.arraycopy(balance, 0, dLogits, dLogitsAt, experts);
        for (int slot = 0; slot < routed; slot++) {
            float d = normTopK ? (dWeights[slot] - along) / total : dWeights[slot];
            dLogits[dLogitsAt + chosen[first + slot]] += d;
        }
        int at = row * experts;
        float mean = kernels.dot(probabilities, at, dLogits, dLogitsAt, experts);
        float square = z * logSumExp[row];
        for (int e = 0; e < experts; e++) {
            dLogits[dLogitsAt + e] = probabilities[at + e] * (dLogits[dLogitsAt + e] - mean + square);
        }
    }

    /// Assignments of an expert.
    public int count(int expert) {
        return starts[expert + 1] - starts[expert];
    }

    /// The routed experts of a row, best first; ascending if experts choose.
    public int[] experts(int row) {
        return Arrays.copyOfRange(chosen, firsts[row], firsts[row + 1] - (shared ? 1 : 0));
    }

    /// Sum over rows and experts of weight[expert] * probability.
    double weighted(double[] expertWeights) {
        double sum = 0;
        for (int e = 0; e < experts; e++) {
            double column = 0;
            for (int row = 0; row < windows * length; row++) {
                column += probabilities[row * experts + e];
            }
            sum += expertWeights[e] * column;
        }
        return sum;
    }

    /// Assignments of every routed expert.
    public long[] counts() {
        long[] counts = new long[experts];
        Arrays.setAll(counts, this::count);
        return counts;
    }

    /// Sum over rows of the squared log-sum-exp.
    double squares() {
        double sum = 0;
        for (float value : logSumExp) {
            sum += (double) value * value;
        }
        return sum;
    }
}
