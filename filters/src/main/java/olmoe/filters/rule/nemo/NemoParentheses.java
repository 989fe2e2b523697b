package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too many of `(){}[]⟨⟩`: `ParenthesesFilter` of NVIDIA-NeMo/Curator at 1e2e427. What stands in
/// them does not count. The limit itself is kept; a text without characters has a share of 1.
public record NemoParentheses(double maxParenthesesRatio) implements MeasuringRule {

    public NemoParentheses {
        Limits.fraction("max-parentheses-ratio", maxParenthesesRatio);
    }

    @Override
    public String name() {
        return "parentheses/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long marks = 0;
        for (int c : text.codePoints()) {
            marks += isMark(c) ? 1 : 0;
        }
        NemoText.most("parentheses_ratio", NemoText.share(marks, text), maxParenthesesRatio, measurements);
    }

    private static boolean isMark(int c) {
        return switch (c) {
            case '(', ')', '[', ']', '{', '}', '⟨', '⟩' -> true;
            default -> false;
        };
    }
}
