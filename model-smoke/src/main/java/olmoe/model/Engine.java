package olmoe.model;

/// Something that computes OLMoE's forward pass. Engines are compared with each other through this.
public interface Engine {

    /// Runs one sequence from position 0.
    ///
    /// @param ids token ids, at most the context's length
    Inference infer(int[] ids);

    /// What an engine says about one sequence.
    ///
    /// @param logits (position, vocabulary); an engine in float32 widens its own
    /// @param experts (layer, position, top-k): chosen experts, largest weight first
    record Inference(double[][] logits, int[][][] experts) {}
}
