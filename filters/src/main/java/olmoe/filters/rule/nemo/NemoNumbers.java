package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too many ASCII digits: `NumbersFilter` of NVIDIA-NeMo/Curator at 1e2e427. The limit itself is
/// kept; a text without characters has a share of 1.
public record NemoNumbers(double maxNumberToTextRatio) implements MeasuringRule {

    public NemoNumbers {
        Limits.fraction("max-number-to-text-ratio", maxNumberToTextRatio);
    }

    @Override
    public String name() {
        return "numbers/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long digits = 0;
        for (int c : text.codePoints()) {
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        NemoText.most("numbers_ratio", NemoText.share(digits, text), maxNumberToTextRatio, measurements);
    }
}
