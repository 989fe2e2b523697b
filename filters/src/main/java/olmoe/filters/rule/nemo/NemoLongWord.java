package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text with a word that is too long, in code points between white space: `LongWordFilter` of
/// NVIDIA-NeMo/Curator at 1e2e427. The limit itself is kept; a text without words is `empty`, where the program
/// throws.
public record NemoLongWord(int maxWordLength) implements MeasuringRule {

    public NemoLongWord {
        Limits.atLeast("max-word-length", 0, maxWordLength);
    }

    @Override
    public String name() {
        return "long-word/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (NemoText.isWritten(text, measurements)) {
            Spans words = text.words();
            int longest = 0;
            for (int i = 0; i < words.size(); i++) {
                longest = Math.max(longest, words.length(i));
            }
            measurements.count("max_word_length", longest);
            measurements.dropAbove("max_word_length", longest, maxWordLength);
        }
    }
}
