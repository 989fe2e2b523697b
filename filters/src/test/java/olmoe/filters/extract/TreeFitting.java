package olmoe.filters.extract;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Fits a sum of decision trees by gradient boosting on the logistic loss (Friedman 2001), with histograms of the
/// figures and trees that grow at the leaf where most is gained. The same rows give the same trees on any number of
/// threads.
final class TreeFitting {
    private static final int BINS = 48;

    /// @param leaves of a tree
    /// @param rate by which each tree's values are multiplied
    /// @param columns the share of figures that a tree may ask for
    /// @param penalty of the squared values
    /// @param rows the least number of rows in a leaf
    record Settings(int trees, int leaves, double rate, double columns, double penalty, int rows, long seed) {}

    private final Settings settings;
    private final List<String> names;
    private final int n;
    private final float[][] limits;
    private final byte[][] bins;
    private final double[] wanted;
    private final double[] weights;
    private final double[] sums;
    private final double[] gradient;
    private final double[] curvature;
    private int[] chosen;

    /// @param wanted 0 to 1 for each row
    TreeFitting(Settings settings, List<String> names, float[][] rows, double[] wanted, double[] weights) {
        this.settings = settings;
        this.names = names;
        n = rows.length;
        this.wanted = wanted;
        this.weights = weights;
        sums = new double[n];
        gradient = new double[n];
        curvature = new double[n];
        limits = new float[names.size()][];
        bins = new byte[names.size()][];
        IntStream.range(0, names.size()).parallel().forEach(c -> bin(rows, c));
    }

    private void bin(float[][] rows, int column) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = rows[i][column];
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float[] found = new float[BINS];
        int count = 0;
        for (int b = 1; b < BINS; b++) {
            int at = (int) ((long) b * n / BINS);
            float below = sorted[at - 1];
            int above = at;
            while (above < n && sorted[above] == below) {
                above++;
            }
            if (above < n && (count == 0 || below > found[count - 1])) {
                float middle = below + (sorted[above] - below) / 2;
                found[count++] = middle < sorted[above] ? middle : below;
            }
        }
        limits[column] = Arrays.copyOf(found, count);
        bins[column] = new byte[n];
        for (int i = 0; i < n; i++) {
            int at = Arrays.binarySearch(limits[column], values[i]);
            bins[column][i] = (byte) (at >= 0 ? at : -at - 1);
        }
    }

    /// @return a line for each tree, as [Trees#parse] reads it
    List<String> fit() {
        Random random = new Random(settings.seed());
        return IntStream.range(0, settings.trees()).mapToObj(t -> tree(random)).toList();
    }

    private final class Leaf {
        final int[] rows;
        final double gradient;
        final double curvature;
        double gain;
        int column = -1;
        int bin;
        Leaf left;
        Leaf right;

        Leaf(int[] rows) {
            this.rows = rows;
            double g = 0;
            double h = 0;
            for (int row : rows) {
                g += TreeFitting.this.gradient[row];
                h += TreeFitting.this.curvature[row];
            }
            gradient = g;
            curvature = h;
        }

        double worth() {
            return worth(gradient, curvature);
        }

        private double worth(double g, double h) {
            return g * g / (h + settings.penalty());
        }

        void look() {
            double[] gains = new double[chosen.length];
            int[] at = new int[chosen.length];
            IntStream.range(0, chosen.length).parallel().forEach(c -> look(c, gains, at));
            for (int c = 0; c < chosen.length; c++) {
                if (gains[c] > gain) {
                    gain = gains[c];
                    column = chosen[c];
                    bin = at[c];
                }
            }
        }

        private void look(int c, double[] gains, int[] at) {
            byte[] binned = bins[chosen[c]];
            int size = limits[chosen[c]].length + 1;
            double[] gs = new double[size];
            double[] hs = new double[size];
            int[] counts = new int[size];
            for (int row : rows) {
                int bin = binned[row];
                gs[bin] += TreeFitting.this.gradient[row];
                hs[bin] += TreeFitting.this.curvature[row];
                counts[bin]++;
            }
            double g = 0;
            double h = 0;
            int count = 0;
            for (int b = 0; b < size - 1; b++) {
                g += gs[b];
                h += hs[b];
                count += counts[b];
                if (count >= settings.rows() && rows.length - count >= settings.rows()) {
                    double won = worth(g, h) + worth(gradient - g, curvature - h) - worth();
                    if (won > gains[c]) {
                        gains[c] = won;
                        at[c] = b;
                    }
                }
            }
        }

        void split() {
            int[] lefts = new int[rows.length];
            int[] rights = new int[rows.length];
            int l = 0;
            int r = 0;
            for (int row : rows) {
                if (bins[column][row] <= bin) {
                    lefts[l++] = row;
                } else {
                    rights[r++] = row;
                }
            }
            left = new Leaf(Arrays.copyOf(lefts, l));
            right = new Leaf(Arrays.copyOf(rights, r));
            left.look();
            right.look();
        }
    }

    private String tree(Random random) {
        for (int i = 0; i < n; i++) {
            double p = 1 / (1 + StrictMath.exp(-sums[i]));
            gradient[i] = weights[i] * (wanted[i] - p);
            curvature[i] = weights[i] * p * (1 - p);
        }
        chosen = columnsOf(random);
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        Leaf root = new Leaf(all);
        root.look();
        List<Leaf> leaves = new java.util.ArrayList<>(List.of(root));
        while (leaves.size() < settings.leaves()) {
            Leaf best = leaves.get(0);
            for (Leaf leaf : leaves) {
                best = leaf.gain > best.gain ? leaf : best;
            }
            if (best.gain <= 0) {
                break;
            }
            best.split();
            leaves.remove(best);
            leaves.add(best.left);
            leaves.add(best.right);
        }
        StringBuilder line = new StringBuilder();
        write(root, line);
        return line.toString();
    }

    private int[] columnsOf(Random random) {
        int[] order = IntStream.range(0, names.size()).toArray();
        int size = (int) Math.ceil(order.length * settings.columns());
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(order.length - i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] some = Arrays.copyOf(order, size);
        Arrays.sort(some);
        return some;
    }

    private void write(Leaf leaf, StringBuilder line) {
        if (line.length() > 0) {
            line.append(' ');
        }
        if (leaf.left == null) {
            double value = settings.rate() * leaf.gradient / (leaf.curvature + settings.penalty());
            line.append('=').append(Math.round(value * 1e4) / 1e4f);
            for (int row : leaf.rows) {
                sums[row] += value;
            }
            return;
        }
        line.append(names.get(leaf.column)).append("<=").append(limits[leaf.column][leaf.bin]);
        write(leaf.left, line);
        write(leaf.right, line);
    }
}
