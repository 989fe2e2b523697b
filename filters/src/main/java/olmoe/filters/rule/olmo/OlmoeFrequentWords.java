package olmoe.filters.rule.olmo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a document whose most frequent word makes up too much of it, or its two most frequent ones. The
/// OLMoE paper has 30 % and 50 % for its code (arXiv 2409.02060, section 2; card of OLMoE-mix-0924).
///
/// Shares are of all words, in 0..1. A share at its limit is kept, as the paper has it ("more than"), or dropped
/// with `at-limit: drop`, as dolma's only public mixer has it. A text without words is kept.
///
/// @param splitter `dolma-topk`, `whitespace` or `regex-word`, see [WordSplitter]
public record OlmoeFrequentWords(double maxTopShare, double maxTopTwoShare, String splitter, String atLimit)
        implements MeasuringRule {
    private static final String DROP = "drop";

    public OlmoeFrequentWords {
        Limits.fraction("max-top-share", maxTopShare);
        Limits.fraction("max-top-two-share", maxTopTwoShare);
        WordSplitter.of(splitter);
        if (!atLimit.equals("keep") && !atLimit.equals(DROP)) {
            throw new IllegalArgumentException("at-limit must be keep or drop but was " + atLimit);
        }
    }

    @Override
    public String name() {
        return "frequent-words/olmoe";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        double[] shares = WordSplitter.of(splitter).shares(text);
        measurements.number("p1", shares[0]);
        measurements.number("p1-p2", shares[1]);
        drop("top-word", shares[0], maxTopShare, measurements);
        drop("top-two-words", shares[1], maxTopTwoShare, measurements);
    }

    private void drop(String reason, double share, double limit, Measurements measurements) {
        if (atLimit.equals(DROP) && share > 0) {
            measurements.dropFrom(reason, share, limit);
        } else {
            measurements.dropAbove(reason, share, limit);
        }
    }
}
