package olmoe.filters.rule.dclm;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text whose words are too short or too long on average. Step 11 of DCLM-Baseline's list,
/// mlfoundations/dclm at 361714b.
///
/// Words are runs of what is not white space, lengths are code points. Both limits are kept; a text
/// without words is dropped.
public record DclmWordLength(double minMeanWordLength, double maxMeanWordLength) implements MeasuringRule {

    public DclmWordLength {
        Limits.atLeast("min-mean-word-length", 0, minMeanWordLength);
        Limits.atLeast("max-mean-word-length", 0, maxMeanWordLength);
        Limits.ordered("min-mean-word-length", minMeanWordLength, "max-mean-word-length", maxMeanWordLength);
    }

    @Override
    public String name() {
        return "word-length/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.words();
        measurements.count("words", words.size());
        measurements.dropBelow("no-words", words.size(), 1);
        if (!words.isEmpty()) {
            double mean = (double) words.totalLength() / words.size();
            measurements.number("mean-word-length", mean);
            measurements.dropBelow("short-words", mean, minMeanWordLength);
            measurements.dropAbove("long-words", mean, maxMeanWordLength);
        }
    }
}
