package olmoe.filters.rule.dclm;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.filters.rule.StopWords;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too few English stop words. Step 16 of DCLM-Baseline's list, mlfoundations/dclm
/// at 361714b.
///
/// Counted is every occurrence, in any case, of a run of non-white-space that is exactly `the`, `be`,
/// `to`, `of`, `and`, `that`, `have` or `with`: two of the same word are two. The limit itself is kept.
public record DclmStopWords(int minStopWords) implements MeasuringRule {

    public DclmStopWords {
        Limits.atLeast("min-stop-words", 0, minStopWords);
    }

    @Override
    public String name() {
        return "stop-words/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.words();
        long found = 0;
        for (int i = 0; i < words.size(); i++) {
            found += StopWords.isOne(words, i) ? 1 : 0;
        }
        measurements.count("stop-words", found);
        measurements.dropBelow("stop-words", found, minStopWords);
    }
}
