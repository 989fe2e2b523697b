package olmoe.model.vector;

/// Matrix products by tiles of 4 x 16, or two of them side by side, over packed factors.
///
/// C[i, j] is a sum of blocks: within a block of [#BLOCK] terms one accumulator, from zero, takes
/// the terms ascending by fused multiply-add; the blocks are added ascending. That holds for every
/// element whatever tile or thread computed it, so callers may cut rows and panels as they like.
final class Gemm {
    /// Terms between two additions to C: 16 KiB of a panel, half of the first cache.
    static final int BLOCK = 256;

    /// Rows whose terms of one block stay in the second cache while all panels pass.
    private static final int ROW_BLOCK = 128;

    private static final int ROWS = Kernels.TILE_ROWS;
    /// Floats of a line of the caches.
    private static final int LINE = 16;
    private static final int COLUMNS = Panels.COLUMNS;

    /// What a thread packs: the same places for every product, which stay in its caches.
    private static final ThreadLocal<Memory> MEMORY = ThreadLocal.withInitial(Memory::new);

    private static final class Memory {
        final float[] left = new float[ROW_BLOCK * BLOCK];
        final float[] right = new float[2 * BLOCK * COLUMNS]; // of BF16 panels
        final float[] edge = new float[ROWS * 2 * COLUMNS]; // tiles that reach beyond C
    }

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
            int i = 0;
            for (; turned && i + LINE <= rows; i += LINE) {
                packLines(firstRow + i, firstTerm, terms, to, i * terms);
            }
            for (; i < rows; i += ROWS) {
                int row = firstRow + i;
                int first = turned ? at + firstTerm * stride + row : at + row * stride + firstTerm;
                pack(first, turned ? 1 : stride, turned ? stride : 1, Math.min(ROWS, rows - i), terms, to, i * terms);
            }
        }

        private void pack(int first, int rowStep, int termStep, int height, int terms, float[] to, int target) {
            if (height == ROWS) {
                for (int k = 0; k < terms; k++) {
                    int from = first + k * termStep;
                    int out = target + ROWS * k;
                    to[out] = data[from];
                    to[out + 1] = data[from + rowStep];
                    to[out + 2] = data[from + 2 * rowStep];
                    to[out + 3] = data[from + 3 * rowStep];
                }
                return;
            }
            for (int k = 0; k < terms; k++) {
                for (int r = 0; r < ROWS; r++) {
                    to[target + ROWS * k + r] = r < height ? data[first + k * termStep + r * rowStep] : 0f;
                }
            }
        }

        /// Four fours of rows of a turned factor: each line of it is read once.
        private void packLines(int row, int term, int terms, float[] to, int target) {
            int next = ROWS * terms;
            for (int k = 0; k < terms; k++) {
                int from = at + (term + k) * stride + row;
                int out = target + ROWS * k;
                for (int i = 0; i < LINE; i += ROWS) {
                    to[out] = data[from + i];
                    to[out + 1] = data[from + i + 1];
                    to[out + 2] = data[from + i + 2];
                    to[out + 3] = data[from + i + 3];
                    out += next;
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
            multiply(new Left(a, aAt, aStride, false), rows, b, fromPanel, toPanel, 0, depth, c, cAt, cStride, add);
        }
    }

    /// C += A^T B: the form of weight gradients.
    ///
    /// @param a (b.depth, rows), rows `aStride` apart
    /// @param c (rows, b.columns), rows `cStride` apart
    void addTurned(float[] a, int aAt, int aStride, int rows, Panels b, float[] c, int cAt, int cStride) {
        addTurned(a, aAt, aStride, rows, b, 0, c, cAt, cStride);
    }

    /// The same over the terms from `fromDepth` on.
    void addTurned(
            float[] a, int aAt, int aStride, int rows, Panels b, int fromDepth, float[] c, int cAt, int cStride) {
        Left left = new Left(a, aAt, aStride, true);
        multiply(left, rows, b, 0, b.count(), fromDepth, b.depth(), c, cAt, cStride, true);
    }

    private void multiply(
            Left a,
            int rows,
            Panels b,
            int fromPanel,
            int toPanel,
            int fromDepth,
            int toDepth,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        Memory memory = MEMORY.get();
        for (int first = 0; first < rows; first += ROW_BLOCK) {
            int count = Math.min(ROW_BLOCK, rows - first);
            for (int k = fromDepth; k < toDepth; k += BLOCK) {
                int terms = Math.min(BLOCK, toDepth - k);
                boolean more = add || k > fromDepth;
                a.pack(first, count, k, terms, memory.left);
                for (int panel = fromPanel; panel < toPanel; ) {
                    int panels = kernels.pairsPanels() && panel + 1 < toPanel ? 2 : 1;
                    int to = cAt + first * cStride + panel * COLUMNS;
                    panels(memory, count, b, panel, panels, k, terms, c, to, cStride, more);
                    panel += panels;
                }
            }
        }
    }

    /// Some rows of one panel or two, the left factor packed.
    private void panels(
            Memory memory,
            int rows,
            Panels b,
            int panel,
            int panels,
            int term,
            int terms,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        int row = panel * b.depth() + term; // of B, counted over the panels
        float[] right = b.data();
        int at = row * COLUMNS;
        int next = at + b.depth() * COLUMNS;
        if (b.pairs() != null) {
            right = memory.right;
            at = 0;
            next = terms * COLUMNS;
            for (int i = 0; i < panels; i++) {
                kernels.widen(b.pairs(), (row + i * b.depth()) * Panels.HALF, terms, right, i * next);
            }
        }
        int columns = Math.min(panels * COLUMNS, b.columns() - panel * COLUMNS);
        int whole = columns < panels * COLUMNS ? 0 : rows / ROWS * ROWS;
        for (int i = 0; i < rows; i += ROWS) {
            boolean inside = i < whole;
            float[] target = inside ? c : memory.edge;
            int to = inside ? cAt + i * cStride : 0;
            int stride = inside ? cStride : 2 * COLUMNS;
            if (panels == 2) {
                kernels.tiles(memory.left, i * terms, right, at, next, terms, target, to, stride, inside && add);
            } else {
                kernels.tile(memory.left, i * terms, right, at, terms, target, to, stride, inside && add);
            }
            if (!inside) {
                store(memory.edge, Math.min(ROWS, rows - i), columns, c, cAt + i * cStride, cStride, add);
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
                    store(edge, 1, columns, c, to, 0, more);
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

    /// Puts a part of two tiles into C.
    private static void store(float[] edge, int rows, int columns, float[] c, int cAt, int cStride, boolean add) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int to = cAt + i * cStride + j;
                float value = edge[i * 2 * COLUMNS + j];
                c[to] = add ? c[to] + value : value;
            }
        }
    }
}
