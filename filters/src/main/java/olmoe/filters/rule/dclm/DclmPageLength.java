package olmoe.filters.rule.dclm;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text of too few or too many words. Step 10 of DCLM-Baseline's list, mlfoundations/dclm at
/// 361714b.
///
/// A word is a run of characters without ASCII space and NUL, as fastText's tokenizer cuts them,
/// whose first character is alphanumeric: a word in parentheses or quotes does not count. Both
/// limits are kept.
public record DclmPageLength(int minWords, int maxWords) implements MeasuringRule {

    public DclmPageLength {
        Limits.atLeast("min-words", 0, minWords);
        Limits.ordered("min-words", minWords, "max-words", maxWords);
    }

    @Override
    public String name() {
        return "page-length/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long words = text.fastTextWords();
        measurements.count("page-words", words);
        measurements.dropBelow("too-few-words", words, minWords);
        measurements.dropAbove("too-many-words", words, maxWords);
    }
}
