package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.filters.rule.StopWords;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too few English stop words: `stop_word_filter` of allenai/datamap-rs at f771794.
///
/// Counted is every occurrence, in any case, of a word that is exactly one of the eight. The limit itself is kept.
public record DatamapStopWord(int minStopWords) implements MeasuringRule {

    public DatamapStopWord {
        Limits.atLeast("min-stop-words", 0, minStopWords);
    }

    @Override
    public String name() {
        return "stop-word/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.rustWords();
        long found = 0;
        for (int i = 0; i < words.size(); i++) {
            found += StopWords.isOne(words, i) ? 1 : 0;
        }
        measurements.count("stop-words", found);
        measurements.dropBelow("stop-words", found, minStopWords);
    }
}
