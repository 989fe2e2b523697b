package olmoe.filters.rule.nemo;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.RepeatedNGrams;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text of which n-grams of words are too much: `RepeatingTopNGramsFilter` for n from 2 on and
/// `RepeatingDuplicateNGramsFilter` for those after, of NVIDIA-NeMo/Curator at 1e2e427, with the limits of its
/// pipelines.
///
/// Words stand between white space. `repeating_top_2grams` is how much the text shrinks where the most common n-gram,
/// with spaces between its words, is taken out wherever these characters stand, within other words too and not
/// where its words have other white space between them; an n-gram that stands once counts also. Among equally common
/// ones it is the first in the text: the program's is that of a set, another one in every run. Of
/// `repeating_dup_5gram` the second and later copies count with the spaces between their words, no word twice. Shares
/// are those of all characters. Limits themselves are kept; a text of fewer than n words has 1.
///
/// @param maxTopNGrams for n from 2 on
/// @param maxDuplicateNGrams for the n after those
public record NemoNGrams(List<Double> maxTopNGrams, List<Double> maxDuplicateNGrams) implements MeasuringRule {

    public NemoNGrams {
        maxTopNGrams = List.copyOf(maxTopNGrams);
        maxDuplicateNGrams = List.copyOf(maxDuplicateNGrams);
        maxTopNGrams.forEach(limit -> Limits.fraction("max-top-n-grams", limit));
        maxDuplicateNGrams.forEach(limit -> Limits.fraction("max-duplicate-n-grams", limit));
    }

    @Override
    public String name() {
        return "n-grams/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.words();
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int i = 0; i < maxTopNGrams.size() + maxDuplicateNGrams.size(); i++) {
            int n = i + 2;
            boolean top = i < maxTopNGrams.size();
            double share = 1;
            if (words.size() >= n) {
                grams = grams.longer();
                share = (double) (top ? lost(grams, text) : duplicates(grams, words)) / text.length();
            }
            NemoText.most(
                    top ? "repeating_top_" + n + "grams" : "repeating_dup_" + n + "gram",
                    share,
                    top ? maxTopNGrams.get(i) : maxDuplicateNGrams.get(i - maxTopNGrams.size()),
                    measurements);
        }
    }

    private static long lost(RepeatedNGrams grams, TextView text) {
        int top = grams.mostCommon();
        int from = top < 0 ? 0 : grams.position(top);
        StringBuilder joined = new StringBuilder(text.words().text(from));
        for (int i = from + 1; i < from + grams.n(); i++) {
            joined.append(' ').append(text.words().text(i));
        }
        String best = joined.toString();
        return (long) text.occurrences(best) * best.codePointCount(0, best.length());
    }

    private static long duplicates(RepeatedNGrams grams, Spans words) {
        int n = grams.n();
        boolean[] seen = new boolean[words.size()]; // by the number of an n-gram
        long characters = 0;
        int next = 0; // the first word not yet counted
        for (int k = 0; k < grams.copies(); k++) {
            if (!seen[grams.id(k)]) {
                seen[grams.id(k)] = true;
                continue;
            }
            int position = grams.position(k);
            int from = Math.max(next, position);
            next = position + n;
            characters += Math.min(next - from, n - 1); // spaces
            for (int i = from; i < next; i++) {
                characters += words.length(i);
            }
        }
        return characters;
    }
}
