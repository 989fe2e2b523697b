package olmoe.filters.rule.fixed;

import java.util.List;
import olmoe.filters.rule.Copies;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.RepeatedNGrams;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// The repetition rules of Gopher as its paper states them (arXiv 2112.11446, table A1): "fraction of characters
/// contained within" n-grams, none counted twice; every share is at most 1.
///
/// Lines and paragraphs stand between one and two U+000A, stripped, empty ones left out; of what occurs twice the
/// second and later copies count, which is what would go if each stayed once. Words are runs of what is not white
/// space. `ngram-2` to `ngram-4` are the characters that the most common n-gram covers, the one that covers most
/// among equally common ones, and 0 where none occurs twice; `ngram-5` to `ngram-10` those that any repeated n-gram
/// covers; both against the characters of all words, so that neither short texts nor white space count. Limits
/// themselves are kept; a text of white space only is `empty`.
///
/// @param maxTopNGrams for n from 2 on
/// @param maxRepeatedNGrams for the n after those
public record FixedGopherRepetition(
        double maxRepeatedLines,
        double maxRepeatedParagraphs,
        double maxRepeatedLineChars,
        double maxRepeatedParagraphChars,
        List<Double> maxTopNGrams,
        List<Double> maxRepeatedNGrams)
        implements MeasuringRule {

    public FixedGopherRepetition {
        Limits.fraction("max-repeated-lines", maxRepeatedLines);
        Limits.fraction("max-repeated-paragraphs", maxRepeatedParagraphs);
        Limits.fraction("max-repeated-line-chars", maxRepeatedLineChars);
        Limits.fraction("max-repeated-paragraph-chars", maxRepeatedParagraphChars);
        maxTopNGrams = List.copyOf(maxTopNGrams);
        maxRepeatedNGrams = List.copyOf(maxRepeatedNGrams);
        maxTopNGrams.forEach(limit -> Limits.fraction("max-top-n-grams", limit));
        maxRepeatedNGrams.forEach(limit -> Limits.fraction("max-repeated-n-grams", limit));
    }

    @Override
    public String name() {
        return "gopher-repetition/fixed";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.words();
        measurements.dropBelow("empty", words.size(), 1);
        if (words.isEmpty()) {
            return;
        }
        Copies lines = new Copies(text.lines());
        Copies paragraphs = new Copies(text.paragraphs());
        measure("line-count", (double) lines.count() / text.lines().size(), maxRepeatedLines, measurements);
        measure(
                "paragraph-count",
                (double) paragraphs.count() / text.paragraphs().size(),
                maxRepeatedParagraphs,
                measurements);
        measure(
                "line-chars",
                (double) lines.characters() / text.lines().totalLength(),
                maxRepeatedLineChars,
                measurements);
        measure(
                "paragraph-chars",
                (double) paragraphs.characters() / text.paragraphs().totalLength(),
                maxRepeatedParagraphChars,
                measurements);
        double characters = words.totalLength();
        int longest = 1 + maxTopNGrams.size() + maxRepeatedNGrams.size();
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int n = 2; n <= Math.min(longest, words.size()); n++) {
            grams = grams.longer();
            boolean top = n - 2 < maxTopNGrams.size();
            double limit = top ? maxTopNGrams.get(n - 2) : maxRepeatedNGrams.get(n - 2 - maxTopNGrams.size());
            long covered = top ? coveredByTop(grams, words) : covered(grams, words);
            measure("ngram-" + n, covered / characters, limit, measurements);
        }
    }

    private static void measure(String reason, double share, double limit, Measurements measurements) {
        measurements.number(reason, share);
        measurements.dropAbove(reason, share, limit);
    }

    private static long coveredByTop(RepeatedNGrams grams, Spans words) {
        int most = 1;
        for (int k = 0; k < grams.copies(); k++) {
            most = Math.max(most, grams.count(k));
        }
        if (most == 1) {
            return 0;
        }
        long[] covered = new long[words.size()]; // by the number of an n-gram
        int[] next = new int[words.size()]; // by number: the first word not yet counted for it
        long best = 0;
        for (int k = 0; k < grams.copies(); k++) {
            if (grams.count(k) == most) {
                int position = grams.position(k);
                int id = grams.id(k);
                for (int i = Math.max(position, next[id]); i < position + grams.n(); i++) {
                    covered[id] += words.length(i);
                }
                next[id] = position + grams.n();
                best = Math.max(best, covered[id]);
            }
        }
        return best;
    }

    private static long covered(RepeatedNGrams grams, Spans words) {
        long characters = 0;
        int next = 0; // the first word not yet counted
        for (int k = 0; k < grams.copies(); k++) {
            int position = grams.position(k);
            for (next = Math.max(next, position); next < position + grams.n(); next++) {
                characters += words.length(next);
            }
        }
        return characters;
    }
}
