package olmoe.filters.rule.datamap;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with too many hash signs and ellipses for its words: `symbol_ratio_filter` of
/// allenai/datamap-rs at f771794.
///
/// Counted are `#`, `...`, `. . .` and U+2026, each without overlaps; **`. . .` is one word**. The limit itself is
/// kept, and a text without words counts as one of a single word.
public record DatamapSymbol(double maxSymbolRatio) implements MeasuringRule {
    private static final List<String> SYMBOLS = List.of("#", "...", ". . .", "…");

    public DatamapSymbol {
        Limits.atLeast("max-symbol-ratio", 0, maxSymbolRatio);
    }

    @Override
    public String name() {
        return "symbol/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        String whole = text.text();
        long symbols = 0;
        for (String symbol : SYMBOLS) {
            for (int at = whole.indexOf(symbol); at >= 0; at = whole.indexOf(symbol, at + symbol.length())) {
                symbols++;
            }
        }
        int words = text.after(whole.replace(". . .", "...")).rustWords().size();
        float ratio = (float) symbols / Math.max(words, 1);
        measurements.count("words", words);
        measurements.count("symbols", symbols);
        measurements.number("symbol-ratio", ratio);
        measurements.dropAbove("symbols", ratio, (float) maxSymbolRatio);
    }
}
