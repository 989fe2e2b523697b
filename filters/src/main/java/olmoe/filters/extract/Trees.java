package olmoe.filters.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A sum of decision trees: each leads a row of figures to a leaf, whose values are added up. The sum is the logarithm
/// of the odds.
///
/// @param figure of each node, which figure it asks for; -1 for a leaf
/// @param value the limit, which belongs to the left; a leaf's value
/// @param right the node to the right; the one to the left follows the node itself
/// @param roots the first node of each tree
record Trees(short[] figure, float[] value, int[] right, int[] roots) {

    /// Read when they are first asked for, so that a program can fit others.
    private static final class MainTextTrees {
        static final Trees TREES = read("main-text.trees", Features.names());
    }

    /// Those that were fitted to main text.
    static Trees mainText() {
        return MainTextTrees.TREES;
    }

    private static Trees read(String resource, List<String> names) {
        try (InputStream in = Trees.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return parse(
                    Stream.of(text.split("\n"))
                            .filter(line -> !line.startsWith("#"))
                            .toList(),
                    names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double[] probabilities(float[][] rows) {
        double[] probabilities = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            probabilities[i] = probability(rows[i]);
        }
        return probabilities;
    }

    /// @return 0 to 1
    double probability(float[] row) {
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (figure[node] >= 0) {
                node = row[figure[node]] <= value[node] ? node + 1 : right[node];
            }
            sum += value[node];
        }
        return 1 / (1 + StrictMath.exp(-sum));
    }

    /// A line for each tree: `name<=limit` for a node, followed by what is left of it and what is right of it; `=value`
    /// for a leaf.
    ///
    /// @throws IllegalArgumentException when a line is no tree over these figures
    static Trees parse(List<String> lines, List<String> names) {
        List<Short> figure = new ArrayList<>();
        List<Float> value = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        int[] roots = new int[lines.size()];
        for (int t = 0; t < roots.length; t++) {
            roots[t] = figure.size();
            // nodes whose right side has not begun
            List<Integer> open = new ArrayList<>();
            boolean complete = false;
            for (String word : lines.get(t).split(" ", -1)) {
                if (complete) {
                    throw new IllegalArgumentException("more than a tree: " + lines.get(t));
                }
                int node = figure.size();
                int mark = word.indexOf("<=");
                right.add(-1);
                if (mark > 0) {
                    int at = names.indexOf(word.substring(0, mark));
                    if (at < 0) {
                        throw new IllegalArgumentException("no figure of this name: " + word);
                    }
                    figure.add((short) at);
                    value.add(Float.parseFloat(word.substring(mark + 2)));
                    open.add(node);
                    continue;
                }
                if (!word.startsWith("=")) {
                    throw new IllegalArgumentException("no node: " + word);
                }
                figure.add((short) -1);
                value.add(Float.parseFloat(word.substring(1)));
                complete = open.isEmpty();
                if (!complete) {
                    right.set(open.remove(open.size() - 1), node + 1);
                }
            }
            if (!complete) {
                throw new IllegalArgumentException("a tree that does not end: " + lines.get(t));
            }
        }
        return of(figure, value, right, roots);
    }

    private static Trees of(List<Short> figure, List<Float> value, List<Integer> right, int[] roots) {
        int n = figure.size();
        Trees trees = new Trees(new short[n], new float[n], new int[n], roots);
        for (int i = 0; i < n; i++) {
            trees.figure[i] = figure.get(i);
            trees.value[i] = value.get(i);
            trees.right[i] = right.get(i);
        }
        return trees;
    }
}
