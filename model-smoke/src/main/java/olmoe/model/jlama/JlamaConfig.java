package olmoe.model.jlama;

import com.github.tjake.jlama.math.ActivationFunction;
import com.github.tjake.jlama.safetensors.Config;
import java.util.List;
import olmoe.model.Shape;

/// jlama's configuration of an OLMoE. Without rotary frequencies: its table is indexed by head as well
/// and ends too early (`CausalSelfAttention`), so our attention turns by itself.
final class JlamaConfig extends Config {
    final Shape shape;

    JlamaConfig(Shape shape) {
        super(
                shape.context(),
                shape.hidden(),
                shape.expertHidden(),
                shape.heads(),
                shape.keyValueHeads(),
                shape.layers(),
                (float) shape.normEpsilon(),
                shape.vocabulary(),
                0,
                List.of(),
                ActivationFunction.Type.SILU,
                null,
                null);
        this.shape = shape;
    }
}
