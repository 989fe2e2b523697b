package olmoe.model.vector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import olmoe.model.Layout;
import olmoe.model.Shape;

/// The second half of a layer: x + sum over the chosen experts of weight * down(silu(gate h) * up h),
/// h = norm(x). Tokens are grouped by expert, so that each expert is two dense products.
final class ExpertBlock {
    private static final int PLACE_BLOCK = 128;

    private final Kernels kernels;
    private final Shape shape;
    private final int hidden;
    private final int inner;
    private final Norm norm;
    final Linear router;
    final List<Linear> gateUps = new ArrayList<>(); // gate rows, then up rows; a shared expert's last
    final List<Linear> downs = new ArrayList<>();

    ExpertBlock(Parameters parameters, Layout.Layer layer) throws IOException {
        kernels = parameters.kernels();
        shape = parameters.shape();
        hidden = shape.hidden();
        inner = shape.expertHidden();
        norm = Norm.of(parameters, layer.postNorm(), hidden);
        router = parameters.linear(shape.experts(), hidden, layer.router());
        List<Layout.Expert> all = new ArrayList<>(layer.experts());
        if (layer.sharedExpert() != null) {
            all.add(layer.sharedExpert());
        }
        for (Layout.Expert expert : all) {
            gateUps.add(parameters.linear(2 * inner, hidden, expert.gate(), expert.up()));
            downs.add(parameters.linear(hidden, inner, expert.down()));
        }
    }

    /// What one batch leaves for the backward pass; the routing is kept for reports too.
    final class Run {
        final Routing routing;
        final float[] scale;
        final float[] normed; // (rows, hidden)
        final float[] gathered; // (places, hidden), the input of each assignment
        final float[] gateUp; // (places, 2 inner)
        final float[] act; // (places, inner)
        final float[] out; // (places, hidden)

        Run(int windows, int length) {
            int rows = windows * length;
            int places = Routing.assignments(shape, windows, length);
            routing = new Routing(kernels, shape, windows, length);
            scale = new float[rows];
            normed = new float[rows * hidden];
            gathered = new float[places * hidden];
            gateUp = new float[places * 2 * inner];
            act = new float[places * inner];
            out = new float[places * hidden];
        }
    }

    /// @param x (rows, hidden) residual stream
    /// @param y the stream after this block
    void forward(float[] parameters, float[] x, float[] y, Run run, Batch batch) {
        Routing routing = run.routing;
        batch.byRows((row, count, worker) -> {
            for (int i = row; i < row + count; i++) {
                int at = i * hidden;
                run.scale[i] = norm.forward(parameters, x, at, run.normed, at);
            }
            int experts = shape.experts();
            router.forward(
                    run.normed, row * hidden, hidden, count, routing.probabilities, row * experts, experts, false);
            for (int i = row; i < row + count; i++) {
                routing.choose(i);
            }
        });
        routing.group();
        byPlaces(routing, batch, (expert, place, count, worker) -> {
            for (int i = place; i < place + count; i++) {
                System.arraycopy(run.normed, routing.tokens[i] * hidden, run.gathered, i * hidden, hidden);
            }
            int wide = 2 * inner;
            gateUps.get(expert)
                    .forward(run.gathered, place * hidden, hidden, count, run.gateUp, place * wide, wide, false);
            for (int i = place; i < place + count; i++) {
                kernels.swiglu(run.gateUp, i * wide, run.gateUp, i * wide + inner, run.act, i * inner, inner);
            }
            downs.get(expert).forward(run.act, place * inner, inner, count, run.out, place * hidden, hidden, false);
        });
        batch.byRows((row, count, worker) -> {
            System.arraycopy(x, row * hidden, y, row * hidden, count * hidden);
            for (int i = row; i < row + count; i++) {
                for (int a = routing.firsts[i]; a < routing.firsts[i + 1]; a++) {
                    kernels.addScaled(y, i * hidden, run.out, routing.places[a] * hidden, hidden, routing.weights[a]);
                }
            }
        });
    }

