package olmoe.model.vector;

import olmoe.model.Shape;

/// The losses of one batch, as trained (the released code, not the paper's formulas).
///
/// @param crossEntropy token losses divided by all rows, targets or not
/// @param loadBalancing experts / (layers * rows * k) * sum over layers of counts . mean probability
/// @param routerZ sum over layers and rows of squared log-sum-exp, divided by layers * rows * k
public record Losses(double crossEntropy, double loadBalancing, double routerZ) {
    public static final double LOAD_BALANCING_WEIGHT = 0.01;
    public static final double ROUTER_Z_WEIGHT = 0.001;

    public double total() {
        return crossEntropy + LOAD_BALANCING_WEIGHT * loadBalancing + ROUTER_Z_WEIGHT * routerZ;
    }

    static double divisor(Shape shape, int rows) {
        return (double) shape.layers() * rows * shape.topK();
    }
}
