package olmoe.filters.rule.code;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file that is too short or too long, in code points: `large_and_small_files` of StarCoder's
/// preprocessing/filtering.py (bigcode-project/bigcode-dataset at bebec92) with the limits of arguments.py. Both are
/// kept.
public record StarcoderSize(int minSize, int maxSize) implements MeasuringRule {

    public StarcoderSize {
        Limits.atLeast("min-size", 0, minSize);
        Limits.ordered("min-size", minSize, "max-size", maxSize);
    }

    @Override
    public String name() {
        return "size/starcoder";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        measurements.count("size", text.length());
        measurements.dropBelow("small", text.length(), minSize);
        measurements.dropAbove("large", text.length(), maxSize);
    }
}
