package olmoe.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every tensor of a model under its Hugging Face name, and where it lies in one flat buffer.
///
/// The order is canonical and is that of the computation: embedding, the layers in order (each:
/// input norm, q, k, v, q norm, k norm, o, post-attention norm, router, experts with gate, up,
/// down), final norm, output matrix. A shared expert comes before the others. Matrices are row-major, (output
/// width, input width): a matrix W of dims [m, n] maps x of width n to y of width m by y_i = sum_j W[i, j] x_j.
public final class Layout {
    private final Shape shape;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, Tensor> byName = new TreeMap<>();
    private final Tensor embedding;
    private final List<Layer> layers = new ArrayList<>();
    private final Tensor finalNorm;
    private final Tensor output;
    private long end;

    /// @param offset elements before this tensor in the flat buffer
    /// @param dims [rows, columns], or [width] of a norm
    public record Tensor(String name, List<Integer> dims, long offset) {
        public int rows() {
            return dims.get(0);
        }

        /// The input width of a matrix; 1 for a norm.
        public int columns() {
            return dims.size() == 1 ? 1 : dims.get(1);
        }

        public long elements() {
            return (long) rows() * columns();
        }

        /// The offset in a flat array.
        ///
        /// @throws ArithmeticException if the model does not fit one array
        public int start() {
            return Math.toIntExact(offset);
        }
    }

    /// One transformer block. `router` is Hugging Face's `mlp.gate`. What a {@link Variant} does not have is null:
    /// norms without parameters, a shared expert.
    public record Layer(
            Tensor inputNorm,
            Tensor query,
            Tensor key,
            Tensor value,
            Tensor queryNorm,
            Tensor keyNorm,
            Tensor attentionOutput,
            Tensor postNorm,
            Tensor router,
            Expert sharedExpert,
            List<Expert> experts) {}

    /// One expert: down(silu(gate x) * up x).
    public record Expert(Tensor gate, Tensor up, Tensor down) {}

    public Layout(Shape shape) {
        this.shape = shape;
        int hidden = shape.hidden();
        int keyValue = shape.keyValueWidth();
        boolean qkNorm = shape.variant().qkNorm();
        embedding = add("model.embed_tokens", shape.vocabulary(), hidden);
        for (int l = 0; l < shape.layers(); l++) {
            String at = "model.layers." + l + ".";
            layers.add(new Layer(
                    norm(at + "input_layernorm", hidden),
                    add(at + "self_attn.q_proj", hidden, hidden),
                    add(at + "self_attn.k_proj", keyValue, hidden),
                    add(at + "self_attn.v_proj", keyValue, hidden),
                    qkNorm ? norm(at + "self_attn.q_norm", hidden) : null,
                    qkNorm ? norm(at + "self_attn.k_norm", keyValue) : null,
                    add(at + "self_attn.o_proj", hidden, hidden),
                    norm(at + "post_attention_layernorm", hidden),
                    add(at + "mlp.gate", shape.experts(), hidden),
                    shape.variant().sharedExpert() ? expert(at + "mlp.shared_expert") : null,
                    experts(at + "mlp.experts.")));
        }
        finalNorm = norm("model.norm", hidden);
        output = add("lm_head", shape.vocabulary(), hidden);
    }

    private List<Expert> experts(String at) {
        List<Expert> experts = new ArrayList<>();
        for (int e = 0; e < shape.experts(); e++) {
            experts.add(expert(at + e));
        }
        return List.copyOf(experts);
    }

    private Expert expert(String at) {
        return new Expert(
                add(at + ".gate_proj", shape.expertHidden(), shape.hidden()),
                add(at + ".up_proj", shape.expertHidden(), shape.hidden()),
                add(at + ".down_proj", shape.hidden(), shape.expertHidden()));
    }

    private Tensor norm(String module, int width) {
        return shape.variant().layerNorm() ? null : add(module, width);
    }

    private Tensor add(String module, Integer... dims) {
        Tensor tensor = new Tensor(module + ".weight", List.of(dims), end);
        tensors.add(tensor);
        byName.put(tensor.name(), tensor);
        end += tensor.elements();
        return tensor;
    }

    public Shape shape() {
        return shape;
    }

    /// All tensors in canonical order, end to end in the flat buffer.
    public List<Tensor> tensors() {
        return List.copyOf(tensors);
    }

    /// The tensor of that name, or null.
    public Tensor tensor(String name) {
        return byName.get(name);
    }

    public Tensor embedding() {
        return embedding;
    }

    public Layer layer(int index) {
        return layers.get(index);
    }

    public Tensor finalNorm() {
        return finalNorm;
    }

    public Tensor output() {
        return output;
    }

    /// All parameters, and so the length of the flat buffer.
    public long parameters() {
        return end;
    }

    /// Parameters that one token uses: all but the experts it does not visit. Both embedding
    /// matrices count in full, as in the paper's 1.3 B (arXiv 2409.02060, section 2).
    public long activeParameters() {
        long expert = 3L * shape.expertHidden() * shape.hidden();
        return end - (long) shape.layers() * (shape.experts() - shape.topK()) * expert;
    }

    /// Whether all parameters fit one array.
    public boolean fitsOneArray() {
        return end <= Integer.MAX_VALUE - 16;
    }

    /// The length of the flat buffer as an array's.
    ///
    /// @throws ArithmeticException if the model does not fit one array
    public int arrayLength() {
        if (!fitsOneArray()) {
            throw new ArithmeticException(end + " parameters do not fit one array, which holds 2^31 at most");
        }
        return (int) end;
    }
}
