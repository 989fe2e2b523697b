package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.RepeatedNGrams;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// The repetition rules of Gopher (arXiv 2112.11446, table A1) as DCLM-Baseline applies them: step 17
/// of its list, mlfoundations/dclm at 361714b.
///
/// Lines and paragraphs stand between one and two U+000A, stripped, empty ones left out; of a single
/// one nothing is measured, and a text without lines is dropped. Every copy of what occurs twice
/// counts, the first too; `line-chars` is the share of their characters. Words are the segments of
/// UAX #29 that begin with an alphanumeric character. `ngram-2` to `ngram-4` are the characters of
/// the most common n-gram, the longest among equally common ones, times its count, over those of all
/// words, and 0 when nothing repeats; `ngram-5` to `ngram-10` the share of characters of words that any
/// repeated n-gram covers. Limits themselves are kept.
///
/// @param maxTopNGrams for n from 2 on
/// @param maxRepeatedNGrams for the n after those
public record DclmGopherRepetition(
        double maxRepeatedLines,
        double maxRepeatedParagraphs,
        double maxRepeatedLineChars,
        double maxRepeatedParagraphChars,
        List<Double> maxTopNGrams,
        List<Double> maxRepeatedNGrams)
        implements MeasuringRule {

    public DclmGopherRepetition {
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
        return "gopher-repetition/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        measurements.dropBelow("empty", text.length(), 1);
        Spans lines = text.lines();
        Spans paragraphs = text.paragraphs();
        measurements.count("lines", lines.size());
        measurements.count("paragraphs", paragraphs.size());
        measurements.dropBelow("line-none", lines.size(), 1);
        measurePieces("line-count", maxRepeatedLines, lines, false, measurements);
        measurePieces("paragraph-count", maxRepeatedParagraphs, paragraphs, false, measurements);
        measurePieces("line-chars", maxRepeatedLineChars, lines, true, measurements);
        measurePieces("paragraph-chars", maxRepeatedParagraphChars, paragraphs, true, measurements);
        measureNGrams(text.wordSegments(), measurements);
    }

    private static void measurePieces(
            String reason, double limit, Spans pieces, boolean characters, Measurements measurements) {
        if (pieces.size() < 2) {
            return;
        }
        int[] ids = pieces.ids();
        int[] counts = pieces.counts();
        long repeated = 0;
        for (int i = 0; i < ids.length; i++) {
            if (counts[ids[i]] > 1) {
                repeated += characters ? pieces.length(i) : 1;
            }
        }
        double share = (double) repeated / (characters ? pieces.totalLength() : pieces.size());
        measurements.number(reason, share);
        measurements.dropAbove(reason, share, limit);
    }

    private void measureNGrams(Spans words, Measurements measurements) {
        long characters = words.totalLength();
        measurements.count("word-segments", words.size());
        measurements.count("word-segment-chars", characters);
        int longest = 1 + maxTopNGrams.size() + maxRepeatedNGrams.size();
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int n = 2; n <= Math.min(longest, words.size()); n++) {
            grams = grams.longer();
            boolean top = n - 2 < maxTopNGrams.size();
            double limit = top ? maxTopNGrams.get(n - 2) : maxRepeatedNGrams.get(n - 2 - maxTopNGrams.size());
            double share =
                    (double) (top ? charactersOfTop(grams, words) : charactersCovered(grams, words)) / characters;
            measurements.number("ngram-" + n, share);
            measurements.dropAbove("ngram-" + n, share, limit);
        }
    }

    private static long charactersOfTop(RepeatedNGrams grams, Spans words) {
        int topCount = 1;
        long topLength = 0;
        for (int k = 0; k < grams.copies(); k++) {
            int count = grams.count(k);
            if (count >= topCount) {
                long length = 0;
                for (int i = grams.position(k); i < grams.position(k) + grams.n(); i++) {
                    length += words.length(i);
                }
                topLength = count > topCount ? length : Math.max(topLength, length);
                topCount = count;
            }
        }
        return topCount == 1 ? 0 : topCount * topLength;
    }

    private static long charactersCovered(RepeatedNGrams grams, Spans words) {
        long covered = 0;
        int next = 0; // the first word not yet counted
        for (int k = 0; k < grams.copies(); k++) {
            int position = grams.position(k);
            for (next = Math.max(next, position); next < position + grams.n(); next++) {
                covered += words.length(next);
            }
        }
        return covered;
    }
}
