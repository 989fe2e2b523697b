package olmoe.dedup.minhash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// By hand: `EstimatorError [LANES] [SEEDS]` prints how far the similarity that signatures tell is from the true one,
/// over
/// all pairs of the revisions of at least 0.1: the root of the mean square, and the same in standard errors of
/// independent lanes, which is 1 for the best that can be. `bench/estimator.py` does the same with rensa.
final class EstimatorError {
    private EstimatorError() {}

    public static void main(String[] arguments) {
        int lanes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 128;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        List<int[]> documents = new ArrayList<>();
        for (String text : GoldenSets.orSkip(1).texts("revisions").values()) {
            documents.add(ParameterSet.standard().sketcher().sketch(text).shingles());
        }
        double squares = 0;
        double standard = 0;
        long pairs = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Permutations permutations = new Permutations(lanes, seed);
            List<long[]> signatures = new ArrayList<>();
            for (int[] document : documents) {
                signatures.add(permutations
                        .signature(new byte[0], 0, new Shingles(), document)
                        .clone());
            }
            for (int a = 0; a < documents.size(); a++) {
                for (int b = a + 1; b < documents.size(); b++) {
                    double similarity = Jaccard.similarity(documents.get(a), documents.get(b));
                    if (similarity >= 0.1 && similarity < 1) {
                        int equal = 0;
                        for (int lane = 0; lane < lanes; lane++) {
                            equal += signatures.get(a)[lane] == signatures.get(b)[lane] ? 1 : 0;
                        }
                        double error = (double) equal / lanes - similarity;
                        squares += error * error;
                        standard += error * error / (similarity * (1 - similarity) / lanes);
                        pairs++;
                    }
                }
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "{\"tool\":\"olmoe\",\"lanes\":%d,\"pairs\":%d,\"seeds\":%d,\"error\":%.5f,\"standard_errors\":%.4f}",
                lanes,
                pairs / seeds,
                seeds,
                Math.sqrt(squares / pairs),
                Math.sqrt(standard / pairs)));
    }
}
