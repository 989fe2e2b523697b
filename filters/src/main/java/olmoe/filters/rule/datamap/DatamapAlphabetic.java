package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Alphabetic;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many words hold no letter: `alphabetic_word_ratio_filter` of allenai/datamap-rs at
/// f771794.
///
/// Words are runs of what is not white space. The limit itself is kept; a text of **one word** or none is dropped.
public record DatamapAlphabetic(double maxNonAlphabeticWords) implements MeasuringRule {

    public DatamapAlphabetic {
        Limits.fraction("max-non-alphabetic-words", maxNonAlphabeticWords);
    }

    @Override
    public String name() {
        return "alphabetic/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.rustWords();
        long without = 0;
        for (int i = 0; i < words.size(); i++) {
            without += Alphabetic.anyIn(words, i) ? 0 : 1;
        }
        measurements.count("words", words.size());
        measurements.count("non-alphabetic-words", without);
        measurements.dropBelow("one-word", words.size(), 2);
        if (!words.isEmpty()) {
            measurements.dropAbove(
                    "non-alphabetic-words", (float) without / words.size(), (float) maxNonAlphabeticWords);
        }
    }
}
