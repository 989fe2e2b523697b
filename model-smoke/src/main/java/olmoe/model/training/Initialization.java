package olmoe.model.training;

import java.util.Arrays;
import olmoe.model.Layout;
import olmoe.tokenizer.shard.Pcg64;

/// Where training starts: every matrix from a normal of deviation 0.02 cut at three deviations, every
/// norm one; the router of a single expert, which decides nothing, is zero, so that such a model is the
/// paper's dense twin (section 4.1.1): its router has no gradient and its router terms are constant. Drawn by tensor in
/// the layout's order, row by row, from one generator.
final class Initialization {
    private static final double DEVIATION = 0.02;
    private static final double CUT = 3;

    private final Pcg64 generator;

    private Initialization(long seed) {
        generator = new Pcg64(seed);
    }

    static float[] parameters(Layout layout, long seed) {
        float[] parameters = new float[layout.arrayLength()];
        Initialization initialization = new Initialization(seed);
        for (Layout.Tensor tensor : layout.tensors()) {
            int end = tensor.start() + Math.toIntExact(tensor.elements());
            if (tensor.dims().size() == 1) {
                Arrays.fill(parameters, tensor.start(), end, 1f);
            } else if (layout.shape().experts() > 1 || !tensor.name().endsWith(".mlp.gate.weight")) {
                initialization.fill(parameters, tensor.start(), end);
            }
        }
        return parameters;
    }

    /// Pairs of normals by Box and Muller; what lies outside the cut is drawn again.
    private void fill(float[] parameters, int start, int end) {
        int i = start;
        while (i < end) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - generator.nextDouble()));
            double angle = 2 * StrictMath.PI * generator.nextDouble();
            double first = radius * StrictMath.cos(angle);
            double second = radius * StrictMath.sin(angle);
            if (Math.abs(first) <= CUT) {
                parameters[i++] = (float) (DEVIATION * first);
            }
            if (i < end && Math.abs(second) <= CUT) {
                parameters[i++] = (float) (DEVIATION * second);
            }
        }
    }
}
