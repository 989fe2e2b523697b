package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too few English stop words. Step 16 of DCLM-Baseline's list, mlfoundations/dclm
/// at 361714b.
///
/// Counted is every occurrence, in any case, of a run of non-white-space that is exactly `the`, `be`,
/// `to`, `of`, `and`, `that`, `have` or `with`: two of the same word are two. The limit itself is kept.
public record DclmStopWords(int minStopWords) implements MeasuringRule {
    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    private static final String FIRST_LETTERS = "tTbBoOaAhHwW";
    private static final int LONGEST = 4;
    private static final CodePoints TABLE = CodePoints.unicode14();

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
            found += words.length(i) <= LONGEST && mayBeStopWord(words, i) && isStopWord(words, i) ? 1 : 0;
        }
        measurements.count("stop-words", found);
        measurements.dropBelow("stop-words", found, minStopWords);
    }

    private static boolean mayBeStopWord(Spans words, int i) {
        int first = words.codePoint(i, 0);
        return first >= 0x80 || FIRST_LETTERS.indexOf(first) >= 0;
    }

    private static boolean isStopWord(Spans words, int i) {
        for (String stopWord : STOP_WORDS) {
            if (stopWord.length() == words.length(i) && equal(words, i, stopWord)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(Spans words, int i, String stopWord) {
        for (int k = 0; k < stopWord.length(); k++) {
            if (TABLE.lower(words.codePoint(i, k)) != stopWord.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
