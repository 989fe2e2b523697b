package olmoe.filters.rule.code;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file of too few or too many words between white space, as dolma's only public mixer for StarCoder
/// does beside its limits on stars, frequent words and repeated tokens (allenai/dolma, branch
/// soldni/classify-search-sources, configs/dolma-v2_0/mix-starcoder.yaml). Both limits are kept.
public record DolmaCodeWords(int minWords, int maxWords) implements MeasuringRule {

    public DolmaCodeWords {
        Limits.atLeast("min-words", 0, minWords);
        Limits.ordered("min-words", minWords, "max-words", maxWords);
    }

    @Override
    public String name() {
        return "code-words/dolma";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        int words = text.words().size();
        measurements.count("words", words);
        measurements.dropBelow("too-few-words", words, minWords);
        measurements.dropAbove("too-many-words", words, maxWords);
    }
}
