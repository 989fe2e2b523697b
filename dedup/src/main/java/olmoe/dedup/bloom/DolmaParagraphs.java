package olmoe.dedup.bloom;

import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.text.TextView;

/// Paragraphs as Dolma's deduper marks them, allenai/dolma at 669f534, src/deduper.rs: whole, or by their
/// n-grams.
///
/// An n-gram is tested and remembered before the next one is, so that a paragraph that repeats itself
/// counts as known; whatever is new is remembered, also of a paragraph that leaves. Fewer than two
/// n-grams: the whole paragraph is the key. The stride is not kept while the last n-gram began at 0. A
/// cut takes the line end with it, and, where the text has other than ASCII characters, also one place
/// beyond the text: lengths are counted in bytes there and offsets in characters.
///
/// @param ngram tokens in an n-gram; 0 takes paragraphs whole
/// @param stride tokens from one n-gram to the next, at least
/// @param threshold share of known n-grams from which a paragraph is marked; 1 for whole ones
public record DolmaParagraphs(Keys keys, int ngram, int stride, double threshold) implements Deduplicator {
    private static final long HIGH = 0xA0761D6478BD642FL;
    private static final long LOW = 0xE7037ED1A0B428DBL;

    public DolmaParagraphs {
        if (ngram < 0 || stride < 0) {
            throw new IllegalArgumentException("ngram and stride must be 0 or more but were " + ngram + ", " + stride);
        }
        Limits.threshold(threshold);
    }

    @Override
    public Decision next(TextView text) {
        int[] points = text.codePoints();
        long bytes = 0;
        for (int c : points) {
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        }
        NGramKeys grams = ngram == 0 ? null : new NGramKeys(text);
        List<Decision.Cut> cuts = new ArrayList<>();
        long[] counts = new long[2]; // known, all
        int start = 0;
        while (start <= points.length && points.length > 0) {
            int end = start;
            while (end < points.length && points[end] != '\n') {
                end++;
            }
            double score = ngram == 0 ? whole(points, start, end, counts) : byNGrams(grams, points, start, end, counts);
            if (score >= (ngram == 0 ? 1 : (float) threshold)) {
                cuts.add(new Decision.Cut(start, end < bytes - 1 ? end + 1 : end, score));
            }
            start = end + 1;
        }
        return new Decision(false, cuts, counts[0], counts[1]);
    }

    private double byNGrams(NGramKeys grams, int[] points, int start, int end, long[] counts) {
        int from = grams.tokenAt(start);
        int to = grams.tokenAt(end);
        int last = 0;
        int all = 0;
        int known = 0;
        for (int i = 0; from + i + ngram <= to; i++) {
            if (last == 0 || i - last >= stride) {
                last = i;
                all++;
                known += seen(grams.high(from + i, from + i + ngram), grams.low(from + i, from + i + ngram)) ? 1 : 0;
            }
        }
        counts[0] += known;
        counts[1] += all;
        return all < 2 ? whole(points, start, end, counts) : (float) known / all;
    }

    private double whole(int[] points, int start, int end, long[] counts) {
        boolean known = seen(NGramKeys.hash(points, start, end, HIGH), NGramKeys.hash(points, start, end, LOW));
        counts[0] += known ? 1 : 0;
        counts[1]++;
        return known ? 1 : 0;
    }

    private boolean seen(long high, long low) {
        if (keys.contains(high, low)) {
            return true;
        }
        keys.add(high, low);
        return false;
    }
}
