package olmoe.filters.rule.dclm;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many words hold no letter. Step 15 of DCLM-Baseline's list,
/// mlfoundations/dclm at 361714b.
///
/// Words are runs of what is not white space. The limit itself is kept; a text without words is
/// dropped.
public record DclmAlphabetic(double maxNonAlphabeticWords) implements MeasuringRule {
    private static final CodePoints TABLE = CodePoints.unicode14();

    public DclmAlphabetic {
        Limits.fraction("max-non-alphabetic-words", maxNonAlphabeticWords);
    }

    @Override
    public String name() {
        return "alphabetic/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.words();
        long without = 0;
        for (int i = 0; i < words.size(); i++) {
            without += hasLetter(words, i) ? 0 : 1;
        }
        measurements.count("words", words.size());
        measurements.count("non-alphabetic-words", without);
        measurements.dropBelow("no-words", words.size(), 1);
        if (!words.isEmpty()) {
            measurements.dropAbove("non-alphabetic-words", (double) without / words.size(), maxNonAlphabeticWords);
        }
    }

    private static boolean hasLetter(Spans words, int i) {
        int length = words.length(i);
        for (int k = 0; k < length; k++) {
            if (TABLE.isLetter(words.codePoint(i, k))) {
                return true;
            }
        }
        return false;
    }
}
