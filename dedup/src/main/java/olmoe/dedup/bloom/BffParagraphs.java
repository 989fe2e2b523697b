package olmoe.dedup.bloom;

import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.text.TextView;

/// Paragraphs, and documents by the n-grams of all their paragraphs: bff's `old-both`, DCLM-Baseline's
/// choice, mlfoundations/dclm at 361714b, dedup/bff.
///
/// A paragraph begins with the line end before it. It leaves when more than `threshold` of its n-grams
/// are known; only what stays is remembered. A document leaves when more than `threshold` of all its
/// n-grams are known; what its paragraphs have left in the memory stays there. Fewer tokens than an
/// n-gram and at least `minNgram` are one key; fewer still are kept and not remembered.
///
/// @param whole whether a document can leave; without it this is bff's `paragraph`
public record BffParagraphs(Keys keys, int minNgram, int ngram, double threshold, boolean whole)
        implements Deduplicator {

    public BffParagraphs {
        Limits.ngrams(minNgram, ngram);
        Limits.threshold(threshold);
    }

    @Override
    public Decision next(TextView text) {
        int[] points = text.codePoints();
        NGramKeys grams = new NGramKeys(text);
        List<Decision.Cut> cuts = new ArrayList<>();
        long contained = 0;
        long total = 0;
        int start = 0;
        while (start < points.length) {
            int end = start + 1;
            while (end < points.length && points[end] != '\n') {
                end++;
            }
            int from = grams.tokenAt(start);
            int to = grams.tokenAt(end);
            int length = Math.min(ngram, to - from);
            int count = length >= minNgram ? to - from - length + 1 : 0;
            int known = 0;
            for (int i = 0; i < count; i++) {
                known += keys.contains(grams.high(from + i, from + i + length), grams.low(from + i, from + i + length))
                        ? 1
                        : 0;
            }
            contained += known;
            total += count;
            if (count > 0 && known / (double) count > threshold) {
                cuts.add(new Decision.Cut(start, end, known / (double) count));
            } else {
                for (int i = 0; i < count; i++) {
                    keys.add(grams.high(from + i, from + i + length), grams.low(from + i, from + i + length));
                }
            }
            start = end;
        }
        boolean dropped = whole && total > 0 && contained / (double) total > threshold;
        return new Decision(dropped, dropped ? List.of() : cuts, contained, total);
    }
}
