package olmoe.model.vector;

import java.io.IOException;
import java.util.Arrays;
import olmoe.model.Layout;
import olmoe.model.Shape;

/// The first half of a layer: x + O attention(rope(norm(Q h)), rope(norm(K h)), V h), h = norm(x).
final class AttentionBlock {
    private final Shape shape;
    private final int hidden;
    private final int keyValue;
    private final int rotatedWidth;
    private final int projectedWidth;
    private final Norm inputNorm;
    private final Norm queryNorm;
    private final Norm keyNorm;
    final Linear projections; // q, k and v below each other
    final Linear output;

    AttentionBlock(Parameters parameters, Layout.Layer layer) throws IOException {
        shape = parameters.shape();
        hidden = shape.hidden();
        keyValue = shape.keyValueWidth();
        rotatedWidth = hidden + keyValue;
        projectedWidth = rotatedWidth + keyValue;
        inputNorm = Norm.of(parameters, layer.inputNorm(), hidden);
        queryNorm = Norm.ofQueriesOrKeys(parameters, layer.queryNorm(), hidden);
        keyNorm = Norm.ofQueriesOrKeys(parameters, layer.keyNorm(), keyValue);
        projections = parameters.linear(projectedWidth, hidden, layer.query(), layer.key(), layer.value());
        output = parameters.linear(hidden, hidden, layer.attentionOutput());
    }

    /// What one batch leaves for the backward pass.
    final class Run {
        final float[] inputScale;
        final float[] normed; // (rows, hidden)
        final float[] projected; // (rows, q + k + v), q and k before their norm
        final float[] queryScale;
        final float[] keyScale;
        final float[] rotated; // (rows, q + k)
        final float[] mixed; // (rows, hidden)

        Run(int rows) {
            inputScale = new float[rows];
            normed = new float[rows * hidden];
            projected = new float[rows * projectedWidth];
            queryScale = new float[rows];
            keyScale = new float[rows];
            rotated = new float[rows * rotatedWidth];
            mixed = new float[rows * hidden];
        }
    }

    /// @param x (rows, hidden) residual stream
    /// @param y the stream after this block
    void forward(float[] parameters, float[] x, float[] y, Run run, Batch batch) {
        project(parameters, x, run, batch);
        batch.workers()
                .run(
                        batch.windows() * shape.keyValueHeads(),
                        (task, worker) -> batch.attention()
                                .forward(task, run.rotated, run.projected, run.mixed, batch.scratch(worker)));
        finish(x, y, run, batch);
    }

    /// Fills in queries and keys, turned, and values.
    void project(float[] parameters, float[] x, Run run, Batch batch) {
        batch.byRows((row, count, worker) -> {
            for (int i = row; i < row + count; i++) {
                int at = i * hidden;
                run.inputScale[i] = inputNorm.forward(parameters, x, at, run.normed, at);
            }
            projections.forward(
                    run.normed,
                    row * hidden,
                    hidden,
                    count,
                    run.projected,
                    row * projectedWidth,
                    projectedWidth,
                    false);
            for (int i = row; i < row + count; i++) {
                rotate(parameters, run, i, batch);
            }
        });
    }

    /// Adds what the heads have mixed to the stream.
    void finish(float[] x, float[] y, Run run, Batch batch) {
        batch.byRows((row, count, worker) -> {
            int at = row * hidden;
            System.arraycopy(x, at, y, at, count * hidden);
            output.forward(run.mixed, at, hidden, count, y, at, hidden, true);
        });
    }

    private void rotate(float[] parameters, Run run, int i, Batch batch) {
        int from = i * projectedWidth;
        int to = i * rotatedWidth;
        run.queryScale[i] = queryNorm.forward(parameters, run.projected, from, run.rotated, to);
        run.keyScale[i] = keyNorm.forward(parameters, run.projected, from + hidden, run.rotated, to + hidden);
        if (shape.clipQkv() > 0) {
            clip(run.rotated, to, rotatedWidth);
            clip(run.projected, from + rotatedWidth, keyValue);
        }
        batch.rope().turn(run.rotated, to, shape.heads() + shape.keyValueHeads(), batch.position(i), 1f);
    }

    private void clip(float[] x, int at, int length) {
        float bound = (float) shape.clipQkv();
        for (int i = at; i < at + length; i++) {
            x[i] = Math.max(-bound, Math.min(bound, x[i]));
        }
    }

    /// Turns the gradient of y into that of x, in place, and adds those of the weights.
    void backward(float[] parameters, float[] x, float[] dx, Run run, Batch batch, BackwardBuffers b) {
        float[] gradients = b.gradients;
        batch.byRows((row, count, worker) -> {
            int at = row * hidden;
            output.backward(dx, at, hidden, count, b.mixed, at, hidden, false);
        });
        output.addGradient(batch.workers(), run.mixed, 0, hidden, dx, hidden, batch.rows(), b.packed, gradients);
        batch.workers()
                .run(
                        batch.windows() * shape.keyValueHeads(),
                        (task, worker) -> batch.attention()
                                .backward(
                                        task,
                                        run.rotated,
                                        run.projected,
                                        run.mixed,
                                        b.mixed,
                                        b.rotated,
                                        b.projected,
                                        batch.scratch(worker)));
        b.clearNorms(rotatedWidth);
        batch.byRows((row, count, worker) -> {
            for (int i = row; i < row + count; i++) {
                unrotate(parameters, run, i, batch, b);
            }
        });
        queryNorm.addGradient(b, rotatedWidth, 0);
        keyNorm.addGradient(b, rotatedWidth, hidden);
        projections.addGradient(
                batch.workers(), run.normed, 0, hidden, b.projected, projectedWidth, batch.rows(), b.packed, gradients);
        b.clearNorms(hidden);
        batch.byRows((row, count, worker) -> {
            int at = row * hidden;
            projections.backward(b.projected, row * projectedWidth, projectedWidth, count, b.normed, at, hidden, false);
            for (int i = row; i < row + count; i++) {
                at = i * hidden;
                int sums = b.normsAt(row, hidden);
                inputNorm.backward(parameters, x, at, run.inputScale[i], b.normed, at, dx, at, b.norms, sums);
            }
        });
        inputNorm.addGradient(b, hidden, 0);
    }

    private void unrotate(float[] parameters, Run run, int i, Batch batch, BackwardBuffers b) {
        int from = i * rotatedWidth;
        int to = i * projectedWidth;
        batch.rope().turn(b.rotated, from, shape.heads() + shape.keyValueHeads(), i % batch.length(), -1f);
        Arrays.fill(b.projected, to, to + rotatedWidth, 0f);
        int norms = b.normsAt(i, rotatedWidth);
        float[] projected = run.projected;
        queryNorm.backward(
                parameters, projected, to, run.queryScale[i], b.rotated, from, b.projected, to, b.norms, norms);
        int key = to + hidden;
        keyNorm.backward(
                parameters,
                projected,
                key,
                run.keyScale[i],
                b.rotated,
                from + hidden,
                b.projected,
                key,
                b.norms,
                norms + hidden);
    }
}
