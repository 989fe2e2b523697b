package olmoe.model.training;

import java.util.List;
import olmoe.model.Layout;
import olmoe.model.Layout.Tensor;
import olmoe.model.Shape;
import olmoe.tokenizer.shard.Pcg64;

/// Sparse upcycling (paper, section 4.1.5): every expert begins as the dense model's one, routers as
/// normals of deviation 0.02, all else as it was. Training then begins anew, without moments.
public final class Upcycling {
    private static final double DEVIATION = 0.02;

    private Upcycling() {}

    /// The dense shape with experts.
    ///
    /// @throws IllegalArgumentException if it has some already
    public static Shape shape(Shape dense, int experts, int topK) {
        if (dense.experts() != 1) {
            throw new IllegalArgumentException("expected a dense model, of one expert, found " + dense.experts());
        }
        return new Shape(
                dense.vocabulary(),
                dense.hidden(),
                dense.layers(),
                dense.heads(),
                dense.keyValueHeads(),
                experts,
                topK,
                dense.expertHidden(),
                dense.context(),
                dense.ropeTheta(),
                dense.normEpsilon(),
                dense.clipQkv(),
                dense.normTopK(),
                dense.variant());
    }

    /// @param dense the layout of `parameters`
    /// @param seed of the routers
    public static float[] parameters(Layout dense, float[] parameters, Layout sparse, long seed) {
        float[] upcycled = new float[sparse.arrayLength()];
        Pcg64 generator = new Pcg64(seed);
        for (Tensor tensor : sparse.tensors()) {
            Tensor source = dense.tensor(tensor.name().replaceAll("\\.experts\\.[0-9]+\\.", ".experts.0."));
            if (tensor.name().endsWith(".mlp.gate.weight")) {
                for (int i = tensor.start(); i < tensor.start() + tensor.elements(); i++) {
                    upcycled[i] = (float) (DEVIATION * normal(generator));
                }
            } else {
                requireSame(source.dims(), tensor);
                System.arraycopy(
                        parameters, source.start(), upcycled, tensor.start(), Math.toIntExact(tensor.elements()));
            }
        }
        return upcycled;
    }

    private static void requireSame(List<Integer> dims, Tensor tensor) {
        if (!dims.equals(tensor.dims())) {
            throw new IllegalArgumentException(tensor.name() + ": expected " + dims + ", found " + tensor.dims());
        }
    }

    private static double normal(Pcg64 generator) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - generator.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * generator.nextDouble());
    }
}
