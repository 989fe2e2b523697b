package olmoe.model.vector;

import java.util.Arrays;
import olmoe.model.Shape;

/// Causal attention within a window; one task is one key-value head of one window with all query
/// heads that share it. Scores are made again in the backward pass rather than kept.
///
/// Queries and keys come rotated in one array (rows, hidden + keyValue); values are the last columns
/// of the projections (rows, hidden + 2 keyValue).
final class Attention {
    private static final int ROW_BLOCK = 64;

    private final Kernels kernels;
    private final Gemm gemm;
    private final Shape shape;
    private final int length;
    private final int size;
    private final int rotatedStride;
    private final int projectedStride;
    private final int scoreStride;
    private final float scale;

    /// @param length tokens of each window
    Attention(Kernels kernels, Shape shape, int length) {
        this.kernels = kernels;
        gemm = new Gemm(kernels);
        this.shape = shape;
        this.length = length;
        size = shape.headSize();
        rotatedStride = shape.hidden() + shape.keyValueWidth();
        projectedStride = rotatedStride + shape.keyValueWidth();
        scoreStride = (length + Panels.COLUMNS - 1) / Panels.COLUMNS * Panels.COLUMNS;
        scale = (float) (1 / Math.sqrt(size));
    }

    /// @param mixed (rows, hidden), this task's heads are written
    void forward(int task, float[] rotated, float[] projected, float[] mixed, Scratch scratch) {
        int row = task / shape.keyValueHeads() * length;
        int group = task % shape.keyValueHeads();
        Panels keys = scratch.panels(0, size, length).packTransposed(rotated, keyAt(row, group), rotatedStride);
        Panels values = scratch.panels(1, length, size).packRows(projected, valueAt(row, group), projectedStride);
        float[] scores = scratch.floats(0, ROW_BLOCK * scoreStride);
        for (int head = group * perGroup(); head < (group + 1) * perGroup(); head++) {
            for (int from = 0; from < length; from += ROW_BLOCK) {
                int to = Math.min(length, from + ROW_BLOCK);
                int query = (row + from) * rotatedStride + head * size;
                probabilities(rotated, query, keys, from, to, scores, 0);
                int mix = (row + from) * shape.hidden() + head * size;
                gemm.multiply(
                        scores,
                        0,
                        scoreStride,
                        to - from,
                        values,
                        0,
                        values.count(),
                        to,
                        mixed,
                        mix,
                        shape.hidden(),
                        false);
            }
        }
    }

    /// The same for rows that follow `start` earlier ones, whose keys and values are in the panels as
    /// theirs are. Gives the bytes that a pass over the whole sequence gives.
    ///
    /// @param row the first of `count` rows
    /// @param keys (size, capacity)
    /// @param values (capacity, size)
    void forwardCached(
            int group,
            int row,
            int count,
            int start,
            Panels keys,
            Panels values,
            float[] rotated,
            float[] mixed,
            Scratch scratch) {
        float[] scores = scratch.floats(0, ROW_BLOCK * scoreStride);
        for (int head = group * perGroup(); head < (group + 1) * perGroup(); head++) {
            for (int from = start; from < start + count; from += ROW_BLOCK) {
                int to = Math.min(start + count, from + ROW_BLOCK);
                int first = row + from - start;
                probabilities(rotated, first * rotatedStride + head * size, keys, from, to, scores, 0);
                int mix = first * shape.hidden() + head * size;
                gemm.multiply(
                        scores,
                        0,
                        scoreStride,
                        to - from,
                        values,
                        0,
                        values.count(),
                        to,
                        mixed,
                        mix,
                        shape.hidden(),
                        false);
            }
        }
    }

