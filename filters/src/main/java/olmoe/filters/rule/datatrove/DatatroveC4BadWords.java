package olmoe.filters.rule.datatrove;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import olmoe.filters.Document;
import olmoe.filters.InOrder;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.shard.Pcg64;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Drops a text that holds a word of a list, as datatrove's C4BadWordsFilter does, version 0.10.1; the reason is
/// its own.
///
/// The text is looked at in lower case. A word stands where no letter, digit or `_` is before and behind it, but in
/// Japanese, Thai and Chinese anywhere. Four words of those languages that are common within others never count.
/// `keepFraction` of the documents found are kept, chosen by their key: datatrove takes the next number of NumPy's
/// generator for each in the order of its input, which is what the rule does in order.
public record DatatroveC4BadWords(BadWords words, String language, double keepFraction) implements Judge, InOrder {
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final List<String> WITHOUT_SPACES = List.of("ja", "th", "zh");

    public DatatroveC4BadWords {
        Limits.fraction("keep-fraction", keepFraction);
    }

    @Override
    public String name() {
        return "c4-badwords/datatrove";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        return judge(text, () -> (document.key().high() >>> 11) * 0x1p-53);
    }

    @Override
    public Judge inOrder(long seed) {
        Pcg64 generator = new Pcg64(seed);
        return new Judge() {
            @Override
            public String name() {
                return DatatroveC4BadWords.this.name();
            }

            @Override
            public Verdict judge(Document document, TextView text) {
                return DatatroveC4BadWords.this.judge(text, generator::nextDouble);
            }
        };
    }

    /// @param draw a number in [0, 1), asked for where a word was found and some of these documents stay
    private Verdict judge(TextView text, DoubleSupplier draw) {
        int[] lower = PYTHON.lower(text.codePoints());
        int[] found = words.find(lower, !WITHOUT_SPACES.contains(language));
        if (found == null) {
            return Verdict.KEEP;
        }
        Map<String, Object> values =
                Map.of("first", new String(lower, found[0], found[1] - found[0]), "at", (long) found[0]);
        return keepFraction > 0 && draw.getAsDouble() < keepFraction
                ? new Verdict.Keep(values)
                : new Verdict.Drop("document_removed_with_badwords", 1, 0, values);
    }
}
