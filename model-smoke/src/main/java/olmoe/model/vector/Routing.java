package olmoe.model.vector;

import java.util.Arrays;
import olmoe.model.Shape;

/// Which experts each token visits: softmax over all experts, the top k of it, ties to the lower
/// index; the weights are the probabilities themselves unless the shape says they sum to one.
///
/// An assignment is a (token, slot), slots best first; its place is its position in the list of all
/// assignments sorted by expert, then token.
public final class Routing {
    private final Kernels kernels;
    private final int experts;
    private final int topK;
    private final boolean normTopK;
    private final int rows;
    final float[] probabilities; // (rows, experts)
    final float[] logSumExp; // (rows)
    final int[] chosen; // (rows, topK)
    final float[] weights; // (rows, topK)
    final int[] starts; // first place of each expert, and the end
    final int[] tokens; // token of each place
    final int[] places; // (rows, topK), place of each assignment

    Routing(Kernels kernels, Shape shape, int rows) {
        this.kernels = kernels;
        experts = shape.experts();
        topK = shape.topK();
        normTopK = shape.normTopK();
        this.rows = rows;
        probabilities = new float[rows * experts];
        logSumExp = new float[rows];
        chosen = new int[rows * topK];
        weights = new float[rows * topK];
        starts = new int[experts + 1];
        tokens = new int[rows * topK];
        places = new int[rows * topK];
    }

    /// Turns one row of router logits, which stand in `probabilities`, into the choice of experts.
    void choose(int row) {
        int at = row * experts;
        float highest = kernels.maximum(probabilities, at, experts);
        float sum = kernels.expSum(probabilities, at, experts, highest);
        logSumExp[row] = (float) (highest + StrictMath.log(sum));
        kernels.scale(probabilities, at, experts, 1f / sum);
        float total = 0f;
        for (int slot = 0; slot < topK; slot++) {
            int best = -1;
            for (int e = 0; e < experts; e++) {
                if (!taken(row, slot, e) && (best < 0 || probabilities[at + e] > probabilities[at + best])) {
                    best = e;
                }
            }
            chosen[row * topK + slot] = best;
            weights[row * topK + slot] = probabilities[at + best];
            total += probabilities[at + best];
        }
        if (normTopK) {
            kernels.scale(weights, row * topK, topK, 1f / total);
        }
    }

    private boolean taken(int row, int slots, int expert) {
        for (int slot = 0; slot < slots; slot++) {
            if (chosen[row * topK + slot] == expert) {
                return true;
            }
        }
        return false;
    }

    /// Sorts the assignments by expert, once all rows have chosen.
    void group() {
        Arrays.fill(starts, 0);
        for (int expert : chosen) {
            starts[expert + 1]++;
        }
        for (int e = 0; e < experts; e++) {
            starts[e + 1] += starts[e];
        }
        int[] next = starts.clone();
        for (int i = 0; i < chosen.length; i++) {
            int place = next[chosen[i]]++;
            places[i] = place;
            tokens[place] = i / topK;
        }
    }

    /// Turns the gradients of the weights of one row into those of its router logits.
    ///
    /// @param dWeights (topK) gradients of the weights
    /// @param balance (experts) gradient of the load-balancing loss by each probability
    /// @param z factor of the router z-loss gradient, 2 * coefficient / divisor
    void backward(int row, float[] dWeights, float[] balance, float z, float[] dLogits, int dLogitsAt) {
        float along = 0f;
        float total = 0f;
        for (int slot = 0; normTopK && slot < topK; slot++) {
            along = Math.fma(dWeights[slot], weights[row * topK + slot], along);
            total += probabilities[row * experts + chosen[row * topK + slot]];
        }
        System.arraycopy(balance, 0, dLogits, dLogitsAt, experts);
        for (int slot = 0; slot < topK; slot++) {
            float d = normTopK ? (dWeights[slot] - along) / total : dWeights[slot];
            dLogits[dLogitsAt + chosen[row * topK + slot]] += d;
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

    /// Expert number `slot` of a row, best first.
    public int expert(int row, int slot) {
        return chosen[row * topK + slot];
    }

    /// What that expert's output is multiplied by.
    public float weight(int row, int slot) {
        return weights[row * topK + slot];
    }

    /// Sum over rows and experts of weight[expert] * probability.
    double weighted(double[] expertWeights) {
        double sum = 0;
        for (int e = 0; e < experts; e++) {
            double column = 0;
            for (int row = 0; row < rows; row++) {
                column += probabilities[row * experts + e];
            }
            sum += expertWeights[e] * column;
        }
        return sum;
    }

    /// Assignments of every expert.
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
