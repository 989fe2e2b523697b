package olmoe.model;

import java.util.ArrayList;
import java.util.List;

/// What a forward pass of {@link ScalarModel} computed. Rows are the tokens of all sequences, one
/// sequence after the other: N rows; D hidden, C key-value width, E experts, k top-k, F expert width,
/// V vocabulary, T the length of one sequence.
public final class Activations {
    final int[][] sequences;
    final List<LayerActivations> layers = new ArrayList<>();

    /// The residual stream after the last layer, (N, D).
    double[] last;
    /// `last` after the final norm, (N, D).
    double[] normed;
    /// (N, V)
    double[] logits;

    Activations(int[][] sequences) {
        this.sequences = sequences;
    }

    int rows() {
        int rows = 0;
        for (int[] sequence : sequences) {
            rows += sequence.length;
        }
        return rows;
    }

    /// (N, V), row after row.
    public double[] logits() {
        return logits;
    }

    /// Chosen experts of a layer, (N, k), largest weight first; any number in ascending order if experts choose.
    public int[][] experts(int layer) {
        return layers.get(layer).chosen;
    }

    /// The factor of each chosen expert's output, (N, k).
    public double[][] weights(int layer) {
        return layers.get(layer).weights;
    }

    /// How many rows each expert of a layer was chosen for.
    public long[] counts(int layer) {
        LayerActivations at = layers.get(layer);
        long[] counts = new long[at.probabilities.length / at.chosen.length];
        for (int[] chosen : at.chosen) {
            for (int expert : chosen) {
                counts[expert]++;
            }
        }
        return counts;
    }

    static final class LayerActivations {
        /// The residual stream: on entry, and between attention and experts; both (N, D).
        double[] x;
        double[] middle;

        /// Attention: x normed (N, D); projections (N, D), (N, C), (N, C); after the QK norm.
        double[] normed;
        double[] query;
        double[] key;
        double[] value;
        double[] queryNormed;
        double[] keyNormed;
        /// Clipped and turned: what the heads see.
        double[] headQuery;
        double[] headKey;
        double[] headValue;
        /// Per sequence and query head, (T, T).
        double[][][] attention;
        /// The heads' outputs side by side, (N, D).
        double[] mixed;

        /// Experts: middle normed (N, D); router (N, E); chosen and their factors (N, k).
        double[] postNormed;
        double[] routerLogSum;
        double[] probabilities;
        int[][] chosen;
        double[][] weights;
        /// Per row and slot: gate and up (F), output (D).
        double[][][] gate;
        double[][][] up;
        double[][][] output;
        /// The shared expert's gate and up, (N, F), if there is one.
        double[] sharedGate;
        double[] sharedUp;
    }
}
