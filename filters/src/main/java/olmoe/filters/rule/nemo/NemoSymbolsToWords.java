package olmoe.filters.rule.nemo;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many words are symbols: `SymbolsToWordsFilter` of NVIDIA-NeMo/Curator at 1e2e427.
///
/// A word is one where it is an ellipsis, or has more **runs** of `#` than half of its characters: `#` and `#a#`
/// are, `##` and `#tag` are not. The limit itself is kept; a text without words is `empty`, where the program throws.
public record NemoSymbolsToWords(double maxSymbolToWordRatio) implements MeasuringRule {
    private static final List<String> ELLIPSES = List.of("...", "[...]", "…", "(...)", "[…]", "-»");

    public NemoSymbolsToWords {
        Limits.fraction("max-symbol-to-word-ratio", maxSymbolToWordRatio);
    }

    @Override
    public String name() {
        return "symbols-to-words/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (!NemoText.isWritten(text, measurements)) {
            return;
        }
        Spans words = text.words();
        long symbols = 0;
        for (int i = 0; i < words.size(); i++) {
            symbols += 2 * runs(words, i) > words.length(i) || isEllipsis(words, i) ? 1 : 0;
        }
        NemoText.most("symbol_to_word", (double) symbols / words.size(), maxSymbolToWordRatio, measurements);
    }

    private static int runs(Spans words, int i) {
        int runs = 0;
        int before = 0;
        for (int k = 0; k < words.length(i); k++) {
            int c = words.codePoint(i, k);
            runs += c == '#' && before != '#' ? 1 : 0;
            before = c;
        }
        return runs;
    }

    private static boolean isEllipsis(Spans words, int i) {
        int c = words.codePoint(i, 0);
        if (c != '.' && c != '…' && c != '[' && c != '(' && c != '-') {
            return false;
        }
        for (String ellipsis : ELLIPSES) {
            if (words.length(i) == ellipsis.length() && words.startsWith(i, ellipsis)) {
                return true;
            }
        }
        return false;
    }
}
