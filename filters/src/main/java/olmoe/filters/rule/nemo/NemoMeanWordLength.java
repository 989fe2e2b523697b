package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text whose words between white space are too short or too long on average, in code points:
/// `MeanWordLengthFilter` of NVIDIA-NeMo/Curator at 1e2e427. Limits themselves are kept; a text without words is
/// `empty`, where the program throws.
public record NemoMeanWordLength(double minMeanWordLength, double maxMeanWordLength) implements MeasuringRule {

    public NemoMeanWordLength {
        Limits.atLeast("min-mean-word-length", 0, minMeanWordLength);
        Limits.ordered("min-mean-word-length", minMeanWordLength, "max-mean-word-length", maxMeanWordLength);
    }

    @Override
    public String name() {
        return "mean-word-length/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (NemoText.isWritten(text, measurements)) {
            Spans words = text.words();
            double mean = (double) words.totalLength() / words.size();
            NemoText.least("mean_word_length", mean, minMeanWordLength, measurements);
            measurements.dropAbove("mean_word_length", mean, maxMeanWordLength);
        }
    }
}
