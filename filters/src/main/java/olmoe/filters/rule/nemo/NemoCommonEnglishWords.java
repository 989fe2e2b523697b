package olmoe.filters.rule.nemo;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too few of the, be, to, of, and, that, have, with, in small letters, copies counted:
/// `CommonEnglishWordsFilter` of NVIDIA-NeMo/Curator at 1e2e427. Counting stops at the limit, which is kept.
public record NemoCommonEnglishWords(int minNumCommonWords) implements MeasuringRule {
    private static final List<String> WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    private static final int LONGEST = 4;

    public NemoCommonEnglishWords {
        Limits.atLeast("min-num-common-words", 0, minNumCommonWords);
    }

    @Override
    public String name() {
        return "common-english-words/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.words();
        long common = 0;
        for (int i = 0; i < words.size() && common < Math.max(1, minNumCommonWords); i++) {
            common += isCommon(words, i) ? 1 : 0;
        }
        measurements.count("common_english_words", common);
        measurements.dropBelow("common_english_words", common, minNumCommonWords);
    }

    private static boolean isCommon(Spans words, int i) {
        if (words.length(i) <= LONGEST) {
            for (String word : WORDS) {
                if (word.length() == words.length(i) && words.startsWith(i, word)) {
                    return true;
                }
            }
        }
        return false;
    }
}
