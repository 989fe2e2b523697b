package olmoe.filters.rule.dolma;

import java.util.List;
import java.util.Map;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops by dolma's Gopher tagger as the mixers of Dolma 1.5 and 1.6 do (`configs/dolma-v1_6/mixing`,
/// allenai/dolma at 669f534): repeated lines and their characters, and n-grams. **The three limits on the most common
/// n-gram never fired**: the mixers ask for `…_2gram`, the tagger gives `…_2grams`, and what is not there passes. So
/// it is here, unless `top-n-grams` is `live`. Limits themselves are kept.
///
/// @param lines `v1`, between newlines, or `v2`, between runs of newlines
/// @param topNGrams `dead` or `live`
public record DolmaGopherRepetition(
        String lines,
        String topNGrams,
        double maxRepeatedLines,
        double maxRepeatedLineChars,
        List<Double> maxTopNGrams,
        List<Double> maxRepeatedNGrams)
        implements MeasuringRule {

    public DolmaGopherRepetition {
        oneOf("lines", lines, "v1", "v2");
        oneOf("top-n-grams", topNGrams, "dead", "live");
        Limits.fraction("max-repeated-lines", maxRepeatedLines);
        Limits.fraction("max-repeated-line-chars", maxRepeatedLineChars);
        maxTopNGrams = List.copyOf(maxTopNGrams);
        maxRepeatedNGrams = List.copyOf(maxRepeatedNGrams);
        maxTopNGrams.forEach(limit -> Limits.fraction("max-top-n-grams", limit));
        maxRepeatedNGrams.forEach(limit -> Limits.fraction("max-repeated-n-grams", limit));
        if (maxTopNGrams.size() != DolmaGopher.LAST_TOP - 1
                || maxRepeatedNGrams.size() != DolmaGopher.LAST - DolmaGopher.LAST_TOP) {
            throw new IllegalArgumentException("max-top-n-grams must have 3 limits and max-repeated-n-grams 6 but had "
                    + maxTopNGrams.size() + " and " + maxRepeatedNGrams.size());
        }
    }

    private static void oneOf(String name, String value, String one, String other) {
        if (!value.equals(one) && !value.equals(other)) {
            throw new IllegalArgumentException(name + " must be " + one + " or " + other + " but was " + value);
        }
    }

    @Override
    public String name() {
        return "gopher-repetition/dolma";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Map<String, Object> values = DolmaGopher.measure(text, lines.equals("v2"));
        measurements.all(values);
        DolmaGopherQuality.above(DolmaGopher.LINES, values, maxRepeatedLines, measurements);
        DolmaGopherQuality.above(DolmaGopher.LINE_CHARACTERS, values, maxRepeatedLineChars, measurements);
        for (int n = topNGrams.equals("live") ? 2 : DolmaGopher.LAST_TOP + 1; n <= DolmaGopher.LAST; n++) {
            String name = DolmaGopher.nGram(n);
            if (values.containsKey(name)) {
                double limit = n <= DolmaGopher.LAST_TOP
                        ? maxTopNGrams.get(n - 2)
                        : maxRepeatedNGrams.get(n - DolmaGopher.LAST_TOP - 1);
                DolmaGopherQuality.above(name, values, limit, measurements);
            }
        }
    }
}
