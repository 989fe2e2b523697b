package olmoe.model;

/// A model whose every weight is a formula, so that any implementation can make it: matrix t with
/// scale s is s * sin(0.7 i + 1.3 t + 0.01 i t) over its row-major index i, norm t is
/// 1 + 0.1 cos(0.5 i + t).
final class TinyModel {
    static final Shape SHAPE = new Shape(11, 8, 2, 2, 2, 4, 2, 6, 64, 10_000, 1e-5, 0, false);
    static final Layout LAYOUT = new Layout(SHAPE);
    static final int[] IDS = {1, 4, 2, 7, 5, 3};

    private TinyModel() {}

    static double[] parameters() {
        double[] p = new double[LAYOUT.arrayLength()];
        matrix(p, LAYOUT.embedding(), 1, 0.5);
        norm(p, LAYOUT.finalNorm(), 2);
        matrix(p, LAYOUT.output(), 3, 0.3);
        for (int l = 0; l < SHAPE.layers(); l++) {
            Layout.Layer layer = LAYOUT.layer(l);
            int b = 10 * (l + 1);
            norm(p, layer.inputNorm(), b);
            matrix(p, layer.query(), b + 1, 0.4);
            matrix(p, layer.key(), b + 2, 0.4);
            matrix(p, layer.value(), b + 3, 0.4);
            matrix(p, layer.attentionOutput(), b + 4, 0.4);
            norm(p, layer.queryNorm(), b + 5);
            norm(p, layer.keyNorm(), b + 6);
            norm(p, layer.postNorm(), b + 7);
            matrix(p, layer.router(), b + 8, 0.6);
            for (int e = 0; e < SHAPE.experts(); e++) {
                int t = 100 * (l + 1) + 10 * e;
                matrix(p, layer.experts().get(e).gate(), t + 1, 0.5);
                matrix(p, layer.experts().get(e).up(), t + 2, 0.5);
                matrix(p, layer.experts().get(e).down(), t + 3, 0.5);
            }
        }
        return p;
    }

    private static void matrix(double[] p, Layout.Tensor tensor, int t, double scale) {
        for (int i = 0; i < tensor.elements(); i++) {
            p[tensor.start() + i] = scale * StrictMath.sin(0.7 * i + 1.3 * t + 0.01 * i * t);
        }
    }

    private static void norm(double[] p, Layout.Tensor tensor, int t) {
        for (int i = 0; i < tensor.elements(); i++) {
            p[tensor.start() + i] = 1 + 0.1 * StrictMath.cos(0.5 * i + t);
        }
    }
}
