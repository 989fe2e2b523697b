package olmoe.model.vector;

import java.util.Arrays;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Losses;
import olmoe.model.Shape;

/// The way back of a batch that went through a network: gradients of the loss by all parameters.
public final class TrainingRun {
    private final Network network;
    private final Shape shape;
    private final Network.Run run;
    private final BackwardBuffers buffers;

    /// Memory for batches of `windows` sequences of `length` tokens each. One batch at a time uses it.
    ///
    /// @param network one of [#network]
    public TrainingRun(Network network, int windows, int length) {
        if (!(network.weights() instanceof FlatParameters flat && flat.backward())) {
            throw new IllegalArgumentException(
                    "expected a network of TrainingRun.network, found one that only goes forward");
        }
        this.network = network;
        shape = network.layout().shape();
        run = network.run(windows, length);
        buffers = new BackwardBuffers(network.kernels(), network.layout(), windows, length);
    }

    /// A network that can be trained: it holds a second packed copy of each matrix, for the way back.
    ///
    /// @param parameters in the layout's order, used in place
    public static Network network(Layout layout, float[] parameters, Workers workers) {
        return network(Kernels.best(), layout, parameters, workers);
    }

    static Network network(Kernels kernels, Layout layout, float[] parameters, Workers workers) {
        if (layout.shape().clipQkv() > 0) {
            throw new IllegalArgumentException("clip_qkv has no gradient here: no OLMoE was trained with it");
        }
        Network network = new Network(layout, new FlatParameters(kernels, layout, parameters, true), workers);
        network.pack();
        return network;
    }

    /// The batch's way forward, which [#backward] goes back.
    public Network.Run run() {
        return run;
    }

    /// Gradients of the total loss by all parameters, and the losses.
    ///
    /// @param keep by window: false switches its token losses off; its tokens still count in
    ///     the router's terms
    public Losses backward(boolean[] keep, LossScale scale) {
        Arrays.fill(buffers.gradients, 0f);
        return addBackward(keep, scale);
    }

    /// The same, added to the gradients that are there.
    public Losses addBackward(boolean[] keep, LossScale scale) {
        float[] parameters = network.parameters();
        Batch batch = run.batch;
        long targets = 0;
        for (boolean kept : keep) {
            targets += kept ? batch.length() - 1 : 0;
        }
        long divisor = scale.tokenDivisor(batch.rows(), targets);
        network.head()
                .backward(run.normed, run.ids, keep, divisor, run.headRun, batch, buffers.normed, buffers.gradients);
        int hidden = shape.hidden();
        float[] dx = buffers.stream;
        float[] last = run.streams[2 * shape.layers()];
        Norm norm = network.finalNorm();
        Arrays.fill(dx, 0f);
        buffers.clearNorms(hidden);
        batch.byRows((row, count, worker) -> {
            for (int i = row; i < row + count; i++) {
                int at = i * hidden;
                int sums = buffers.normsAt(row, hidden);
                norm.backward(parameters, last, at, run.finalScale[i], buffers.normed, at, dx, at, buffers.norms, sums);
            }
        });
        norm.addGradient(buffers, hidden, 0);
        double[][] balance = scale.loadBalanceWeights(shape, run.counts(), batch.rows());
        double z = scale.routerZFactor(shape, batch.rows());
        for (int l = shape.layers() - 1; l >= 0; l--) {
            network.experts(l)
                    .backward(
                            parameters,
                            run.streams[2 * l + 1],
                            dx,
                            run.expertRuns.get(l),
                            batch,
                            buffers,
                            weighted(balance[l]),
                            LossScale.ROUTER_Z_WEIGHT * z);
            network.attention(l).backward(parameters, run.streams[2 * l], dx, run.attentionRuns.get(l), batch, buffers);
        }
        for (int i = 0; i < run.ids.length; i++) {
            int row = network.embedding() + run.ids[i] * hidden;
            network.kernels().addScaled(buffers.gradients, row, dx, i * hidden, hidden, 1f);
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
        for (double loss : run.headRun.losses) {
            crossEntropy += loss;
        }
        double balanced = 0;
        double squares = 0;
        for (int l = 0; l < shape.layers(); l++) {
            balanced += run.routing(l).weighted(balance[l]);
            squares += run.routing(l).squares();
        }
        return new Losses(crossEntropy == 0 ? 0 : crossEntropy / divisor, balanced, squares * z);
    }

    /// The first place in the order of the computation whose numbers are not finite, or null: of the last way
    /// forward and, if there was one, the last way back.
    public String firstNotFinite() {
        for (int i = 0; i < run.streams.length; i++) {
            if (!finite(run.streams[i], 0, run.streams[i].length)) {
                return i == 0 ? "the embedding" : "layer " + (i - 1) / 2 + (i % 2 == 1 ? ", attention" : ", experts");
            }
        }
        for (double loss : run.headRun.losses) {
            if (!Double.isFinite(loss)) {
                return "the output";
            }
        }
        for (Layout.Tensor tensor : network.layout().tensors().reversed()) {
            int at = tensor.start();
            if (!finite(buffers.gradients, at, at + (int) tensor.elements())) {
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

    /// What the last [#backward] wrote, in the layout's order. The next one overwrites it.
    public float[] gradients() {
        return buffers.gradients;
    }
}
