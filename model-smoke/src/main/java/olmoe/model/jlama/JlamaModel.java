package olmoe.model.jlama;

import com.github.tjake.jlama.model.RMSNorm;
import com.github.tjake.jlama.model.TransformerBlock;
import com.github.tjake.jlama.model.llama.LlamaModel;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.safetensors.WeightLoader;
import com.github.tjake.jlama.tensor.AbstractTensor;
import java.util.Optional;
import java.util.stream.IntStream;
import olmoe.model.Shape;

/// jlama's Llama with other blocks: embedding, norms, residual stream and output matrix stay its own.
/// Runs one sequence at a time.
final class JlamaModel extends LlamaModel {
    private JlamaExperts[] experts; // set while the superclass is being constructed, so without initializer
    private final AbstractTensor head;

    JlamaModel(JlamaConfig config, WeightLoader weights) {
        super(config, weights, null, DType.F32, DType.F32, Optional.empty());
        head = JlamaProducts.readable(sampleOutput.getOutputLogitsWeights());
    }

    @Override
    protected TransformerBlock[] loadTransformerBlockWeights() {
        Shape shape = ((JlamaConfig) c).shape;
        experts = new JlamaExperts[shape.layers()];
        TransformerBlock[] blocks = new TransformerBlock[shape.layers()];
        for (int l = 0; l < blocks.length; l++) {
            String layer = "model.layers." + l + ".";
            String attention = layer + "self_attn.";
            experts[l] = new JlamaExperts(
                    shape,
                    load(layer + "mlp.gate"),
                    experts(layer, "gate_proj"),
                    experts(layer, "up_proj"),
                    experts(layer, "down_proj"));
            blocks[l] = new TransformerBlock(
                    this,
                    l,
                    new RMSNorm(this, load(layer + "input_layernorm")),
                    new JlamaAttention(
                            this,
                            shape,
                            l,
                            load(attention + "q_proj"),
                            load(attention + "k_proj"),
                            load(attention + "v_proj"),
                            load(attention + "o_proj"),
                            vector(attention + "q_norm"),
                            vector(attention + "k_norm")),
                    new RMSNorm(this, load(layer + "post_attention_layernorm")),
                    experts[l]);
        }
        return blocks;
    }

    private AbstractTensor[] experts(String layer, String matrix) {
        return IntStream.range(0, ((JlamaConfig) c).shape.experts())
                .mapToObj(e -> load(layer + "mlp.experts." + e + "." + matrix))
                .toArray(AbstractTensor[]::new);
    }

    private AbstractTensor load(String module) {
        return weights.load(module + ".weight");
    }

    private float[] vector(String module) {
        AbstractTensor norm = load(module);
        float[] values = new float[norm.shape().last()];
        for (int i = 0; i < values.length; i++) {
            values[i] = norm.get(0, i);
        }
        return values;
    }

    /// Activations stay F32, whatever the weights are: jlama would round them to the weights' type.
    @Override
    protected AbstractTensor maybeQuantize(AbstractTensor activations) {
        AbstractTensor copy = makeDenseTensor(activations.shape());
        copy.copyFrom(activations, 0, 0, Math.toIntExact(activations.size()));
        return copy;
    }

    /// Raw logits, (tokens, vocabulary); jlama's own method gives probabilities of one token.
    float[] logits(int[] ids) {
        AbstractTensor stream = forward(embedInput.batchInputsToEmbeddings(ids, 0), 0, null, Optional.empty());
        AbstractTensor normed = sampleOutput.getOutputLayerNorm().forward(stream);
        return JlamaProducts.multiply(JlamaProducts.values(normed), ids.length, head);
    }

    int[][] chosen(int layer) {
        return experts[layer].chosen();
    }
}
