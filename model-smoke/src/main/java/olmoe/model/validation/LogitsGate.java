package olmoe.model.validation;

import java.util.Arrays;
import java.util.List;
import olmoe.model.Engine;

/// Runs two engines on the same ids and compares what they say.
///
/// @param maxDifference largest absolute difference of a logit
/// @param tokens positions compared
/// @param argmaxEqual whether the same token leads at every position that is no tie
/// @param ties positions whose two leading logits are closer than twice the tolerance in the
///     reference: float32 cannot be asked to order them
/// @param place where the first difference above the tolerance is, or null
record LogitsGate(double maxDifference, long tokens, boolean argmaxEqual, long ties, String place) {
    /// What float32 may differ from double (largest logit about 7: measured 7e-6 to 1.2e-5).
    static final double TOLERANCE = 1e-4;

    static LogitsGate compare(Engine reference, Engine engine, List<int[]> sequences) {
        double most = 0;
        long tokens = 0;
        long ties = 0;
        boolean equal = true;
        String place = null;
        for (int s = 0; s < sequences.size(); s++) {
            int[] ids = sequences.get(s);
            Engine.Inference expected = reference.infer(ids);
            Engine.Inference found = engine.infer(ids);
            for (int t = 0; t < ids.length; t++) {
                double[] wide = expected.logits()[t];
                double[] narrow = found.logits()[t];
                double difference = difference(wide, narrow);
                if (!(difference < TOLERANCE) && place == null) {
                    place = "window " + s + ", position " + t + routing(expected.experts(), found.experts(), t);
                }
                most = Double.isNaN(difference) ? difference : Math.max(most, difference);
                int leading = leading(wide);
                if (margin(wide, leading) < 2 * TOLERANCE) {
                    ties++;
                } else {
                    equal &= leading == leading(narrow);
                }
            }
            tokens += ids.length;
        }
        return new LogitsGate(most, tokens, equal, ties, place);
    }

    boolean holds() {
        return maxDifference < TOLERANCE && argmaxEqual && tokens > 0;
    }

    private static double difference(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs(a[i] - b[i]);
            if (!(difference <= most)) {
                most = difference;
            }
            if (Double.isNaN(difference)) {
                return Double.NaN;
            }
        }
        return most;
    }

    private static int leading(double[] logits) {
        int leading = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[leading]) {
                leading = i;
            }
        }
        return leading;
    }

    private static double margin(double[] logits, int leading) {
        double margin = Double.POSITIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (i != leading) {
                margin = Math.min(margin, logits[leading] - logits[i]);
            }
        }
        return margin;
    }

    /// A flipped route looks like a broken kernel, so it is said.
    private static String routing(int[][][] expected, int[][][] found, int upTo) {
        for (int l = 0; l < expected.length; l++) {
            for (int t = 0; t <= upTo; t++) {
                int[] a = expected[l][t].clone();
                int[] b = found[l][t].clone();
                Arrays.sort(a);
                Arrays.sort(b);
                if (!Arrays.equals(a, b)) {
                    return " (experts differ from layer " + l + ", position " + t + " on: "
                            + Arrays.toString(expected[l][t]) + " and " + Arrays.toString(found[l][t]) + ")";
                }
            }
        }
        return " (experts equal)";
    }
}
