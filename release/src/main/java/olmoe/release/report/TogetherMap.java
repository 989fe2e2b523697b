package olmoe.release.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import olmoe.release.card.Figures;
import olmoe.release.card.Numbers;

/// Which experts tokens visit together, layer by layer: a square of cells, one row an expert, each cell the share of
/// its tokens that visit the other expert too (OLMoE, arXiv 2409.02060, calls it co-activation). Blue is more than
/// if all others were chosen evenly, orange less; the colour is full at twice and at none. Of many layers some are
/// drawn, evenly spread with the first and the last, and of many experts those with the most tokens.
final class TogetherMap {
    private static final int MOST_LAYERS = 3;
    private static final int MOST_EXPERTS = 16;
    private static final int MOST_PAIRS = 20;
    private static final double CELL = 14;
    private static final double GAP = 24;

    private final List<Layer> layers = new ArrayList<>();

    /// @param tokens that visited both of two experts; on the diagonal those of one
    /// @param shown experts that are drawn, in their order
    private record Layer(String name, long[][] tokens, int[] shown) {
        double share(int expert, int other) {
            return tokens[expert][expert] == 0 ? 0 : (double) tokens[expert][other] / tokens[expert][expert];
        }

        /// The share if the other experts of this one's tokens were chosen evenly.
        double even(int expert) {
            double sum = 0;
            for (int other = 0; other < tokens.length; other++) {
                sum += other == expert ? 0 : share(expert, other);
            }
            return sum / Math.max(1, tokens.length - 1);
        }
    }

    /// @param routing of validation.json, each with `together`
    TogetherMap(List<Figures> routing) {
        int count = Math.min(MOST_LAYERS, routing.size());
        for (int i = 0; i < count; i++) {
            Figures layer = routing.get(count == 1 ? 0 : i * (routing.size() - 1) / (count - 1));
            List<Figures> rows = layer.at("together").elements();
            long[][] tokens = new long[rows.size()][];
            for (int expert = 0; expert < tokens.length; expert++) {
                tokens[expert] = rows.get(expert).elements().stream()
                        .mapToLong(Figures::count)
                        .toArray();
                if (tokens[expert].length != tokens.length) {
                    throw rows.get(expert).expected("a count for each of " + tokens.length + " experts");
                }
            }
            int[] shown = IntStream.range(0, tokens.length)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer expert) -> -tokens[expert][expert]))
                    .limit(MOST_EXPERTS)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            layers.add(new Layer("layer " + Numbers.count(layer.at("layer").count()), tokens, shown));
        }
    }

    String figure() {
        String title = "Experts that are visited together";
        String words = "Of the tokens of the expert of a row, the share that visits the expert of a column too, on"
                + " held-out text. No colour where all other experts are chosen evenly.";
        if (layers.stream().anyMatch(layer -> layer.shown.length < layer.tokens.length)) {
            words += " Drawn are the experts with the most tokens.";
        }
        return Html.figure(
                title,
                words,
                Html.legend("dropped", "less than even", "kept", "more than even"),
                draw(title, words),
                Html.table(
                        title,
                        List.of("layer", ">expert", ">other", ">tokens of both", ">share of the first"),
                        rows()));
    }

    private String draw(String title, String words) {
        double height = layers.stream()
                .mapToDouble(layer -> layer.shown.length * CELL + GAP)
                .sum();
        Svg svg = new Svg("together", "plot heat", height, title, words);
        double y = 0;
        for (Layer layer : layers) {
            svg.marginLabel(y + CELL / 2 + 4, layer.name());
            int[] shown = layer.shown();
            double width = 100.0 / shown.length;
            for (int row = 0; row < shown.length; row++) {
                double even = layer.even(shown[row]);
                for (int column = 0; column < shown.length; column++) {
                    if (row != column) {
                        double share = layer.share(shown[row], shown[column]);
                        double excess = even == 0 ? 0 : Math.min(1, share / even - 1);
                        String hint = shown[row] + " → " + shown[column] + ": " + Numbers.percent(share);
                        svg.shade(
                                excess < 0 ? "dropped" : "kept",
                                Math.abs(excess),
                                width * column,
                                y + row * CELL,
                                width,
                                CELL,
                                hint);
                    }
                }
            }
            y += shown.length * CELL;
            int stride = Math.max(1, shown.length / 8);
            for (int column = 0; column < shown.length; column += stride) {
                svg.label("tick middle", width * (column + 0.5), y + 12, Integer.toString(shown[column]));
            }
            y += GAP;
        }
        return svg.end();
    }

    /// The pairs of each drawn layer with the most tokens.
    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Layer layer : layers) {
            List<int[]> pairs = new ArrayList<>();
            for (int expert = 0; expert < layer.tokens.length; expert++) {
                for (int other = expert + 1; other < layer.tokens.length; other++) {
                    pairs.add(new int[] {expert, other});
                }
            }
            pairs.stream()
                    .sorted(Comparator.comparingLong((int[] pair) -> -layer.tokens[pair[0]][pair[1]])
                            .thenComparing(Arrays::compare))
                    .limit(MOST_PAIRS)
                    .forEach(pair -> rows.add(List.of(
                            layer.name(),
                            Integer.toString(pair[0]),
                            Integer.toString(pair[1]),
                            Numbers.count(layer.tokens[pair[0]][pair[1]]),
                            Numbers.percent(layer.share(pair[0], pair[1])))));
        }
        return rows;
    }
}
