package olmoe.filters.rule.code;

import olmoe.filters.rule.Alphabetic;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file of which too few characters are alphabetic in Unicode 17: `AlphaFilter` of NVIDIA-NeMo/Curator at
/// 1e2e427. The limit itself is kept; an empty file is `empty`, where the program throws.
public record NemoAlpha(double minAlphaRatio) implements MeasuringRule {

    public NemoAlpha {
        Limits.fraction("min-alpha-ratio", minAlphaRatio);
    }

    @Override
    public String name() {
        return "alpha/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        measurements.dropBelow("empty", text.length(), 1);
        if (text.length() > 0) {
            long letters = 0;
            for (int c : text.codePoints()) {
                letters += Alphabetic.is(c) ? 1 : 0;
            }
            double share = (double) letters / text.length();
            measurements.number("alpha_filter", share);
            measurements.dropBelow("alpha_filter", share, minAlphaRatio);
        }
    }
}
