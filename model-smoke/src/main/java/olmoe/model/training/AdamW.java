package olmoe.model.training;

import olmoe.model.vector.Kernels;
import olmoe.model.vector.Workers;

/// AdamW with betas 0.9 and 0.95, epsilon 1e-8 outside the root, and decay on every parameter: norms,
/// embeddings and experts that saw no token included, as OLMoE was trained.
final class AdamW {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.95;
    private static final float EPSILON = 1e-8f;
    /// Elements whose squares are one partial sum: fixed, as it decides the gradient norm's last bits.
    private static final int NORM_BLOCK = 4096;

    private static final int UPDATE_BLOCK = 1 << 16;

    private final double decay;
    private final double clip;
    private final float[] average; // exp_avg
    private final float[] averageOfSquares; // exp_avg_sq

    /// @param decay of each parameter, times the rate
    /// @param clip largest norm of all gradients together
    AdamW(int parameters, double decay, double clip) {
        this.decay = decay;
        this.clip = clip;
        average = new float[parameters];
        averageOfSquares = new float[parameters];
    }

    /// Moments in the layout's order; a resumed run fills them in.
    float[] average() {
        return average;
    }

    float[] averageOfSquares() {
        return averageOfSquares;
    }

    /// Norm of all gradients together.
    static double norm(float[] gradients, Workers workers) {
        float[] squares = new float[(gradients.length + NORM_BLOCK - 1) / NORM_BLOCK];
        workers.run(squares.length, (block, worker) -> {
            int at = block * NORM_BLOCK;
            int length = Math.min(NORM_BLOCK, gradients.length - at);
            squares[block] = Kernels.best().dot(gradients, at, gradients, at, length);
        });
        double sum = 0;
        for (float square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    /// One step.
    ///
    /// @param gradients sums over so many micro-batches: their mean is meant
    /// @param norm of the mean gradients, which are scaled so that theirs is at most `clip`
    /// @param step from 1
    void update(
            float[] parameters,
            float[] gradients,
            int microBatches,
            double norm,
            double rate,
            long step,
            Workers workers) {
        float factor = (float) (Math.min(1, clip / (norm + 1e-6)) / microBatches);
        float keep = (float) (1 - rate * decay);
        float size = (float) (rate / (1 - StrictMath.pow(BETA1, step)));
        float root = (float) Math.sqrt(1 - StrictMath.pow(BETA2, step));
        workers.run((parameters.length + UPDATE_BLOCK - 1) / UPDATE_BLOCK, (block, worker) -> {
            int end = Math.min(parameters.length, (block + 1) * UPDATE_BLOCK);
            for (int i = block * UPDATE_BLOCK; i < end; i++) {
                float gradient = gradients[i] * factor;
                float m = (float) BETA1 * average[i] + (float) (1 - BETA1) * gradient;
                float v = (float) BETA2 * averageOfSquares[i] + (float) (1 - BETA2) * gradient * gradient;
                average[i] = m;
                averageOfSquares[i] = v;
                float scale = (float) Math.sqrt(v) / root + EPSILON;
                parameters[i] = parameters[i] * keep - size * m / scale;
            }
        });
    }
}
