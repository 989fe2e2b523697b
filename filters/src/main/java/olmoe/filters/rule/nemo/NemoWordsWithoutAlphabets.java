package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Alphabetic;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too few words between white space hold a character that is alphabetic in Unicode 17:
/// `WordsWithoutAlphabetsFilter` of NVIDIA-NeMo/Curator at 1e2e427. The limit itself is kept; a text without words
/// is `empty`, where the program throws.
public record NemoWordsWithoutAlphabets(double minWordsWithAlphabets) implements MeasuringRule {

    public NemoWordsWithoutAlphabets {
        Limits.fraction("min-words-with-alphabets", minWordsWithAlphabets);
    }

    @Override
    public String name() {
        return "words-without-alphabets/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (NemoText.isWritten(text, measurements)) {
            Spans words = text.words();
            long alphabetic = 0;
            for (int i = 0; i < words.size(); i++) {
                alphabetic += Alphabetic.anyIn(words, i) ? 1 : 0;
            }
            double share = (double) alphabetic / words.size();
            NemoText.least("words_without_alphabets", share, minWordsWithAlphabets, measurements);
        }
    }
}
