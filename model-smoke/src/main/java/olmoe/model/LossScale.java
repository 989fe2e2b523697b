package olmoe.model;

import java.util.Arrays;

/// Three published ways to scale the training loss of one micro-batch. They differ by constant
/// factors and by whether layers are pooled, and so cannot be compared unnamed.
///
/// With n the assignments per expert, p the router's probabilities, r its logits, L layers, T tokens
/// of the micro-batch, E experts, k chosen:
///
/// | | token loss | load balance | router z |
/// | --- | --- | --- | --- |
/// | as-trained | sum / all positions | E/(L T k) sum_l n_l . mean p_l; balanced: 1 | sum (log sum exp r)^2 / (L T k) |
/// | paper | mean over targets | the same without k; balanced: k (eq. 3) | the same without k (eq. 4) |
/// | transformers | mean over targets | E (n pooled over layers / L T) . (p pooled); balanced: k | none |
public enum LossScale {
    AS_TRAINED,
    PAPER,
    TRANSFORMERS;

    /// The paper's weights of the two router terms (Table 10).
    public static final double LOAD_BALANCE_WEIGHT = 0.01;

    public static final double ROUTER_Z_WEIGHT = 0.001;

    /// The name in recipes and reports: `as-trained`, `paper`, `transformers`.
    public String label() {
        return this == AS_TRAINED ? "as-trained" : this == PAPER ? "paper" : "transformers";
    }

    /// The one of that name.
    public static LossScale of(String label) {
        return Arrays.stream(values())
                .filter(scale -> scale.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "loss scale must be as-trained, paper or transformers but was " + label));
    }

    /// What the sum of token losses is divided by.
    ///
    /// @param positions all positions, the last of each sequence and masked ones too
    /// @param targets positions that have a next token and are not masked
    public long tokenDivisor(long positions, long targets) {
        return this == AS_TRAINED ? positions : targets;
    }

    /// The load balance loss is the sum over layers, tokens and experts of `weight[l][e] * p[l][t][e]`,
    /// and so these are its derivatives as well: the counts are constants to it.
    ///
    /// @param counts assignments per layer and expert, (L, E)
    /// @param tokens T
    public double[][] loadBalanceWeights(Shape shape, long[][] counts, long tokens) {
        double layerTokens = (double) shape.layers() * tokens;
        double[][] weights = new double[shape.layers()][shape.experts()];
        if (this == TRANSFORMERS) {
            for (int e = 0; e < shape.experts(); e++) {
                int expert = e;
                double pooled =
                        Arrays.stream(counts).mapToLong(layer -> layer[expert]).sum() / layerTokens;
                for (double[] layer : weights) {
                    layer[e] = shape.experts() * pooled / layerTokens;
                }
            }
            return weights;
        }
        double chosen = this == AS_TRAINED ? shape.topK() : 1;
        for (int l = 0; l < weights.length; l++) {
            for (int e = 0; e < shape.experts(); e++) {
                weights[l][e] = shape.experts() * (double) counts[l][e] / (layerTokens * chosen * tokens);
            }
        }
        return weights;
    }

    /// The factor of each squared log-sum-exp in the router z loss.
    public double routerZFactor(Shape shape, long tokens) {
        double layerTokens = (double) shape.layers() * tokens;
        return switch (this) {
            case AS_TRAINED -> 1 / (layerTokens * shape.topK());
            case PAPER -> 1 / layerTokens;
            case TRANSFORMERS -> 0;
        };
    }
}
