package olmoe.release.report;

import java.util.List;
import olmoe.release.card.Numbers;

/// One row a layer, one cell an expert. Blue is more than an even share, orange less; the colour is full
/// at twice and at none. A cell without load is marked, so that colour does not carry it alone.
final class HeatMap {
    private static final double ROW = 30;

    /// @param load share of the routed tokens of each expert
    record Layer(String name, double[] load) {}

    private HeatMap() {}

    static String draw(String id, String title, String description, List<Layer> layers) {
        Svg svg = new Svg(id, "plot heat", layers.size() * ROW + 22, title, description);
        double y = 0;
        for (Layer layer : layers) {
            svg.marginLabel(y + ROW / 2 + 3, layer.name());
            double width = 100.0 / layer.load().length;
            for (int expert = 0; expert < layer.load().length; expert++) {
                double load = layer.load()[expert];
                double excess = Math.min(1, load * layer.load().length - 1);
                String hint = layer.name() + ", expert " + expert + ": " + Numbers.percent(load);
                svg.shade(excess < 0 ? "dropped" : "kept", Math.abs(excess), width * expert, y, width, ROW - 4, hint);
                if (load == 0) {
                    svg.label("dead middle", width * (expert + 0.5), y + ROW / 2 + 3, "×");
                }
            }
            y += ROW;
        }
        if (!layers.isEmpty()) {
            int experts = layers.get(0).load().length;
            int stride = Math.max(1, experts / 8);
            for (int expert = 0; expert < experts; expert += stride) {
                svg.label("tick middle", 100.0 * (expert + 0.5) / experts, y + 12, Integer.toString(expert));
            }
        }
        return svg.end();
    }
}
