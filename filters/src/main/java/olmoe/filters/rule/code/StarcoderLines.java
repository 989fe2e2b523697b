package olmoe.filters.rule.code;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file with a long line, long lines on average, or few letters and digits: `basic` of StarCoder's
/// preprocessing/filtering.py (bigcode-project/bigcode-dataset at bebec92). All limits are kept; an empty file has
/// too few letters.
public record StarcoderLines(int maxLineLength, int maxMeanLineLength, double minAlphanumeric)
        implements MeasuringRule {

    public StarcoderLines {
        Limits.atLeast("max-line-length", 1, maxLineLength);
        Limits.atLeast("max-mean-line-length", 1, maxMeanLineLength);
        Limits.fraction("min-alphanumeric", minAlphanumeric);
    }

    @Override
    public String name() {
        return "lines/starcoder";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        LineMeasures lines = LineMeasures.of(text);
        measurements.count("max-line-length", lines.longest());
        measurements.number("mean-line-length", lines.mean());
        measurements.number("alphanumeric", lines.alphanumeric());
        measurements.dropAbove("long-line", lines.longest(), maxLineLength);
        measurements.dropAbove("long-lines", lines.mean(), maxMeanLineLength);
        measurements.dropBelow("non-alphanumeric", lines.alphanumeric(), minAlphanumeric);
    }
}
