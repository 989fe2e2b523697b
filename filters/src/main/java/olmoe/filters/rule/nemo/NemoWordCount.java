package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too few or too many words between white space: `WordCountFilter` of NVIDIA-NeMo/Curator at
/// 1e2e427. Limits themselves are kept.
public record NemoWordCount(int minWords, int maxWords) implements MeasuringRule {

    public NemoWordCount {
        Limits.ordered("min-words", minWords, "max-words", maxWords);
    }

    @Override
    public String name() {
        return "word-count/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        int words = text.words().size();
        measurements.count("word_count", words);
        measurements.dropBelow("word_count", words, minWords);
        measurements.dropAbove("word_count", words, maxWords);
    }
}
