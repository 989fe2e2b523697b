package olmoe.filters.extract;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Chooses blocks by their probabilities: so many of the most probable ones as give the greatest F1 over words that is
/// to be expected. No limit is set: where a page leaves doubt about everything, less is asked of a block (Lipton, Elkan
/// and Naryanaswamy 2014, arXiv 1402.1892, theorem 1).
///
/// What is to be expected depends on how the errors go together. If blocks are right or wrong each for itself,
/// a mass of doubtful teasers is worth taking for the few that are right; if all depends on what kind of page
/// it is, they are right or wrong as one. The expectation is the mean of both views, the second with three
/// times the weight of the first: chosen on the fitting half among 0, 1, 2, 3 and 4 quarters.
final class Choice {
    private static final double ALONE = 0.25;
    /// Steps in which the second view is added up.
    private static final int WORLDS = 100;

    private Choice() {}

    /// @return for each block whether it stays
    static boolean[] of(List<Block> blocks, double[] probabilities) {
        int n = blocks.size();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -probabilities[i]));
        double[] words = new double[n];
        double[] right = new double[n];
        for (int k = 0; k < n; k++) {
            Block block = blocks.get(order[k]);
            words[k] = block.words + (k == 0 ? 0 : words[k - 1]);
            right[k] = block.words * probabilities[order[k]] + (k == 0 ? 0 : right[k - 1]);
        }
        double[] worlds = worlds(order, probabilities, words);
        double best = 0;
        int most = 0;
        for (int k = 0; k < n; k++) {
            double f1 = ALONE * 2 * right[k] / (words[k] + right[n - 1]) + (1 - ALONE) * asOne(words[k], worlds);
            if (f1 > best) {
                best = f1;
                most = k + 1;
            }
        }
        boolean[] stays = new boolean[n];
        for (int k = 0; k < most; k++) {
            stays[order[k]] = true;
        }
        return stays;
    }

    /// The words of the main text where exactly the blocks are in it whose probability is at least that of the world.
    private static double[] worlds(Integer[] order, double[] probabilities, double[] words) {
        double[] worlds = new double[WORLDS];
        int k = 0;
        for (int world = WORLDS - 1; world >= 0; world--) {
            double least = (world + 0.5) / WORLDS;
            while (k < order.length && probabilities[order[k]] >= least) {
                k++;
            }
            worlds[world] = k == 0 ? 0 : words[k - 1];
        }
        return worlds;
    }

    private static double asOne(double chosen, double[] worlds) {
        double sum = 0;
        for (double words : worlds) {
            sum += words == 0 ? 0 : 2 * Math.min(chosen, words) / (chosen + words);
        }
        return sum / WORLDS;
    }
}
