package olmoe.model.vector;

/// Matrix products by tiles of 4 x 16 over packed factors.
///
/// C[i, j] is a sum of blocks: within a block of [#BLOCK] terms one accumulator, from zero, takes
/// the terms ascending by fused multiply-add; the blocks are added ascending. That holds for every
/// element whatever tile or thread computed it, so callers may cut rows and panels as they like.
final class Gemm {
    /// Terms between two additions to C: 16 KiB of a panel, half of the first cache.
    static final int BLOCK = 256;

    /// Rows whose terms of one block stay in the second cache while all panels pass.
    private static final int ROW_BLOCK = 64;

    private static final int ROWS = Kernels.TILE_ROWS;
    private static final int COLUMNS = Panels.COLUMNS;

    private final Kernels kernels;

    Gemm(Kernels kernels) {
        this.kernels = kernels;
    }

    /// A left factor (rows, depth) as it lies in an array.
    ///
    /// @param stride from one row to the next; of a turned one, which lies as (depth, rows), from term to term
    private record Left(float[] data, int at, int stride, boolean turned) {

        /// Packs some terms of some rows: fours of rows after each other, each (terms, 4), with zeros for rows that
        /// are not there.
        void pack(int firstRow, int rows, int firstTerm, int terms, float[] to) {
            for (int i = 0; i < rows; i += ROWS) {
                int target = i * terms;
                int height = Math.min(ROWS, rows - i);
                if (turned) {
                    packTurned(firstRow + i, height, firstTerm, terms, to, target);
                } else {
                    packRows(firstRow + i, height, firstTerm, terms, to, target);
                }
            }
        }

        private void packRows(int row, int height, int term, int terms, float[] to, int target) {
            for (int r = 0; r < ROWS; r++) {
                int from = at + (row + r) * stride + term;
                int out = target + r;
                for (int k = 0; k < terms; k++) {
                    to[out + ROWS * k] = r < height ? data[from + k] : 0f;
                }
            }
        }

        private void packTurned(int row, int height, int term, int terms, float[] to, int target) {
            for (int k = 0; k < terms; k++) {
                int from = at + (term + k) * stride + row;
                int out = target + ROWS * k;
                if (height == ROWS) {
                    to[out] = data[from];
                    to[out + 1] = data[from + 1];
                    to[out + 2] = data[from + 2];
                    to[out + 3] = data[from + 3];
                } else {
                    for (int r = 0; r < ROWS; r++) {
                        to[out + r] = r < height ? data[from + r] : 0f;
                    }
                }
            }
        }
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
        } else {
            multiply(new Left(a, aAt, aStride, false), rows, b, fromPanel, toPanel, depth, c, cAt, cStride, add);
        }
    }

    /// C += A^T B: the form of weight gradients.
    ///
    /// @param a (b.depth, rows), rows `aStride` apart
    /// @param c (rows, b.columns), rows `cStride` apart
    void addTurned(float[] a, int aAt, int aStride, int rows, Panels b, float[] c, int cAt, int cStride) {
        multiply(new Left(a, aAt, aStride, true), rows, b, 0, b.count(), b.depth(), c, cAt, cStride, true);
    }

    private void multiply(
            Left a,
            int rows,
            Panels b,
            int fromPanel,
            int toPanel,
            int depth,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        float[] edge = new float[ROWS * COLUMNS];
        float[] packed = packed(rows, depth);
        float[] wide = b.pairs() == null ? null : new float[BLOCK * COLUMNS];
        for (int first = 0; first < rows; first += ROW_BLOCK) {
            int count = Math.min(ROW_BLOCK, rows - first);
            for (int k = 0; k < depth; k += BLOCK) {
                int terms = Math.min(BLOCK, depth - k);
                boolean more = add || k > 0;
                a.pack(first, count, k, terms, packed);
                for (int panel = fromPanel; panel < toPanel; panel++) {
                    int columns = Math.min(COLUMNS, b.columns() - panel * COLUMNS);
                    int row = panel * b.depth() + k; // of B, counted over the panels
                    if (wide != null) {
                        kernels.widen(b.pairs(), row * Panels.HALF, terms, wide);
                    }
                    float[] right = wide == null ? b.data() : wide;
                    int rightAt = wide == null ? row * COLUMNS : 0;
                    int whole = columns < COLUMNS ? 0 : count / ROWS * ROWS;
                    int to = cAt + first * cStride + panel * COLUMNS;
                    int i = 0;
                    for (; i + 2 * ROWS <= whole; i += 2 * ROWS) {
                        int next = (i + ROWS) * terms;
                        kernels.tiles(
                                packed, i * terms, next, right, rightAt, terms, c, to + i * cStride, cStride, more);
                    }
                    for (; i < whole; i += ROWS) {
                        kernels.tile(packed, i * terms, right, rightAt, terms, c, to + i * cStride, cStride, more);
                    }
                    for (; i < count; i += ROWS) {
                        kernels.tile(packed, i * terms, right, rightAt, terms, edge, 0, COLUMNS, false);
                        store(edge, Math.min(ROWS, count - i), columns, c, to + i * cStride, cStride, 1, more);
                    }
                }
            }
        }
    }

    private static float[] packed(int rows, int depth) {
        return new float[Math.ceilDiv(Math.min(rows, ROW_BLOCK), ROWS) * ROWS * Math.min(depth, BLOCK)];
    }

    /// C^T += A^T B, where terms from `fromDepth` on are summed.
    ///
    /// @param a (b.depth, rows), rows `aStride` apart
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
        Left left = new Left(a, aAt, aStride, true);
        float[] edge = new float[ROWS * COLUMNS];
        float[] packed = packed(rows, b.depth());
        for (int first = 0; first < rows; first += ROW_BLOCK) {
            int count = Math.min(ROW_BLOCK, rows - first);
            for (int k = fromDepth; k < b.depth(); k += BLOCK) {
                int terms = Math.min(BLOCK, b.depth() - k);
                left.pack(first, count, k, terms, packed);
                for (int panel = fromPanel; panel < toPanel; panel++) {
                    int columns = Math.min(COLUMNS, b.columns() - panel * COLUMNS);
                    for (int i = 0; i < count; i += ROWS) {
                        int height = Math.min(ROWS, count - i);
                        int right = (panel * b.depth() + k) * COLUMNS;
                        kernels.tile(packed, i * terms, b.data(), right, terms, edge, 0, COLUMNS, false);
                        int to = cAt + panel * COLUMNS * cStride + first + i;
                        store(edge, height, columns, c, to, 1, cStride, true);
                    }
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
}
