package olmoe.model.vector;

import olmoe.model.Shape;

/// The form of one batch (windows x length rows) and what all blocks use to run over it.
final class Batch {
    /// Rows that one task takes: decides where partial sums of norm gradients end, so it is fixed.
    static final int ROW_BLOCK = 64;

    private final int windows;
    private final int length;
    private final Workers workers;
    private final Scratch[] scratch;
    private final Attention attention;
    private final Rope rope;
    private final int[] positions; // of each row, or null: its place in the window

    /// A task over rows `row` to `row + count - 1`.
    @FunctionalInterface
    interface Rows {
        void run(int row, int count, int worker);
    }

    Batch(Kernels kernels, Shape shape, int windows, int length, Workers workers) {
        this.windows = windows;
        this.length = length;
        this.workers = workers;
        scratch = Scratch.of(workers);
        attention = new Attention(kernels, shape, length);
        rope = new Rope(shape, length);
        positions = null;
    }

    /// Rows that go on from earlier ones, each at a position of its own.
    Batch(Rope rope, int[] positions, Workers workers, Scratch[] scratch) {
        windows = 1;
        length = positions.length;
        this.workers = workers;
        this.scratch = scratch;
        attention = null;
        this.rope = rope;
        this.positions = positions;
    }

    int position(int row) {
        return positions == null ? row % length : positions[row];
    }

    int windows() {
        return windows;
    }

    int length() {
        return length;
    }

    int rows() {
        return windows * length;
    }

    Workers workers() {
        return workers;
    }

    Scratch scratch(int worker) {
        return scratch[worker];
    }

    Attention attention() {
        return attention;
    }

    Rope rope() {
        return rope;
    }

    void byRows(Rows task) {
        int rows = rows();
        workers.run((rows + ROW_BLOCK - 1) / ROW_BLOCK, (block, worker) -> {
            int row = block * ROW_BLOCK;
            task.run(row, Math.min(ROW_BLOCK, rows - row), worker);
        });
    }
}
