package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// The quality rules of Gopher (arXiv 2112.11446, table A1) as datamap-rs applies them: seven steps of
/// `configs/dclm/dclm_config.yaml` in their order, allenai/datamap-rs at f771794. The reason is that of the first step
/// that drops; the edges are those of the steps, which are rules of their own too.
public record DatamapGopherQuality(
        DatamapPageLen pageLen,
        DatamapWordLen wordLen,
        DatamapSymbol symbol,
        DatamapBullet bullet,
        DatamapEllipsis ellipsis,
        DatamapAlphabetic alphabetic,
        DatamapStopWord stopWord)
        implements MeasuringRule {

    @Override
    public String name() {
        return "gopher-quality/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        pageLen.measure(text, measurements);
        wordLen.measure(text, measurements);
        symbol.measure(text, measurements);
        bullet.measure(text, measurements);
        ellipsis.measure(text, measurements);
        alphabetic.measure(text, measurements);
        stopWord.measure(text, measurements);
    }
}
