package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// The repetition rules of Gopher (arXiv 2112.11446, table A1) as NeMo Curator applies them: thirteen of its filters
/// in the order of its pipelines, NVIDIA-NeMo/Curator at 1e2e427, with the edges of the two rules that they are here.
public record NemoGopherRepetition(NemoRepeatedLines repeatedLines, NemoNGrams nGrams) implements MeasuringRule {

    @Override
    public String name() {
        return "gopher-repetition/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        repeatedLines.measure(text, measurements);
        nGrams.measure(text, measurements);
    }
}
