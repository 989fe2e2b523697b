package olmoe.release.report;

import java.util.ArrayList;
import java.util.List;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;

/// The lines of metrics.jsonl as curves over `step`, under the names of OLMo's trainer. Every line has a
/// step; a measure need not be on each.
final class TrainingLog {
    static final String LOSS = "train/CrossEntropyLoss";
    static final String LEARNING_RATE = "optim/learning_rate_group0";
    static final String VALIDATION_LOSS = "eval/validation/CrossEntropyLoss";

    private final List<Figures> lines;

    TrainingLog(Measured measured) {
        lines = measured.metricFigures();
    }

    /// Steps and values of one measure, both as long as the number of lines that have it.
    record Series(double[] steps, double[] values) {

        int size() {
            return steps.length;
        }

        /// The mean of each value and of those up to `window - 1` before it.
        double[] trailingMean(int window) {
            double[] means = new double[values.length];
            double[] sums = new double[values.length + 1];
            for (int i = 0; i < values.length; i++) {
                int from = Math.max(0, i - window + 1);
                sums[i + 1] = sums[i] + values[i];
                means[i] = (sums[i + 1] - sums[from]) / (i + 1 - from);
            }
            return means;
        }
    }

    Series series(String measure) {
        List<double[]> points = new ArrayList<>();
        for (Figures line : lines) {
            line.find(measure)
                    .ifPresent(value -> points.add(new double[] {line.at("step").number(), value.number()}));
        }
        return new Series(
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }
}
