package olmoe.model;

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
        boolean normTopK) {

    public int headSize() {
        return hidden / heads;
    }

    public int keyValueWidth() {
        return headSize() * keyValueHeads;
    }
}