    /// Writes this task's columns of `dRotated` and of the values in `dProjected`.
    void backward(
            int task,
            float[] rotated,
            float[] projected,
            float[] mixed,
            float[] dMixed,
            float[] dRotated,
            float[] dProjected,
            Scratch scratch) {
        int row = task / shape.keyValueHeads() * length;
        int group = task % shape.keyValueHeads();
        Panels keys = scratch.panels(0, size, length).packTransposed(rotated, keyAt(row, group), rotatedStride);
        Panels keyRows = scratch.panels(1, length, size).packRows(rotated, keyAt(row, group), rotatedStride);
        Panels values = scratch.panels(2, size, length).packTransposed(projected, valueAt(row, group), projectedStride);
        clear(dRotated, keyAt(row, group), rotatedStride);
        clear(dProjected, valueAt(row, group), projectedStride);
        float[] p = scratch.floats(0, length * scoreStride);
        float[] dScores = scratch.floats(1, length * scoreStride);
        for (int head = group * perGroup(); head < (group + 1) * perGroup(); head++) {
            for (int from = 0; from < length; from += ROW_BLOCK) {
                int to = Math.min(length, from + ROW_BLOCK);
                int query = (row + from) * rotatedStride + head * size;
                int mix = (row + from) * shape.hidden() + head * size;
                probabilities(rotated, query, keys, from, to, p, from * scoreStride);
                scores(dMixed, mix, shape.hidden(), values, from, to, dScores, from * scoreStride);
                for (int i = from; i < to; i++) {
                    int m = (row + i) * shape.hidden() + head * size;
                    float all = kernels.dot(dMixed, m, mixed, m, size);
                    int at = i * scoreStride;
                    for (int j = at; j <= at + i; j++) {
                        dScores[j] = p[j] * (dScores[j] - all) * scale;
                    }
                    Arrays.fill(dScores, at + i + 1, at + to, 0f);
                }
                gemm.multiply(
                        dScores,
                        from * scoreStride,
                        scoreStride,
                        to - from,
                        keyRows,
                        0,
                        keyRows.count(),
                        to,
                        dRotated,
                        query,
                        rotatedStride,
                        false);
            }
            int mix = row * shape.hidden() + head * size;
            addSum(p, dMixed, mix, shape.hidden(), dProjected, valueAt(row, group), projectedStride, scratch);
            int query = row * rotatedStride + head * size;
            addSum(dScores, rotated, query, rotatedStride, dRotated, keyAt(row, group), rotatedStride, scratch);
        }
    }

    /// y[j] += sum over i >= j of s[i, j] x[i]: values' and keys' gradients. What stands right of a
    /// row block's diagonal was never written and is not read.
    private void addSum(float[] s, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride, Scratch scratch) {
        Panels packed = scratch.panels(3, length, size).packRows(x, xAt, xStride);
        for (int from = 0; from < length; from += ROW_BLOCK) {
            int rows = Math.min(ROW_BLOCK, length - from);
            gemm.addTurned(s, from, scoreStride, rows, packed, from, y, yAt + from * yStride, yStride);
        }
    }

    /// Softmax rows `from` to `to`, zero right of the diagonal up to column `to`.
    private void probabilities(float[] rotated, int query, Panels keys, int from, int to, float[] scores, int at) {
        scores(rotated, query, rotatedStride, keys, from, to, scores, at);
        for (int i = from; i < to; i++) {
            int start = at + (i - from) * scoreStride;
            int known = i + 1;
            kernels.scale(scores, start, known, scale);
            float sum = kernels.expSum(scores, start, known, kernels.maximum(scores, start, known));
            kernels.scale(scores, start, known, 1f / sum);
            Arrays.fill(scores, start + known, start + to, 0f);
        }
    }

    private void scores(float[] x, int xAt, int stride, Panels columns, int from, int to, float[] scores, int at) {
        int panels = (to + Panels.COLUMNS - 1) / Panels.COLUMNS;
        gemm.multiply(x, xAt, stride, to - from, columns, 0, panels, size, scores, at, scoreStride, false);
    }

    private void clear(float[] x, int at, int stride) {
        for (int i = 0; i < length; i++) {
            Arrays.fill(x, at + i * stride, at + i * stride + size, 0f);
        }
    }

    private int perGroup() {
        return shape.heads() / shape.keyValueHeads();
    }

    private int keyAt(int row, int group) {
        return row * rotatedStride + shape.hidden() + group * size;
    }

    private int valueAt(int row, int group) {
        return row * projectedStride + rotatedStride + group * size;
    }
}
