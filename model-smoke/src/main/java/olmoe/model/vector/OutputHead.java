package olmoe.model.vector;

import java.io.IOException;
import java.util.Arrays;
import olmoe.model.Layout;

/// Output matrix, softmax and cross-entropy, by chunks of rows, so that the logits of a whole batch
/// are never held. A row's target is the next row's id; the last row of a window has none.
final class OutputHead {
    private static final int CHUNK = Gemm.BLOCK;
    private static final int PANELS_A_TASK = 16;
    private static final int SOFTMAX_ROWS = 8;
    private static final int BACKWARD_ROWS = 64;

    private final Kernels kernels;
    private final int hidden;
    private final int vocabulary;
    final Linear output;

    OutputHead(Parameters parameters, Layout.Tensor matrix) throws IOException {
        kernels = parameters.kernels();
        hidden = parameters.shape().hidden();
        vocabulary = parameters.shape().vocabulary();
        output = parameters.linear(vocabulary, hidden, matrix);
    }

    /// Memory of one batch.
    final class Run {
        /// Rows far enough apart that they do not fall on the same lines of the first cache.
        final int stride = (vocabulary + Panels.COLUMNS - 1) / Panels.COLUMNS * Panels.COLUMNS + Panels.COLUMNS;

        final float[] logits; // (chunk, stride)
        final double[] losses; // (rows), 0 where there is no target
        final Panels packed; // inputs of a chunk, (chunk, hidden)

        Run(int rows) {
            logits = new float[Math.min(CHUNK, rows) * stride];
            losses = new double[rows];
            packed = new Panels(Math.min(CHUNK, rows), hidden);
        }
    }

    /// Writes the logits of all rows.
    ///
    /// @param normed (rows, hidden)
    /// @param target (rows, vocabulary)
    void logits(float[] normed, float[] target, Batch batch) {
        for (int row = 0; row < batch.rows(); row += CHUNK) {
            int count = Math.min(CHUNK, batch.rows() - row);
            multiply(normed, row, count, target, row * vocabulary, vocabulary, batch);
        }
    }

    void multiply(float[] normed, int row, int count, float[] to, int toAt, int stride, Batch batch) {
        int panels = output.panels();
        batch.workers().run((panels + PANELS_A_TASK - 1) / PANELS_A_TASK, (task, worker) -> {
            int from = task * PANELS_A_TASK;
            int end = Math.min(panels, from + PANELS_A_TASK);
            output.forward(normed, row * hidden, hidden, count, from, end, to, toAt, stride);
        });
    }

    /// Fills in the negative log-likelihood of each row's target, in `run.losses`.
    void losses(float[] normed, int[] ids, Run run, Batch batch) {
        for (int row = 0; row < batch.rows(); row += CHUNK) {
            int count = Math.min(CHUNK, batch.rows() - row);
            multiply(normed, row, count, run.logits, 0, run.stride, batch);
            softmax(row, count, ids, null, batch.rows(), run, batch);
        }
    }

    /// The same, with gradients of the sum of losses over the divisor. Windows not kept have neither loss
    /// nor gradient.
    ///
    /// @param dNormed (rows, hidden), written
    void backward(
            float[] normed,
            int[] ids,
            boolean[] keep,
            long divisor,
            Run run,
            Batch batch,
            float[] dNormed,
            float[] gradients) {
        for (int row = 0; row < batch.rows(); row += CHUNK) {
            int start = row;
            int count = Math.min(CHUNK, batch.rows() - row);
            multiply(normed, row, count, run.logits, 0, run.stride, batch);
            softmax(row, count, ids, keep, divisor, run, batch);
            batch.workers().run((count + BACKWARD_ROWS - 1) / BACKWARD_ROWS, (task, worker) -> {
                int from = task * BACKWARD_ROWS;
                output.backward(
                        run.logits,
                        from * run.stride,
                        run.stride,
                        Math.min(BACKWARD_ROWS, count - from),
                        dNormed,
                        (start + from) * hidden,
                        hidden,
                        false);
            });
            output.addGradient(
                    batch.workers(),
                    normed,
                    row * hidden,
                    hidden,
                    run.logits,
                    run.stride,
                    count,
                    run.packed,
                    gradients);
        }
    }

    /// @param keep null where only losses are wanted; otherwise logits become their gradients
    private void softmax(int row, int count, int[] ids, boolean[] keep, long divisor, Run run, Batch batch) {
        float share = 1f / divisor;
        batch.workers().run((count + SOFTMAX_ROWS - 1) / SOFTMAX_ROWS, (task, worker) -> {
            int end = Math.min(count, (task + 1) * SOFTMAX_ROWS);
            for (int i = task * SOFTMAX_ROWS; i < end; i++) {
                int at = i * run.stride;
                int place = row + i;
                boolean last = (place + 1) % batch.length() == 0;
                if (last || keep != null && !keep[place / batch.length()]) {
                    run.losses[place] = 0;
                    Arrays.fill(run.logits, at, at + vocabulary, 0f);
                    continue;
                }
                int target = at + ids[place + 1];
                float highest = kernels.maximum(run.logits, at, vocabulary);
                double margin = (double) highest - run.logits[target];
                float sum = kernels.expSum(run.logits, at, vocabulary, highest);
                run.losses[place] = margin + StrictMath.log(sum);
                if (keep != null) {
                    kernels.scale(run.logits, at, vocabulary, share / sum);
                    run.logits[target] -= share;
                }
            }
        });
    }
}
