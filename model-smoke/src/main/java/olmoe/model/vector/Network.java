package olmoe.model.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Losses;
import olmoe.model.Shape;

/// OLMoE over one flat array of parameters, which others may change between [#pack] calls.
public final class Network {
    private static final int PACK_PANELS = 16;

    private final Kernels kernels;
    private final Layout layout;
    private final Shape shape;
    private final Parameters weights;
    private final float[] parameters; // all of them, or embedding and norms
    private final Workers workers;
    private final boolean training;
    private final List<AttentionBlock> attentions = new ArrayList<>();
    private final List<ExpertBlock> experts = new ArrayList<>();
    private final Norm finalNorm;
    private final OutputHead head;

    /// @param parameters in the layout's order, used in place
    /// @param training whether gradients are wanted: costs a second packed copy of the matrices
    public Network(Layout layout, float[] parameters, Workers workers, boolean training) {
        this(Kernels.best(), layout, parameters, workers, training);
    }

    Network(Kernels kernels, Layout layout, float[] parameters, Workers workers, boolean training) {
        this(layout, Parameters.flat(kernels, layout, parameters, training), workers, training);
        pack();
    }

    /// A network for serving alone, whose weights are read once and held once.
    ///
    /// @param brain whether they are rounded to BF16 and stay so in memory; the arithmetic is F32
    public static Network serving(Layout layout, Weights weights, boolean brain, Workers workers) throws IOException {
        try {
            return new Network(layout, Parameters.packed(Kernels.best(), layout, weights, brain), workers, false);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Bytes that the weights of such a network take.
    public static long servingBytes(Layout layout, boolean brain) {
        long embedding = layout.embedding().elements();
        return 4 * embedding + (layout.parameters() - embedding) * (brain ? 2 : 4);
    }

    private Network(Layout layout, Parameters weights, Workers workers, boolean training) {
        this.kernels = weights.kernels();
        this.layout = layout;
        this.weights = weights;
        this.parameters = weights.array();
        this.workers = workers;
        this.training = training;
        shape = layout.shape();
        if (training && shape.clipQkv() > 0) {
            throw new IllegalArgumentException("clip_qkv has no gradient here: no OLMoE was trained with it");
        }
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

    /// Sequences that grow token by token.
    ///
    /// @param budget bytes that keys and values of all sequences may take together
    public Decoding decoding(int sequences, long budget) {
        return new Decoding(this, sequences, budget);
    }

    Kernels kernels() {
        return kernels;
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
        private final Batch batch;
        private final float[][] streams; // before each half of a layer, and at the end: (rows, hidden)
        private final List<AttentionBlock.Run> attentionRuns = new ArrayList<>();
        private final List<ExpertBlock.Run> expertRuns = new ArrayList<>();
        private final float[] finalScale;
        private final float[] normed; // (rows, hidden)
        private final OutputHead.Run headRun;
        private final BackwardBuffers backward;
        private int[] ids;

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
            backward = training ? new BackwardBuffers(kernels, layout, windows, length) : null;
        }

        /// Runs up to the final norm.
        ///
        /// @param windowIds (windows, length); each sequence starts at position 0
        public void forward(int[] windowIds) {
            check(windowIds);
            ids = windowIds.clone();
            int hidden = shape.hidden();
            int embedding = weights.at(layout.embedding());
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

        /// Gradients of the total loss by all parameters, and the losses.
        ///
        /// @param keep by window: false switches its token losses off; its tokens still count in
        ///     the router's terms
        public Losses backward(boolean[] keep, LossScale scale) {
            Arrays.fill(backward.gradients, 0f);
            return addBackward(keep, scale);
        }

        /// The same, added to the gradients that are there.
        public Losses addBackward(boolean[] keep, LossScale scale) {
            float[] gradients = backward.gradients;
            long targets = 0;
            for (boolean kept : keep) {
                targets += kept ? batch.length() - 1 : 0;
            }
            long divisor = scale.tokenDivisor(batch.rows(), targets);
            head.backward(normed, ids, keep, divisor, headRun, batch, backward.normed, gradients);
            int hidden = shape.hidden();
            float[] dx = backward.stream;
            float[] last = streams[streams.length - 1];
            Arrays.fill(dx, 0f);
            backward.clearNorms(hidden);
            batch.byRows((row, count, worker) -> {
                for (int i = row; i < row + count; i++) {
                    int at = i * hidden;
                    int sums = backward.normsAt(row, hidden);
                    finalNorm.backward(
                            parameters, last, at, finalScale[i], backward.normed, at, dx, at, backward.norms, sums);
                }
            });
            finalNorm.addGradient(backward, hidden, 0);
            double[][] balance = scale.loadBalanceWeights(shape, counts(), batch.rows());
            double z = scale.routerZFactor(shape, batch.rows());
            for (int l = shape.layers() - 1; l >= 0; l--) {
                experts.get(l)
                        .backward(
                                parameters,
                                streams[2 * l + 1],
                                dx,
                                expertRuns.get(l),
                                batch,
                                backward,
                                weighted(balance[l]),
                                LossScale.ROUTER_Z_WEIGHT * z);
                attentions.get(l).backward(parameters, streams[2 * l], dx, attentionRuns.get(l), batch, backward);
            }
            int embedding = weights.at(layout.embedding());
            for (int i = 0; i < ids.length; i++) {
                kernels.addScaled(gradients, embedding + ids[i] * hidden, dx, i * hidden, hidden, 1f);
            }
            return losses(divisor, balance, z);
        }

        private static float[] weighted(double[] balance) {
            float[] weighted = new float[balance.length];
            for (int e = 0; e < weighted.length; e++) {
                weighted[e] = (float) (LossScale.LOAD_BALANCE_WEIGHT * balance[e]);
            }
            return weighted;
        }

        private Losses losses(long divisor, double[][] balance, double z) {
            double crossEntropy = 0;
            for (double loss : headRun.losses) {
                crossEntropy += loss;
            }
            double balanced = 0;
            double squares = 0;
            for (int l = 0; l < shape.layers(); l++) {
                balanced += routing(l).weighted(balance[l]);
                squares += routing(l).squares();
            }
            return new Losses(crossEntropy == 0 ? 0 : crossEntropy / divisor, balanced, squares * z);
        }

        /// The first place in the order of the computation whose numbers are not finite, or null: of the last
        /// [#forward] and, if there was one, the last [#backward].
        public String firstNotFinite() {
            for (int i = 0; i < streams.length; i++) {
                if (!finite(streams[i], 0, streams[i].length)) {
                    return i == 0
                            ? "the embedding"
                            : "layer " + (i - 1) / 2 + (i % 2 == 1 ? ", attention" : ", experts");
                }
            }
            for (double loss : headRun.losses) {
                if (!Double.isFinite(loss)) {
                    return "the output";
                }
            }
            for (Layout.Tensor tensor : layout.tensors().reversed()) {
                int at = tensor.start();
                if (backward != null && !finite(backward.gradients, at, at + (int) tensor.elements())) {
                    return "the gradient of " + tensor.name();
                }
            }
            return null;
        }

        private static boolean finite(float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Float.isFinite(values[i])) {
                    return false;
                }
            }
            return true;
        }

        /// Assignments per layer and expert.
        public long[][] counts() {
            long[][] counts = new long[shape.layers()][];
            Arrays.setAll(counts, l -> routing(l).counts());
            return counts;
        }

        /// What the last [#backward] wrote, in the layout's order. The next one overwrites it.
        public float[] gradients() {
            return backward.gradients;
        }
    }
}
