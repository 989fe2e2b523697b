package olmoe.model.vector;

import java.util.Arrays;
import olmoe.model.checkpoint.BrainFloat;

/// The right factor of a matrix product, (depth, columns), packed for [Gemm]: panels of 16 columns,
/// each (depth, 16) and contiguous, the last one filled with zeros. As BF16 a row of a panel is eight ints:
/// number j has column j in its upper half and column j + 8 in its lower one, so that a shift or a mask makes
/// neighbouring floats of neighbouring ints.
final class Panels {
    static final int COLUMNS = 16;
    /// Columns from one half of an int to the other.
    static final int HALF = COLUMNS / 2;

    static final int UPPER = 0xffff0000;

    private final boolean brain;
    private float[] data;
    private int[] pairs;
    private int depth;
    private int columns;

    Panels(int depth, int columns) {
        this(depth, columns, false);
    }

    private Panels(int depth, int columns, boolean brain) {
        this.brain = brain;
        shape(depth, columns);
    }

    /// Half the memory: what is packed is rounded.
    static Panels brain(int depth, int columns) {
        return new Panels(depth, columns, true);
    }

    /// Reuses the memory for another size. The content is then undefined.
    Panels shape(int newDepth, int newColumns) {
        depth = newDepth;
        columns = newColumns;
        int needed = Math.multiplyExact(count() * COLUMNS, newDepth);
        if (brain) {
            pairs = new int[needed / 2];
        } else if (data == null || data.length < needed) {
            data = new float[needed];
        }
        return this;
    }

    /// Null for BF16.
    float[] data() {
        return data;
    }

    /// BF16, two by two; else null.
    int[] pairs() {
        return pairs;
    }

    int depth() {
        return depth;
    }

    int columns() {
        return columns;
    }

    /// The number of panels.
    int count() {
        return (columns + COLUMNS - 1) / COLUMNS;
    }

    /// Packs all of a (depth, columns) matrix whose rows stand `stride` apart.
    Panels packRows(float[] source, int at, int stride) {
        packRows(source, at, stride, 0, count());
        return this;
    }

    void packRows(float[] source, int at, int stride, int fromPanel, int toPanel) {
        // rows outside: the source is often far larger than the caches, and is read once this way
        for (int k = 0; k < depth; k++) {
            for (int panel = fromPanel; panel < toPanel; panel++) {
                int width = Math.min(COLUMNS, columns - panel * COLUMNS);
                int to = (panel * depth + k) * COLUMNS;
                System.arraycopy(source, at + k * stride + panel * COLUMNS, data, to, width);
                if (width < COLUMNS) {
                    Arrays.fill(data, to + width, to + COLUMNS, 0f);
                }
            }
        }
    }

    /// Packs the transpose of a (columns, depth) matrix whose rows stand `stride` apart.
    Panels packTransposed(float[] source, int at, int stride) {
        packTransposed(source, at, stride, 0, count());
        return this;
    }

    void packTransposed(float[] source, int at, int stride, int fromPanel, int toPanel) {
        if (brain) {
            packBrain(source, at, stride, fromPanel, toPanel);
            return;
        }
        for (int panel = fromPanel; panel < toPanel; panel++) {
            int width = Math.min(COLUMNS, columns - panel * COLUMNS);
            int to = panel * depth * COLUMNS;
            if (width < COLUMNS) {
                Arrays.fill(data, to, to + depth * COLUMNS, 0f);
            }
            transpose(source, at + panel * COLUMNS * stride, stride, width, depth, data, to, COLUMNS);
        }
    }

    private void packBrain(float[] source, int at, int stride, int fromPanel, int toPanel) {
        for (int column = fromPanel * COLUMNS; column < Math.min(columns, toPanel * COLUMNS); column++) {
            int to = column / COLUMNS * depth * HALF + column % HALF;
            int shift = column % COLUMNS < HALF ? 16 : 0;
            for (int k = 0; k < depth; k++) {
                pairs[to + k * HALF] |= (BrainFloat.round(source[at + column * stride + k]) & 0xffff) << shift;
            }
        }
    }

    /// Writes the transpose of a (rows, columns) matrix; strides are between rows.
    static void transpose(
            float[] source, int at, int stride, int rows, int columns, float[] target, int targetAt, int targetStride) {
        // square blocks keep both sides in the first cache
        for (int i0 = 0; i0 < rows; i0 += COLUMNS) {
            int i1 = Math.min(rows, i0 + COLUMNS);
            for (int j0 = 0; j0 < columns; j0 += COLUMNS) {
                int j1 = Math.min(columns, j0 + COLUMNS);
                for (int j = j0; j < j1; j++) {
                    int to = targetAt + j * targetStride;
                    int from = at + j;
                    for (int i = i0; i < i1; i++) {
                        target[to + i] = source[from + i * stride];
                    }
                }
            }
        }
    }
}
