package olmoe.model.vector;

/// Matrix products by tiles of 4 x 16 over a packed right factor.
///
/// C[i, j] is a sum of blocks: within a block of [#BLOCK] terms one accumulator, from zero, takes
/// the terms ascending by fused multiply-add; the blocks are added ascending. That holds for every
/// element whatever tile or thread computed it, so callers may cut rows and panels as they like.
final class Gemm {
    /// Terms between two additions to C: 16 KiB of a panel, half of the first cache.
    static final int BLOCK = 256;

    /// Rows whose terms of one block stay in the second cache while all panels pass.
    private static final int ROW_BLOCK = 64;

    /// From so many panels on, rows are first laid side by side: far apart they fall on the same lines of the caches.
    private static final int COPY_FROM_PANELS = 8;

    private static final int ROWS = 4;
    private static final int COLUMNS = Panels.COLUMNS;

    private final Kernels kernels;

    Gemm(Kernels kernels) {
        this.kernels = kernels;
    }

    /// C = or += A B over all columns of B and all its depth.
    ///
    /// @param a (rows, b.depth), rows `aStride` apart
    /// @param c (rows, b.columns), rows `cStride` apart
    void multiply(float[] a, int aAt, int aStride, int rows, Panels b, float[] c, int cAt, int cStride, boolean add) {
        multiply(a, aAt, aStride, rows, b, 0, b.count(), b.depth(), c, cAt, cStride, add);
    }

    /// The same over some panels and the first `depth` terms. `cAt` stays the place of column 0.
    void multiply(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            Panels b,
            int fromPanel,
            int toPanel,
            int depth,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        if (rows == 1) {
            row(a, aAt, b, fromPanel, toPanel, depth, c, cAt, add);
            return;
        }
        float[] edge = new float[ROWS * COLUMNS];
        boolean copied = rows >= ROWS && toPanel - fromPanel >= COPY_FROM_PANELS;
        float[] copy = copied ? new float[Math.min(rows, ROW_BLOCK) * BLOCK] : null;
        for (int first = 0; first < rows; first += ROW_BLOCK) {
            int count = Math.min(ROW_BLOCK, rows - first);
            for (int k = 0; k < depth; k += BLOCK) {
                int terms = Math.min(BLOCK, depth - k);
                boolean more = add || k > 0;
                int to = cAt + first * cStride;
                int from = aAt + first * aStride + k;
                if (copied) {
                    for (int i = 0; i < count; i++) {
                        System.arraycopy(a, from + i * aStride, copy, i * BLOCK, terms);
                    }
                    panels(copy, 0, BLOCK, count, b, fromPanel, toPanel, k, terms, c, to, cStride, more, edge);
                } else {
                    panels(a, from, aStride, count, b, fromPanel, toPanel, k, terms, c, to, cStride, more, edge);
                }
            }
        }
    }

    /// One row, panel by panel: each is read from end to end, as it lies in memory.
    private void row(
            float[] a, int aAt, Panels b, int fromPanel, int toPanel, int depth, float[] c, int cAt, boolean add) {
        for (int panel = fromPanel; panel < toPanel; panel++) {
            int columns = Math.min(COLUMNS, b.columns() - panel * COLUMNS);
            for (int k = 0; k < depth; k += BLOCK) {
                int terms = Math.min(BLOCK, depth - k);
                int bAt = panel * b.depth() + k;
                int to = cAt + panel * COLUMNS;
                boolean more = add || k > 0;
                if (columns == COLUMNS) {
                    row(a, aAt + k, b, bAt, terms, c, to, more);
                } else {
                    float[] edge = new float[COLUMNS];
                    row(a, aAt + k, b, bAt, terms, edge, 0, false);
                    store(edge, 1, columns, c, to, 0, 1, more);
                }
            }
        }
    }

