package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Naturally edited documents: 188 revisions of 36 texts.
class RecallTest {
    private static final int SEEDS = 40;

    /// Pairs of one text are not independent under one seed, seeds are: a tenth's mean over the seeds is
    /// held to five of its own standard errors, with the binomial one as the floor.
    @Test
    void pairsMeetAsOftenAsTheFormulaSaysInEachTenthOfSimilarity() {
        GoldenSets golden = GoldenSets.orSkip(10);
        ParameterSet set = ParameterSet.standard();
        List<int[]> shingles = new ArrayList<>();
        for (String text : golden.texts("revisions").values()) {
            shingles.add(set.sketcher().sketch(text).shingles());
        }
        double[] expected = new double[11];
        double[] variance = new double[11];
        List<int[]> pairs = new ArrayList<>();
        List<Integer> tenths = new ArrayList<>();
        for (int a = 0; a < shingles.size(); a++) {
            for (int b = a + 1; b < shingles.size(); b++) {
                double similarity = Jaccard.similarity(shingles.get(a), shingles.get(b));
                if (similarity >= 0.1) {
                    int tenth = (int) (similarity * 10);
                    expected[tenth] += set.recall(similarity);
                    variance[tenth] += set.recall(similarity) * (1 - set.recall(similarity));
                    pairs.add(new int[] {a, b});
                    tenths.add(tenth);
                }
            }
        }
        double[] sums = new double[11];
        double[] squares = new double[11];
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] met = met(set, shingles, pairs, tenths, seed);
            for (int tenth = 0; tenth < met.length; tenth++) {
                sums[tenth] += met[tenth];
                squares[tenth] += met[tenth] * met[tenth];
            }
        }
        for (int tenth = 1; tenth < expected.length; tenth++) {
            double mean = sums[tenth] / SEEDS;
            double own = Math.max(0, squares[tenth] / SEEDS - mean * mean);
            double error = Math.sqrt(Math.max(own, variance[tenth]) / SEEDS);
            assertTrue(
                    Math.abs(mean - expected[tenth]) <= 5 * error + 1e-9,
                    String.format(
                            Locale.ROOT,
                            "tenth %d: met %.2f, expected %.2f ± %.2f",
                            tenth,
                            mean,
                            expected[tenth],
                            error));
        }
    }

    private static double[] met(
            ParameterSet set, List<int[]> shingles, List<int[]> pairs, List<Integer> tenths, int seed) {
        Permutations permutations = new Permutations(set.lanes(), 1000 + seed);
        List<long[]> signatures = new ArrayList<>();
        for (int[] document : shingles) {
            signatures.add(permutations
                    .signature(new byte[0], 0, new Shingles(), document)
                    .clone());
        }
        double[] met = new double[11];
        for (int i = 0; i < pairs.size(); i++) {
            long[] a = signatures.get(pairs.get(i)[0]);
            long[] b = signatures.get(pairs.get(i)[1]);
            met[tenths.get(i)] += share(a, b, set) ? 1 : 0;
        }
        return met;
    }

    private static boolean share(long[] a, long[] b, ParameterSet set) {
        for (int band = 0; band < set.bands(); band++) {
            int equal = 0;
            for (int row = 0; row < set.rows(); row++) {
                equal += a[band * set.rows() + row] == b[band * set.rows() + row] ? 1 : 0;
            }
            if (equal == set.rows()) {
                return true;
            }
        }
        return false;
    }
}
