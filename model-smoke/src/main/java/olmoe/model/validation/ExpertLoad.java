package olmoe.model.validation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import olmoe.model.Shape;

/// How many routed tokens each expert of each layer received, and how many each two of them shared.
final class ExpertLoad {
    private static final int ENOUGH = 16; // choices for each expert

    private final long[][] counts; // (layers, experts)
    private final long[][][] together; // (layers, experts, experts), tokens that visited both

    ExpertLoad(Shape shape) {
        counts = new long[shape.layers()][shape.experts()];
        together = new long[shape.layers()][shape.experts()][shape.experts()];
    }

    void add(int layer, int expert, long tokens) {
        counts[layer][expert] += tokens;
    }

    /// @param experts that one token visits
    void together(int layer, int[] experts) {
        for (int one : experts) {
            for (int other : experts) {
                together[layer][one][other]++;
            }
        }
    }

    /// Experts of a layer that no token visited.
    long dead(int layer) {
        return Arrays.stream(counts[layer]).filter(count -> count == 0).count();
    }

    /// Shares of a layer, which sum to 1.
    double[] shares(int layer) {
        double total = Arrays.stream(counts[layer]).sum();
        return Arrays.stream(counts[layer]).mapToDouble(count -> count / total).toArray();
    }

    /// Entropy of the shares in nats; log(experts) when the load is even, 0 when one takes all.
    double entropy(int layer) {
        double entropy = 0;
        for (double share : shares(layer)) {
            entropy -= share == 0 ? 0 : share * StrictMath.log(share);
        }
        return entropy;
    }

    /// Fails where most of a layer's experts are never chosen though there was enough to choose: a router
    /// that has collapsed, or rows of it that were lost.
    Check health() {
        for (int l = 0; l < counts.length; l++) {
            long assignments = Arrays.stream(counts[l]).sum();
            if (assignments >= (long) ENOUGH * counts[l].length && dead(l) > counts[l].length / 2) {
                return new Check(
                        "router",
                        false,
                        "layer " + l + ": expected most experts to be chosen in " + assignments + " choices, found "
                                + dead(l) + " of " + counts[l].length + " never chosen");
            }
        }
        return new Check("router", true, "no layer leaves most of its experts unused");
    }

    void write(ArrayNode routing) {
        for (int l = 0; l < counts.length; l++) {
            ObjectNode layer = routing.addObject();
            layer.put("layer", l);
            ArrayNode load = layer.putArray("load");
            Arrays.stream(shares(l)).forEach(load::add);
            layer.put("dead", dead(l));
            layer.put("entropy", entropy(l));
            ArrayNode rows = layer.putArray("together");
            for (long[] row : together[l]) {
                ArrayNode shared = rows.addArray();
                Arrays.stream(row).forEach(shared::add);
            }
        }
    }
}