    /// @param bAt row of B, counted over the panels
    private void row(float[] a, int aAt, Panels b, int bAt, int terms, float[] c, int cAt, boolean add) {
        if (b.pairs() == null) {
            kernels.row(a, aAt, b.data(), bAt * COLUMNS, terms, c, cAt, add);
        } else {
            kernels.row(a, aAt, b.pairs(), bAt * Panels.HALF, terms, c, cAt, add);
        }
    }

    /// Some terms of some rows, over the panels.
    private void panels(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            Panels b,
            int fromPanel,
            int toPanel,
            int k,
            int terms,
            float[] c,
            int cAt,
            int cStride,
            boolean add,
            float[] edge) {
        for (int panel = fromPanel; panel < toPanel; panel++) {
            int bAt = panel * b.depth() + k;
            int columns = Math.min(COLUMNS, b.columns() - panel * COLUMNS);
            for (int i = 0; i < rows; i += ROWS) {
                int to = cAt + i * cStride + panel * COLUMNS;
                int from = aAt + i * aStride;
                int height = Math.min(ROWS, rows - i);
                if (columns == COLUMNS && height == ROWS) {
                    tile(a, from, aStride, ROWS, b, bAt, terms, c, to, cStride, add);
                } else if (columns == COLUMNS && height == 1) {
                    row(a, from, b, bAt, terms, c, to, add);
                } else {
                    tile(a, from, aStride, height, b, bAt, terms, edge, 0, COLUMNS, false);
                    store(edge, height, columns, c, to, cStride, 1, add);
                }
            }
        }
    }

    /// C^T += A B: the form of weight gradients, where A is the transposed input (rows, depth) and B
    /// the gradient of the output (depth, columns). Terms from `fromDepth` on are summed.
    ///
    /// @param c (b.columns, rows), rows `cStride` apart
    void addTransposed(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            Panels b,
            int fromPanel,
            int toPanel,
            int fromDepth,
            float[] c,
            int cAt,
            int cStride) {
        float[] edge = new float[ROWS * COLUMNS];
        for (int k = fromDepth; k < b.depth(); k += BLOCK) {
            int terms = Math.min(BLOCK, b.depth() - k);
            for (int panel = fromPanel; panel < toPanel; panel++) {
                int bAt = panel * b.depth() + k;
                int columns = Math.min(COLUMNS, b.columns() - panel * COLUMNS);
                for (int i = 0; i < rows; i += ROWS) {
                    int height = Math.min(ROWS, rows - i);
                    tile(a, aAt + i * aStride + k, aStride, height, b, bAt, terms, edge, 0, COLUMNS, false);
                    store(edge, height, columns, c, cAt + panel * COLUMNS * cStride + i, 1, cStride, true);
                }
            }
        }
    }

    /// Puts a part of a tile where element (i, j) stands at `i * rowStep + j * columnStep`.
    private static void store(
            float[] tile, int height, int columns, float[] c, int cAt, int rowStep, int columnStep, boolean add) {
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < height; i++) {
                int to = cAt + i * rowStep + j * columnStep;
                float value = tile[i * COLUMNS + j];
                c[to] = add ? c[to] + value : value;
            }
        }
    }

    /// One tile; rows from `height` on repeat the last row of A and are of no use to the caller.
    private void tile(
            float[] a,
            int aAt,
            int aStride,
            int height,
            Panels b,
            int bAt,
            int terms,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        int a1 = aAt + Math.min(1, height - 1) * aStride;
        int a2 = aAt + Math.min(2, height - 1) * aStride;
        int a3 = aAt + Math.min(3, height - 1) * aStride;
        if (b.pairs() == null) {
            kernels.tile(a, aAt, a1, a2, a3, b.data(), bAt * COLUMNS, terms, c, cAt, cStride, add);
        } else {
            kernels.tile(a, aAt, a1, a2, a3, b.pairs(), bAt * Panels.HALF, terms, c, cAt, cStride, add);
        }
    }
}
