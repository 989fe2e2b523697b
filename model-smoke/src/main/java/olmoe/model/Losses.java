package olmoe.model;

/// The terms of one training loss, before they are weighted.
///
/// @param crossEntropy of the next token, in nats
/// @param loadBalance how unevenly experts are used
/// @param routerZ the size of the router's logits
public record Losses(double crossEntropy, double loadBalance, double routerZ) {

    /// The sum that is minimised (paper, equation 2).
    public double total() {
        return crossEntropy + LossScale.LOAD_BALANCE_WEIGHT * loadBalance + LossScale.ROUTER_Z_WEIGHT * routerZ;
    }
}
