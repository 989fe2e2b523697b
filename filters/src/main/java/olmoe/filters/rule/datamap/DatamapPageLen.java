package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text of too few or too many words: `page_len_filter` of allenai/datamap-rs at f771794.
///
/// In a text of ASCII a word is a run of letters and digits, so `don't` is two; in any other it is a segment of
/// UAX #29 that holds a letter or number, so `don't` is one. Both limits are kept.
public record DatamapPageLen(int minWords, int maxWords) implements MeasuringRule {

    public DatamapPageLen {
        Limits.atLeast("min-words", 0, minWords);
        Limits.ordered("min-words", minWords, "max-words", maxWords);
    }

    @Override
    public String name() {
        return "page-len/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long words = words(text);
        measurements.count("page-words", words);
        measurements.dropBelow("too-few-words", words, minWords);
        measurements.dropAbove("too-many-words", words, maxWords);
    }

    private static long words(TextView text) {
        long words = 0;
        boolean inside = false;
        for (int c : text.codePoints()) {
            if (c >= 0x80) {
                return text.unicodeWords().size();
            }
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }
}
