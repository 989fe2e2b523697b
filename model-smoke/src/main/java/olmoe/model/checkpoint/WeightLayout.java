package olmoe.model.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import olmoe.model.Layout;
import olmoe.model.Layout.Expert;
import olmoe.model.Layout.Tensor;

/// Where the tensors of a {@link Layout} lie in the files that others write. Every stored tensor is a
/// row of blocks, each one of ours, whole, as it is or transposed; so what reads a layout can write it.
public enum WeightLayout {
    /// One tensor per expert, as on the hub.
    HF {
        @Override
        List<StoredTensor> tensors(Layout layout) {
            return layout.tensors().stream()
                    .map(tensor -> stored(tensor.name(), tensor.dims(), tensor))
                    .toList();
        }
    },
    /// Experts stacked in two tensors per layer, as transformers holds them from version 5 on: gate rows
    /// before up rows of each expert. Their names end without `.weight`.
    FUSED {
        @Override
        List<StoredTensor> tensors(Layout layout) {
            List<StoredTensor> all = new ArrayList<>();
            for (Tensor tensor : layout.tensors()) {
                if (!tensor.name().contains(".experts.")) {
                    all.add(stored(tensor.name(), tensor.dims(), tensor));
                }
            }
            int experts = layout.shape().experts();
            int hidden = layout.shape().hidden();
            int inner = layout.shape().expertHidden();
            for (int l = 0; l < layout.shape().layers(); l++) {
                String at = "model.layers." + l + ".mlp.experts.";
                List<Expert> each = layout.layer(l).experts();
                all.add(stored(
                        at + "gate_up_proj",
                        List.of(experts, 2 * inner, hidden),
                        each.stream()
                                .flatMap(expert -> Stream.of(expert.gate(), expert.up()))
                                .toArray(Tensor[]::new)));
                all.add(stored(at + "down_proj", List.of(experts, hidden, inner), downs(each)));
            }
            return all;
        }
    },
    /// The training code's names (OLMo branch `Muennighoff/MoE`, megablocks): q, k, v in one matrix, the
    /// experts below each other, down matrices transposed.
    NATIVE {
        @Override
        List<StoredTensor> tensors(Layout layout) {
            List<StoredTensor> all = new ArrayList<>();
            int hidden = layout.shape().hidden();
            int keyValue = layout.shape().keyValueWidth();
            int rows = layout.shape().experts() * layout.shape().expertHidden();
            all.add(same("transformer.wte.weight", layout.embedding()));
            for (int l = 0; l < layout.shape().layers(); l++) {
                String at = "transformer.blocks." + l + ".";
                Layout.Layer w = layout.layer(l);
                all.add(same(at + "attn_norm.weight", w.inputNorm()));
                all.add(stored(
                        at + "att_proj.weight", List.of(hidden + 2 * keyValue, hidden), w.query(), w.key(), w.value()));
                all.add(same(at + "q_norm.weight", w.queryNorm()));
                all.add(same(at + "k_norm.weight", w.keyNorm()));
                all.add(same(at + "attn_out.weight", w.attentionOutput()));
                all.add(same(at + "ff_norm.weight", w.postNorm()));
                all.add(same(at + "ffn.router.layer.weight", w.router()));
                List<Integer> stack = List.of(rows, hidden);
                all.add(stored(at + "ffn.experts.mlp.w1", stack, gates(w.experts())));
                all.add(stored(at + "ffn.experts.mlp.v1", stack, ups(w.experts())));
                all.add(new StoredTensor(
                        at + "ffn.experts.mlp.w2",
                        stack,
                        Arrays.stream(downs(w.experts()))
                                .map(down -> new Block(down, true))
                                .toList()));
            }
            all.add(same("transformer.ln_f.weight", layout.finalNorm()));
            all.add(same("transformer.ff_out.weight", layout.output()));
            return all;
        }
    },
    /// llama.cpp's names for the architecture `olmoe`; sizes here slowest first, in the file fastest first.
    GGUF {
        @Override
        List<StoredTensor> tensors(Layout layout) {
            List<StoredTensor> all = new ArrayList<>();
            int experts = layout.shape().experts();
            int hidden = layout.shape().hidden();
            int inner = layout.shape().expertHidden();
            all.add(same("token_embd.weight", layout.embedding()));
            for (int l = 0; l < layout.shape().layers(); l++) {
                String at = "blk." + l + ".";
                Layout.Layer w = layout.layer(l);
                all.add(same(at + "attn_norm.weight", w.inputNorm()));
                all.add(same(at + "attn_q.weight", w.query()));
                all.add(same(at + "attn_k.weight", w.key()));
                all.add(same(at + "attn_v.weight", w.value()));
                all.add(same(at + "attn_output.weight", w.attentionOutput()));
                all.add(same(at + "attn_q_norm.weight", w.queryNorm()));
                all.add(same(at + "attn_k_norm.weight", w.keyNorm()));
                all.add(same(at + "ffn_norm.weight", w.postNorm()));
                all.add(same(at + "ffn_gate_inp.weight", w.router()));
                List<Integer> stack = List.of(experts, inner, hidden);
                all.add(stored(at + "ffn_gate_exps.weight", stack, gates(w.experts())));
                all.add(stored(at + "ffn_up_exps.weight", stack, ups(w.experts())));
                all.add(stored(at + "ffn_down_exps.weight", List.of(experts, hidden, inner), downs(w.experts())));
            }
            all.add(same("output_norm.weight", layout.finalNorm()));
            all.add(same("output.weight", layout.output()));
            return all;
        }
    };

    /// @param dims sizes, slowest first
    /// @param blocks end to end
    record StoredTensor(String name, List<Integer> dims, List<Block> blocks) {}

    /// @param transposed whether it is stored (columns, rows)
    record Block(Tensor tensor, boolean transposed) {}

    /// All tensors that a checkpoint of this layout stores.
    abstract List<StoredTensor> tensors(Layout layout);

    /// The name in commands and reports.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static StoredTensor same(String name, Tensor tensor) {
        return stored(name, tensor.dims(), tensor);
    }

    private static StoredTensor stored(String name, List<Integer> dims, Tensor... tensors) {
        return new StoredTensor(
                name,
                dims,
                Arrays.stream(tensors).map(tensor -> new Block(tensor, false)).toList());
    }

    private static Tensor[] gates(List<Expert> experts) {
        return experts.stream().map(Expert::gate).toArray(Tensor[]::new);
    }

    private static Tensor[] ups(List<Expert> experts) {
        return experts.stream().map(Expert::up).toArray(Tensor[]::new);
    }

    private static Tensor[] downs(List<Expert> experts) {
        return experts.stream().map(Expert::down).toArray(Tensor[]::new);
    }
}
