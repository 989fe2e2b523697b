package olmoe.filters.rule.datatrove;

import java.util.List;
import olmoe.filters.rule.Copies;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.RepeatedNGrams;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// The repetition rules of Gopher (arXiv 2112.11446, table A1) as datatrove's GopherRepetitionFilter applies
/// them, version 0.10.1; reasons are its own.
///
/// Of what occurs twice only the second and later copies count. Paragraphs stand between runs of at least two
/// U+000A in the stripped text; lines between runs of U+000A in the text as it is, so that an empty one
/// stands before a leading and after a trailing newline. Words are spaCy's tokens. `top-n` is the length of
/// the most common n-gram with spaces between its words, the first of equally common ones, times its count,
/// also where that is 1; `dup-n` the length of n-grams that an earlier one equals, walked from left to right
/// and past each one found, compared without regard to where their words meet. All are shares of the text's
/// length. Limits themselves are kept; an empty text is `empty`.
///
/// @param maxTopNGrams for n from 2 on
/// @param maxRepeatedNGrams for the n after those
public record DatatroveGopherRepetition(
        double maxRepeatedParagraphs,
        double maxRepeatedParagraphChars,
        double maxRepeatedLines,
        double maxRepeatedLineChars,
        List<Double> maxTopNGrams,
        List<Double> maxRepeatedNGrams)
        implements MeasuringRule {

    public DatatroveGopherRepetition {
        Limits.fraction("max-repeated-paragraphs", maxRepeatedParagraphs);
        Limits.fraction("max-repeated-paragraph-chars", maxRepeatedParagraphChars);
        Limits.fraction("max-repeated-lines", maxRepeatedLines);
        Limits.fraction("max-repeated-line-chars", maxRepeatedLineChars);
        maxTopNGrams = List.copyOf(maxTopNGrams);
        maxRepeatedNGrams = List.copyOf(maxRepeatedNGrams);
        maxTopNGrams.forEach(limit -> Limits.fraction("max-top-n-grams", limit));
        maxRepeatedNGrams.forEach(limit -> Limits.fraction("max-repeated-n-grams", limit));
    }

    @Override
    public String name() {
        return "gopher-repetition/datatrove";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        measurements.dropBelow("empty", text.length(), 1);
        if (text.length() == 0) {
            return;
        }
        double length = text.length();
        Spans pieces = text.betweenBlankLines();
        Copies copies = new Copies(pieces);
        measure("dup_para_frac", (double) copies.count() / pieces.size(), maxRepeatedParagraphs, measurements);
        measure("dup_para_char_frac", copies.characters() / length, maxRepeatedParagraphChars, measurements);
        pieces = text.betweenNewlineRuns();
        copies = new Copies(pieces);
        measure("dup_line_frac", (double) copies.count() / pieces.size(), maxRepeatedLines, measurements);
        measure("dup_line_char_frac", copies.characters() / length, maxRepeatedLineChars, measurements);
        Spans words = text.spacyWords();
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int i = 0; i < maxTopNGrams.size() && i + 2 <= words.size(); i++) {
            grams = grams.longer();
            measure("top_" + grams.n() + "_gram", top(grams, words) / length, maxTopNGrams.get(i), measurements);
        }
        int leastN = 2 + maxTopNGrams.size();
        JoinedNGrams joined = new JoinedNGrams(words, leastN);
        for (int i = 0; i < maxRepeatedNGrams.size(); i++) {
            int n = leastN + i;
            String reason = "duplicated_" + n + "_n_grams";
            measure(reason, joined.repeatedCharacters(n) / length, maxRepeatedNGrams.get(i), measurements);
        }
    }

    private static void measure(String reason, double share, double limit, Measurements measurements) {
        measurements.number(reason, share);
        measurements.dropAbove(reason, share, limit);
    }

    private static double top(RepeatedNGrams grams, Spans words) {
        int top = grams.mostCommon();
        int from = top < 0 ? 0 : grams.position(top);
        double length = grams.n() - 1;
        for (int i = from; i < from + grams.n(); i++) {
            length += words.length(i);
        }
        return top < 0 ? length : length * grams.count(top);
    }
}
