package olmoe.filters.rule.dclm;

import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// The quality rules of Gopher (arXiv 2112.11446, table A1) as DCLM-Baseline applies them: steps 10
/// to 16 of its list, in their order, mlfoundations/dclm at 361714b. The reason is that of the first
/// step that drops; the edges are those of the steps, which are rules of their own too.
public record DclmGopherQuality(
        DclmPageLength pageLength,
        DclmWordLength wordLength,
        DclmSymbolRatio symbolRatio,
        DclmBullets bullets,
        DclmEllipsis ellipsis,
        DclmAlphabetic alphabetic,
        DclmStopWords stopWords)
        implements MeasuringRule {

    @Override
    public String name() {
        return "gopher-quality/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        pageLength.measure(text, measurements);
        wordLength.measure(text, measurements);
        symbolRatio.measure(text, measurements);
        bullets.measure(text, measurements);
        ellipsis.measure(text, measurements);
        alphabetic.measure(text, measurements);
        stopWords.measure(text, measurements);
    }
}
