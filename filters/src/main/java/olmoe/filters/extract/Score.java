package olmoe.filters.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Scores the blocks of one page and joins those that stay.
final class Score {
    private static final double[] WEIGHTS = weights();

    private final List<Block> blocks;
    private final List<Region> regions;

    Score(List<Block> blocks, List<Region> regions) {
        this.blocks = blocks;
        this.regions = regions;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (blocks.isEmpty()) {
            return "";
        }
        Features features = new Features(blocks, regions);
        Block last = null;
        for (int i = 0; i < blocks.size(); i++) {
            double[] figures = features.of(i);
            double score = 0;
            for (int j = 0; j < figures.length; j++) {
                score += figures[j] * WEIGHTS[j];
            }
            if (score > 0) {
                Block block = blocks.get(i);
                if (last != null) {
                    text.append(isTight(last, block) ? "\n" : "\n\n");
                }
                text.append(block.text);
                last = block;
            }
        }
        return text.toString();
    }

    /// Items of a list and rows of a table follow each other without an empty line.
    private static boolean isTight(Block before, Block after) {
        return before.tag.equals(after.tag)
                && (after.tag.equals("li")
                        || after.tag.equals("tr")
                        || after.tag.equals("dt")
                        || after.tag.equals("dd"));
    }

    private static double[] weights() {
        Map<String, Double> named = new HashMap<>();
        try (InputStream in = Score.class.getResourceAsStream("main-text.weights")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    String[] fields = line.split(" ", -1);
                    named.put(fields[0], Double.parseDouble(fields[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double[] weights = new double[Features.names().size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = named.getOrDefault(Features.names().get(i), 0.0);
        }
        return weights;
    }
}
