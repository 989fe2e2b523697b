package olmoe.model.vector;

/// One matrix W (outputs, inputs) of the flat buffer, y = W x by row, packed for forward and, in
/// training, for backward. A step packs anew after the weights have changed.
final class Linear {
    private static final int PACK_PANELS = 8;
    private static final int MOST_PANELS_A_TASK = 8;
    private static final int LEAST_TASKS = 8;

    private final Gemm gemm;
    private final int at;
    private final int outputs;
    private final int inputs;
    private final Panels forward; // (inputs, outputs)
    private final Panels backward; // (outputs, inputs), or null

    /// @param at offset in the flat buffer; adjacent matrices of equal inputs may be taken as one
    /// @param brain whether forward's copy is BF16
    Linear(Kernels kernels, int at, int outputs, int inputs, boolean training, boolean brain) {
        gemm = new Gemm(kernels);
        this.at = at;
        this.outputs = outputs;
        this.inputs = inputs;
        forward = brain ? Panels.brain(inputs, outputs) : new Panels(inputs, outputs);
        backward = training ? new Panels(outputs, inputs) : null;
    }

    int panels() {
        return forward.count();
    }

    /// Packs what forward needs of some panels (all: 0 to [#panels]).
    void packForward(float[] parameters, int fromPanel, int toPanel) {
        forward.packTransposed(parameters, at, inputs, fromPanel, toPanel);
    }

    void packBackward(float[] parameters) {
        if (backward != null) {
            backward.packRows(parameters, at, inputs);
        }
    }

    /// y = or += x W^T. x is (rows, inputs), y is (rows, outputs).
    void forward(float[] x, int xAt, int xStride, int rows, float[] y, int yAt, int yStride, boolean add) {
        gemm.multiply(x, xAt, xStride, rows, forward, y, yAt, yStride, add);
    }

    /// The same for some panels of 16 outputs.
    void forward(
            float[] x, int xAt, int xStride, int rows, int fromPanel, int toPanel, float[] y, int yAt, int yStride) {
        gemm.multiply(x, xAt, xStride, rows, forward, fromPanel, toPanel, inputs, y, yAt, yStride, false);
    }

    /// dx = or += dy W.
    void backward(float[] dy, int dyAt, int dyStride, int rows, float[] dx, int dxAt, int dxStride, boolean add) {
        gemm.multiply(dy, dyAt, dyStride, rows, backward, dx, dxAt, dxStride, add);
    }

    /// gradients += dy^T x, all in the calling thread.
    ///
    /// @param x (rows, inputs)
    /// @param dy (rows, outputs)
    void addGradient(
            float[] x,
            int xAt,
            int xStride,
            float[] dy,
            int dyAt,
            int dyStride,
            int rows,
            float[] gradients,
            Scratch scratch) {
        Panels packed = scratch.panels(0, rows, inputs).packRows(x, xAt, xStride);
        gemm.addTurned(dy, dyAt, dyStride, outputs, packed, gradients, at, inputs);
    }

    /// The same, cut over the workers by outputs.
    ///
    /// @param packed memory for all of x
    void addGradient(
            Workers workers,
            float[] x,
            int xAt,
            int xStride,
            float[] dy,
            int dyStride,
            int rows,
            Panels packed,
            float[] gradients) {
        packed.shape(rows, inputs);
        workers.run((packed.count() + PACK_PANELS - 1) / PACK_PANELS, (task, worker) -> {
            int from = task * PACK_PANELS;
            packed.packRows(x, xAt, xStride, from, Math.min(packed.count(), from + PACK_PANELS));
        });
        int width = Math.max(1, Math.min(MOST_PANELS_A_TASK, panels() / LEAST_TASKS)) * Panels.COLUMNS;
        workers.run((outputs + width - 1) / width, (task, worker) -> {
            int column = task * width;
            int columns = Math.min(width, outputs - column);
            gemm.addTurned(dy, column, dyStride, columns, packed, gradients, at + column * inputs, inputs);
        });
    }
}
