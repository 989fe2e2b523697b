package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too many characters other than ASCII letters and digits, U+000A and `?!,.`:
/// `NonAlphaNumericFilter` of NVIDIA-NeMo/Curator at 1e2e427. A space is such a character. The limit itself is kept;
/// a text without characters has a share of 1.
public record NemoNonAlphanumeric(double maxNonAlphaNumericToTextRatio) implements MeasuringRule {

    public NemoNonAlphanumeric {
        Limits.fraction("max-non-alpha-numeric-to-text-ratio", maxNonAlphaNumericToTextRatio);
    }

    @Override
    public String name() {
        return "non-alphanumeric/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long others = 0;
        for (int c : text.codePoints()) {
            others += isCounted(c) ? 0 : 1;
        }
        NemoText.most("alpha_numeric", NemoText.share(others, text), maxNonAlphaNumericToTextRatio, measurements);
    }

    private static boolean isCounted(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '\n'
                || c == '?'
                || c == '!'
                || c == ','
                || c == '.';
    }
}
