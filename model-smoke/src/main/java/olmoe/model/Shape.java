package olmoe.model;

import java.util.LinkedHashMap;
import java.util.Map;

/// The sizes and constants of one OLMoE, in the paper's terms (arXiv 2409.02060, Table 10).
///
/// @param vocabulary rows of the embedding and of the output matrix
/// @param hidden width of the residual stream
/// @param layers transformer blocks, each with attention and experts
/// @param heads query heads; the head size is `hidden / heads`
/// @param keyValueHeads key and value heads, a divisor of `heads`
/// @param experts experts of each layer
/// @param topK experts that each token visits
/// @param expertHidden inner width of one expert
/// @param context longest sequence in tokens
/// @param ropeTheta base of the rotary position embedding
/// @param normEpsilon added to the mean square in every RMSNorm
/// @param clipQkv bound of q, k and v after the QK norm as transformers does it, or 0 for none
/// @param normTopK whether the chosen routing weights are scaled to sum to one
/// @param variant where it departs from OLMoE
public record Shape(
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int keyValueHeads,
        int experts,
        int topK,
        int expertHidden,
        int context,
        double ropeTheta,
        double normEpsilon,
        double clipQkv,
        boolean normTopK,
        Variant variant) {

    /// Far above any OLMoE; a configuration that says more is damaged, and is refused before it is believed.
    private static final int MOST_WIDTH = 1 << 24;

    private static final int MOST_TENSORS = 1 << 20;

    public Shape {
        require(vocabulary > 0, "vocabulary must be positive but was " + vocabulary);
        require(hidden > 0, "hidden must be positive but was " + hidden);
        require(layers > 0, "layers must be positive but was " + layers);
        require(
                heads > 0 && hidden % heads == 0 && hidden / heads % 2 == 0,
                "heads must split hidden " + hidden + " into even sizes but was " + heads);
        require(
                keyValueHeads > 0 && heads % keyValueHeads == 0,
                "key-value heads must divide heads " + heads + " but was " + keyValueHeads);
        require(experts > 0, "experts must be positive but was " + experts);
        require(topK > 0 && topK <= experts, "top-k must be from 1 to the " + experts + " experts but was " + topK);
        require(expertHidden > 0, "expert hidden must be positive but was " + expertHidden);
        require(context > 0, "context must be positive but was " + context);
        require(ropeTheta > 0, "rope theta must be positive but was " + ropeTheta);
        require(normEpsilon > 0, "norm epsilon must be positive but was " + normEpsilon);
        require(
                Math.max(Math.max(vocabulary, hidden), Math.max(expertHidden, context)) <= MOST_WIDTH,
                "vocabulary, hidden, expert hidden and context must be at most " + MOST_WIDTH + " but were "
                        + vocabulary + ", " + hidden + ", " + expertHidden + " and " + context);
        require(
                layers * (12L + 3L * experts) <= MOST_TENSORS,
                "a model must have at most " + MOST_TENSORS + " tensors but has " + layers + " layers of " + experts
                        + " experts");
        require(clipQkv >= 0, "clip-qkv must be positive, or 0 for none, but was " + clipQkv);
        require(
                !normTopK || !variant.expertChoice(),
                "norm-top-k must be off with expert-choice, where a token may have no expert, but was on");
    }

    /// OLMoE itself.
    public Shape(
            int vocabulary,
            int hidden,
            int layers,
            int heads,
            int keyValueHeads,
            int experts,
            int topK,
            int expertHidden,
            int context,
            double ropeTheta,
            double normEpsilon,
            double clipQkv,
            boolean normTopK) {
        this(
                vocabulary,
                hidden,
                layers,
                heads,
                keyValueHeads,
                experts,
                topK,
                expertHidden,
                context,
                ropeTheta,
                normEpsilon,
                clipQkv,
                normTopK,
                Variant.OLMOE);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /// All settings by the names that recipes and `training.json` use, in the order above.
    public Map<String, Number> settings() {
        Map<String, Number> settings = new LinkedHashMap<>();
        settings.put("vocabulary", vocabulary);
        settings.put("hidden", hidden);
        settings.put("layers", layers);
        settings.put("heads", heads);
        settings.put("key-value-heads", keyValueHeads);
        settings.put("experts", experts);
        settings.put("top-k", topK);
        settings.put("expert-hidden", expertHidden);
        settings.put("context", context);
        settings.put("rope-theta", ropeTheta);
        settings.put("norm-epsilon", normEpsilon);
        settings.put("clip-qkv", clipQkv);
        settings.put("norm-top-k", normTopK ? 1 : 0);
        variant.settings().forEach((name, value) -> settings.put(name, value ? 1 : 0));
        return settings;
    }

    public int headSize() {
        return hidden / heads;
    }

    /// Tokens that an expert takes of a sequence if experts choose: as many as make top-k of a token on average,
    /// rounded up.
    public int capacity(int length) {
        return Math.min(length, Math.toIntExact(Math.ceilDiv((long) length * topK, experts)));
    }

    public int keyValueWidth() {
        return headSize() * keyValueHeads;
    }
}
