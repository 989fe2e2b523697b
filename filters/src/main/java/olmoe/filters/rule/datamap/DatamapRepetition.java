package olmoe.filters.rule.datamap;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.RepeatedNGrams;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// The repetition rules of Gopher as `massive_web_repetition_filter` of allenai/datamap-rs at f771794 has them.
///
/// Lines and paragraphs stand between one and two U+000A, **unstripped**, empty ones left out; lengths are bytes.
/// Every copy of what occurs twice counts. `ngram-2` to `ngram-4` are the bytes of words that the most common
/// n-gram covers, the longest among equally common ones, `ngram-5` to `ngram-10` those that any repeated one
/// covers, over the bytes of all words. Limits themselves are kept; a text without lines is dropped.
public record DatamapRepetition(
        double maxRepeatedLines,
        double maxRepeatedParagraphs,
        double maxRepeatedLineBytes,
        double maxRepeatedParagraphBytes,
        List<Double> maxTopNGrams,
        List<Double> maxRepeatedNGrams)
        implements MeasuringRule {

    public DatamapRepetition {
        Limits.fraction("max-repeated-lines", maxRepeatedLines);
        Limits.fraction("max-repeated-paragraphs", maxRepeatedParagraphs);
        Limits.fraction("max-repeated-line-bytes", maxRepeatedLineBytes);
        Limits.fraction("max-repeated-paragraph-bytes", maxRepeatedParagraphBytes);
        maxTopNGrams = List.copyOf(maxTopNGrams);
        maxRepeatedNGrams = List.copyOf(maxRepeatedNGrams);
        maxTopNGrams.forEach(limit -> Limits.fraction("max-top-n-grams", limit));
        maxRepeatedNGrams.forEach(limit -> Limits.fraction("max-repeated-n-grams", limit));
    }

    @Override
    public String name() {
        return "gopher-repetition/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans lines = RustText.lines(text);
        Spans paragraphs = RustText.paragraphs(text);
        measurePieces("line-count", maxRepeatedLines, lines, false, measurements);
        measurePieces("paragraph-count", maxRepeatedParagraphs, paragraphs, false, measurements);
        measurePieces("line-bytes", maxRepeatedLineBytes, lines, true, measurements);
        measurePieces("paragraph-bytes", maxRepeatedParagraphBytes, paragraphs, true, measurements);
        measureNGrams(text.unicodeWords(), measurements);
    }

    private static void measurePieces(
            String reason, double limit, Spans pieces, boolean weighted, Measurements measurements) {
        float share = pieces.isEmpty() ? 1 : pieces.size() == 1 ? 0 : repeated(pieces, weighted);
        measurements.number(reason, share);
        measurements.dropAbove(reason, share, (float) limit);
    }

    private static float repeated(Spans pieces, boolean weighted) {
        int[] ids = pieces.ids();
        int[] counts = pieces.counts();
        long all = 0;
        long repeated = 0;
        for (int i = 0; i < ids.length; i++) {
            int weight = weighted ? RustText.bytes(pieces, i) : 1;
            all += weight;
            repeated += counts[ids[i]] > 1 ? weight : 0;
        }
        return (float) repeated / all;
    }

    private void measureNGrams(Spans words, Measurements measurements) {
        long[] bytesBefore = new long[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            bytesBefore[i + 1] = bytesBefore[i] + RustText.bytes(words, i);
        }
        int longest = 1 + maxTopNGrams.size() + maxRepeatedNGrams.size();
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int n = 2; n <= Math.min(longest, words.size() - 1); n++) {
            grams = grams.longer();
            boolean top = n - 2 < maxTopNGrams.size();
            double limit = top ? maxTopNGrams.get(n - 2) : maxRepeatedNGrams.get(n - 2 - maxTopNGrams.size());
            int wanted = top ? top(grams, bytesBefore) : -1;
            float share =
                    !top || wanted >= 0 ? (float) covered(grams, wanted, bytesBefore) / bytesBefore[words.size()] : 0;
            measurements.number("ngram-" + n, share);
            measurements.dropAbove("ngram-" + n, share, (float) limit);
        }
    }

    /// The number of the most common n-gram, or -1 where none repeats.
    private static int top(RepeatedNGrams grams, long[] bytesBefore) {
        int top = -1;
        int most = 0;
        long longest = 0;
        for (int k = 0; k < grams.copies(); k++) {
            int count = grams.count(k);
            if (count >= most) {
                long bytes = bytesBefore[grams.position(k) + grams.n()] - bytesBefore[grams.position(k)];
                if (count > most || bytes > longest) {
                    top = grams.id(k);
                    most = count;
                    longest = bytes;
                }
            }
        }
        return top;
    }

    /// Bytes of the words that are in the n-gram numbered `wanted`, or in any repeated one for -1.
    private static long covered(RepeatedNGrams grams, int wanted, long[] bytesBefore) {
        long bytes = 0;
        int next = 0; // the first word not yet counted
        for (int k = 0; k < grams.copies(); k++) {
            if (wanted < 0 || grams.id(k) == wanted) {
                int from = Math.max(next, grams.position(k));
                next = grams.position(k) + grams.n();
                bytes += bytesBefore[next] - bytesBefore[from];
            }
        }
        return bytes;
    }
}
