package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// The quality rules of Gopher (arXiv 2112.11446, table A1) as NeMo Curator applies them: seven of its filters in the
/// order of `heuristic_filter_english_pipeline.yaml`, NVIDIA-NeMo/Curator at 1e2e427. The reason is that of the first
/// that drops; the edges are those of the filters, which are rules of their own too.
public record NemoGopherQuality(
        NemoSymbolsToWords symbolsToWords,
        NemoWordCount wordCount,
        NemoWordsWithoutAlphabets wordsWithoutAlphabets,
        NemoCommonEnglishWords commonEnglishWords,
        NemoMeanWordLength meanWordLength,
        NemoEllipsis ellipsis,
        NemoBullets bullets)
        implements MeasuringRule {

    @Override
    public String name() {
        return "gopher-quality/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        symbolsToWords.measure(text, measurements);
        wordCount.measure(text, measurements);
        wordsWithoutAlphabets.measure(text, measurements);
        commonEnglishWords.measure(text, measurements);
        meanWordLength.measure(text, measurements);
        ellipsis.measure(text, measurements);
        bullets.measure(text, measurements);
    }
}
