package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many lines do not end in one of `.?!"'`: `PunctuationFilter` of NVIDIA-NeMo/Curator at
/// 1e2e427. Blank lines do not count. The limit itself is kept; a blank text is `empty`, where the program throws.
public record NemoPunctuation(double maxNumSentencesWithoutEndmarkRatio) implements MeasuringRule {

    public NemoPunctuation {
        Limits.fraction("max-num-sentences-without-endmark-ratio", maxNumSentencesWithoutEndmarkRatio);
    }

    @Override
    public String name() {
        return "punctuation/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (NemoText.isWritten(text, measurements)) {
            Spans lines = NemoText.sentences(text);
            long open = 0;
            for (int i = 0; i < lines.size(); i++) {
                open += isEndMark(lines.codePoint(i, NemoText.last(lines, i) - 1)) ? 0 : 1;
            }
            double share = (double) open / lines.size();
            NemoText.most("punctuation", share, maxNumSentencesWithoutEndmarkRatio, measurements);
        }
    }

    private static boolean isEndMark(int c) {
        return c == '.' || c == '?' || c == '!' || c == '"' || c == '\'';
    }
}
