package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too many spaces, tabs, U+000A, U+000D and backspaces: `WhiteSpaceFilter` of NVIDIA-NeMo/Curator
/// at 1e2e427. The limit itself is kept; a text without characters has a share of 1.
public record NemoWhiteSpace(double maxWhiteSpaceRatio) implements MeasuringRule {

    public NemoWhiteSpace {
        Limits.fraction("max-white-space-ratio", maxWhiteSpaceRatio);
    }

    @Override
    public String name() {
        return "white-space/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long spaces = 0;
        for (int c : text.codePoints()) {
            spaces += c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\b' ? 1 : 0;
        }
        NemoText.most("white_space", NemoText.share(spaces, text), maxWhiteSpaceRatio, measurements);
    }
}
