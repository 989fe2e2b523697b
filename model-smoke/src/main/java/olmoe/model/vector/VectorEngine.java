package olmoe.model.vector;

import olmoe.model.Engine;
import olmoe.model.Layout;
import olmoe.model.Shape;

/// Inference in float32 on the kernels that trained the model. Safe for concurrent use.
public final class VectorEngine implements Engine {
    private final Shape shape;
    private final Network network;

    /// @param parameters in the layout's order; not to be changed afterwards
    public VectorEngine(Layout layout, float[] parameters, Workers workers) {
        this(Kernels.best(), layout, parameters, workers);
    }

    /// @param kernels to compute with, in place of the fastest
    public VectorEngine(Kernels kernels, Layout layout, float[] parameters, Workers workers) {
        shape = layout.shape();
        network = new Network(layout, new FlatParameters(kernels, layout, parameters, false), workers);
        network.pack();
    }

    public VectorEngine(Network network) {
        shape = network.layout().shape();
        this.network = network;
    }

    @Override
    public Inference infer(int[] ids) {
        Network.Run run = network.run(1, ids.length);
        run.forward(ids);
        float[] flat = run.logits();
        double[][] logits = new double[ids.length][shape.vocabulary()];
        int[][][] experts = new int[shape.layers()][ids.length][];
        for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < shape.vocabulary(); j++) {
                logits[i][j] = flat[i * shape.vocabulary() + j];
            }
            for (int l = 0; l < shape.layers(); l++) {
                experts[l][i] = run.routing(l).experts(i);
            }
        }
        return new Inference(logits, experts);
    }
}
