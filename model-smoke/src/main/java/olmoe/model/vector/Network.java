package olmoe.model.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.model.Layout;
import olmoe.model.Shape;

/// OLMoE on its way forward. Where its weights lie in one flat array others may change them between [#pack] calls.
public final class Network {
    private static final int PACK_PANELS = 16;

    private final Kernels kernels;
    private final Layout layout;
    private final Shape shape;
    private final Parameters weights;
    private final float[] parameters; // all of them, or embedding and norms
    private final Workers workers;
    private final List<AttentionBlock> attentions = new ArrayList<>();
    private final List<ExpertBlock> experts = new ArrayList<>();
    private final Norm finalNorm;
    private final OutputHead head;

    /// @param parameters in the layout's order, used in place
    public Network(Layout layout, float[] parameters, Workers workers) {
        this(layout, new FlatParameters(Kernels.best(), layout, parameters, false), workers);
        pack();
    }

    /// A network whose matrices are still to be packed, or are packed already.
    Network(Layout layout, Parameters weights, Workers workers) {
        this.kernels = weights.kernels();
        this.layout = layout;
        this.weights = weights;
        this.parameters = weights.array();
        this.workers = workers;
        shape = layout.shape();
        try {
            for (int l = 0; l < shape.layers(); l++) {
                attentions.add(new AttentionBlock(weights, layout.layer(l)));
                experts.add(new ExpertBlock(weights, layout.layer(l)));
            }
            finalNorm = Norm.of(weights, layout.finalNorm(), shape.hidden());
            head = new OutputHead(weights, layout.output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes over changed parameters, of a network that has them all.
    public void pack() {
        List<Runnable> tasks = new ArrayList<>();
        for (int l = 0; l < shape.layers(); l++) {
            pack(attentions.get(l).projections, tasks);
            pack(attentions.get(l).output, tasks);
            pack(experts.get(l).router, tasks);
            experts.get(l).gateUps.forEach(matrix -> pack(matrix, tasks));
            experts.get(l).downs.forEach(matrix -> pack(matrix, tasks));
        }
        pack(head.output, tasks);
        workers.run(tasks.size(), (task, worker) -> tasks.get(task).run());
    }

    private void pack(Linear matrix, List<Runnable> tasks) {
        for (int from = 0; from < matrix.panels(); from += PACK_PANELS) {
            int start = from;
            int end = Math.min(matrix.panels(), from + PACK_PANELS);
            tasks.add(() -> matrix.packForward(parameters, start, end));
        }
        tasks.add(() -> matrix.packBackward(parameters));
    }

    Kernels kernels() {
        return kernels;
    }

    Parameters weights() {
        return weights;
    }

    public Layout layout() {
        return layout;
    }

    /// Where the rows of the embedding begin in [#parameters].
    int embedding() {
        return weights.at(layout.embedding());
    }

    float[] parameters() {
        return parameters;
    }

    Workers workers() {
        return workers;
    }

    AttentionBlock attention(int layer) {
        return attentions.get(layer);
    }

    ExpertBlock experts(int layer) {
        return experts.get(layer);
    }

    Norm finalNorm() {
        return finalNorm;
    }

    OutputHead head() {
        return head;
    }

    /// Memory for batches of `windows` sequences of `length` tokens each. One run at a time uses it.
    public Run run(int windows, int length) {
        return new Run(windows, length);
    }

    /// One batch going through the network: [#forward] first, then what is asked of it.
    public final class Run {
        final Batch batch;
        final float[][] streams; // before each half of a layer, and at the end: (rows, hidden)
        final List<AttentionBlock.Run> attentionRuns = new ArrayList<>();
        final List<ExpertBlock.Run> expertRuns = new ArrayList<>();
        final float[] finalScale;
        final float[] normed; // (rows, hidden)
        final OutputHead.Run headRun;
        int[] ids;

        private Run(int windows, int length) {
            if (length > shape.context()) {
                throw new IllegalArgumentException(length + " tokens are more than the context of " + shape.context());
            }
            batch = new Batch(kernels, shape, windows, length, workers);
            int rows = batch.rows();
            streams = new float[2 * shape.layers() + 1][rows * shape.hidden()];
            for (int l = 0; l < shape.layers(); l++) {
                attentionRuns.add(attentions.get(l).new Run(rows));
                expertRuns.add(experts.get(l).new Run(windows, length));
            }
            finalScale = new float[rows];
            normed = new float[rows * shape.hidden()];
            headRun = head.new Run(rows);
        }

        /// Runs up to the final norm.
        ///
        /// @param windowIds (windows, length); each sequence starts at position 0
        public void forward(int[] windowIds) {
            check(windowIds);
            ids = windowIds.clone();
            int hidden = shape.hidden();
            int embedding = embedding();
            for (int i = 0; i < ids.length; i++) {
                System.arraycopy(parameters, embedding + ids[i] * hidden, streams[0], i * hidden, hidden);
            }
            for (int l = 0; l < shape.layers(); l++) {
                attentions.get(l).forward(parameters, streams[2 * l], streams[2 * l + 1], attentionRuns.get(l), batch);
                experts.get(l).forward(parameters, streams[2 * l + 1], streams[2 * l + 2], expertRuns.get(l), batch);
            }
            float[] last = streams[streams.length - 1];
            batch.byRows((row, count, worker) -> {
                for (int i = row; i < row + count; i++) {
                    int at = i * hidden;
                    finalScale[i] = finalNorm.forward(parameters, last, at, normed, at);
                }
            });
        }

        private void check(int[] windowIds) {
            if (windowIds.length != batch.rows()) {
                throw new IllegalArgumentException("expected " + batch.rows() + " ids, found " + windowIds.length);
            }
            for (int id : windowIds) {
                if (id < 0 || id >= shape.vocabulary()) {
                    throw new IllegalArgumentException(
                            "id " + id + " is not below the vocabulary of " + shape.vocabulary());
                }
            }
        }

        /// Logits of all positions, (rows, vocabulary).
        public float[] logits() {
            float[] logits = new float[Math.multiplyExact(batch.rows(), shape.vocabulary())];
            head.logits(normed, logits, batch);
            return logits;
        }

        /// Negative log-likelihood of the next token at each row; 0 at the last row of a window.
        public double[] tokenLosses() {
            head.losses(normed, ids, headRun, batch);
            return headRun.losses.clone();
        }

        public Routing routing(int layer) {
            return expertRuns.get(layer).routing;
        }

        /// Assignments per layer and expert.
        public long[][] counts() {
            long[][] counts = new long[shape.layers()][];
            Arrays.setAll(counts, l -> routing(l).counts());
            return counts;
        }
    }
}
