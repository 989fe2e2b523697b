package olmoe.filters.rule.dolma;

import java.util.Map;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops by dolma's Gopher tagger as the mixers of Dolma 1.5 and 1.6 do (`configs/dolma-v1_6/mixing`,
/// allenai/dolma at 669f534): number and **median** length of words, words with a symbol, words with a letter,
/// stop words **in lower case** with copies, lines that begin with `*` or `-` or end with U+2026. Limits
/// themselves are kept; the reason is the tagger's name of the measure.
public record DolmaGopherQuality(
        int minWords,
        int maxWords,
        double minMedianWordLength,
        double maxMedianWordLength,
        double maxSymbolWords,
        double minAlphabeticWords,
        int minStopWords,
        double maxBulletLines,
        double maxEllipsisLines)
        implements MeasuringRule {

    public DolmaGopherQuality {
        Limits.ordered("min-words", minWords, "max-words", maxWords);
        Limits.ordered("min-median-word-length", minMedianWordLength, "max-median-word-length", maxMedianWordLength);
        Limits.fraction("max-symbol-words", maxSymbolWords);
        Limits.fraction("min-alphabetic-words", minAlphabeticWords);
        Limits.fraction("max-bullet-lines", maxBulletLines);
        Limits.fraction("max-ellipsis-lines", maxEllipsisLines);
    }

    @Override
    public String name() {
        return "gopher-quality/dolma";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Map<String, Object> values = DolmaGopher.measure(text, false);
        measurements.all(values);
        below(DolmaGopher.WORDS, values, minWords, measurements);
        above(DolmaGopher.WORDS, values, maxWords, measurements);
        below(DolmaGopher.MEDIAN, values, minMedianWordLength, measurements);
        above(DolmaGopher.MEDIAN, values, maxMedianWordLength, measurements);
        above(DolmaGopher.SYMBOLS, values, maxSymbolWords, measurements);
        below(DolmaGopher.ALPHABETIC, values, minAlphabeticWords, measurements);
        below(DolmaGopher.REQUIRED, values, minStopWords, measurements);
        above(DolmaGopher.BULLETS, values, maxBulletLines, measurements);
        above(DolmaGopher.ELLIPSES, values, maxEllipsisLines, measurements);
    }

    private static void below(String name, Map<String, Object> values, double limit, Measurements measurements) {
        measurements.dropBelow(name, ((Number) values.get(name)).doubleValue(), limit);
    }

    static void above(String name, Map<String, Object> values, double limit, Measurements measurements) {
        measurements.dropAbove(name, ((Number) values.get(name)).doubleValue(), limit);
    }
}
