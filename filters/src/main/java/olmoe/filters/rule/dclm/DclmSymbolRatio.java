package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too many hash signs and ellipses for its words. Step 12 of DCLM-Baseline's
/// list, mlfoundations/dclm at 361714b.
///
/// Counted are `#`, `...`, `. . .` and U+2026 wherever they stand, each without overlaps; words are
/// runs of what is not white space, so `. . .` is three. The limit itself is kept; a text without
/// words is dropped.
public record DclmSymbolRatio(double maxSymbolRatio) implements MeasuringRule {
    private static final List<String> SYMBOLS = List.of("#", "...", ". . .", "…");

    public DclmSymbolRatio {
        Limits.atLeast("max-symbol-ratio", 0, maxSymbolRatio);
    }

    @Override
    public String name() {
        return "symbol-ratio/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long symbols = 0;
        for (String symbol : SYMBOLS) {
            symbols += text.occurrences(symbol);
        }
        int words = text.words().size();
        measurements.count("words", words);
        measurements.count("symbols", symbols);
        measurements.dropBelow("no-words", words, 1);
        if (words > 0) {
            double ratio = (double) symbols / words;
            measurements.number("symbol-ratio", ratio);
            measurements.dropAbove("symbols", ratio, maxSymbolRatio);
        }
    }
}