    /// Turns the gradient of y into that of x, in place, and adds those of the weights.
    ///
    /// @param balance (experts) gradient of the weighted load-balancing loss by each probability
    /// @param z factor of each squared log-sum-exp in the weighted router z-loss
    void backward(
            float[] parameters,
            float[] x,
            float[] dx,
            Run run,
            Batch batch,
            BackwardBuffers b,
            float[] balance,
            double z) {
        Routing routing = run.routing;
        int experts = shape.experts();
        batch.byRows((row, count, worker) -> {
            float[] dWeights = new float[Routing.all(shape)];
            for (int i = row; i < row + count; i++) {
                int first = routing.firsts[i];
                for (int a = first; a < routing.firsts[i + 1]; a++) {
                    int place = routing.places[a] * hidden;
                    dWeights[a - first] = kernels.dot(dx, i * hidden, run.out, place, hidden);
                    for (int j = 0; j < hidden; j++) {
                        run.out[place + j] = routing.weights[a] * dx[i * hidden + j];
                    }
                }
                routing.backward(i, dWeights, balance, (float) (2 * z), b.routing, i * experts);
            }
        });
        expertsBackward(run, batch, b);
        router.addGradient(
                batch.workers(), run.normed, 0, hidden, b.routing, experts, batch.rows(), b.packed, b.gradients);
        b.clearNorms(hidden);
        batch.byRows((row, count, worker) -> {
            router.backward(b.routing, row * experts, experts, count, b.normed, row * hidden, hidden, false);
            for (int i = row; i < row + count; i++) {
                int at = i * hidden;
                for (int a = routing.firsts[i]; a < routing.firsts[i + 1]; a++) {
                    kernels.addScaled(b.normed, at, b.gathered, routing.places[a] * hidden, hidden, 1f);
                }
                int sums = b.normsAt(row, hidden);
                norm.backward(parameters, x, at, run.scale[i], b.normed, at, dx, at, b.norms, sums);
            }
        });
        norm.addGradient(b, hidden, 0);
    }

    /// `run.out` holds the gradients of the experts' outputs; those of their inputs go to `b.gathered`.
    private void expertsBackward(Run run, Batch batch, BackwardBuffers b) {
        Routing routing = run.routing;
        int wide = 2 * inner;
        byPlaces(routing, batch, (expert, place, count, worker) -> {
            downs.get(expert).backward(run.out, place * hidden, hidden, count, b.act, place * inner, inner, false);
            for (int i = place; i < place + count; i++) {
                int gate = i * wide;
                kernels.swigluBackward(run.gateUp, gate, run.gateUp, gate + inner, b.act, i * inner, inner);
            }
            gateUps.get(expert)
                    .backward(run.gateUp, place * wide, wide, count, b.gathered, place * hidden, hidden, false);
        });
        batch.workers().run(2 * downs.size(), (task, worker) -> {
            int expert = task / 2;
            int place = routing.starts[expert];
            int count = routing.count(expert);
            if (count == 0) {
                return;
            }
            Scratch scratch = batch.scratch(worker);
            if (task % 2 == 0) {
                gateUps.get(expert)
                        .addGradient(
                                run.gathered,
                                place * hidden,
                                hidden,
                                run.gateUp,
                                place * wide,
                                wide,
                                count,
                                b.gradients,
                                scratch);
            } else {
                downs.get(expert)
                        .addGradient(
                                run.act,
                                place * inner,
                                inner,
                                run.out,
                                place * hidden,
                                hidden,
                                count,
                                b.gradients,
                                scratch);
            }
        });
    }

    @FunctionalInterface
    private interface Places {
        void run(int expert, int place, int count, int worker);
    }

    /// One task for every 128 assignments of an expert.
    private void byPlaces(Routing routing, Batch batch, Places task) {
        int[] first = new int[downs.size() + 1]; // first task of each expert
        for (int e = 0; e < downs.size(); e++) {
            first[e + 1] = first[e] + (routing.count(e) + PLACE_BLOCK - 1) / PLACE_BLOCK;
        }
        batch.workers().run(first[downs.size()], (index, worker) -> {
            int expert = 0;
            while (first[expert + 1] <= index) {
                expert++;
            }
            int place = routing.starts[expert] + (index - first[expert]) * PLACE_BLOCK;
            task.run(expert, place, Math.min(PLACE_BLOCK, routing.starts[expert + 1] - place), worker);
        });
    }
}
