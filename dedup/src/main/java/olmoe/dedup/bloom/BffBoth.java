package olmoe.dedup.bloom;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Documents and then paragraphs: bff's `both`, mlfoundations/dclm at 361714b, dedup/bff.
///
/// N-grams may reach over paragraphs. A document leaves when at least `threshold` of all its n-grams are
/// known, and is not remembered then; a paragraph when at least that share of the n-grams that lie in it
/// are. What stays is remembered: n-grams in kept paragraphs, and those over a border that no removed
/// paragraph touches, as bff walks them. White space at the end of a text leaves too, as there.
///
/// @param repaired whether all paragraphs are looked at. bff itself never moves on from the first one:
///     it takes every n-gram that ends later for one over a border, so that only a first paragraph can leave
public record BffBoth(Keys keys, int minNgram, int ngram, double threshold, boolean repaired) implements Deduplicator {
    private static final CodePoints TABLE = CodePoints.unicode16();

    public BffBoth {
        Limits.ngrams(minNgram, ngram);
        Limits.threshold(threshold);
    }

    @Override
    public Decision next(TextView text) {
        int[] points = text.codePoints();
        NGramKeys grams = new NGramKeys(text);
        int length = Math.min(ngram, grams.tokens());
        int count = length >= minNgram ? grams.tokens() - length + 1 : 0;
        int[] bounds = paragraphs(points);
        int[] owner = owners(grams, length, count, bounds);
        boolean[] known = new boolean[count];
        int[] all = new int[bounds.length];
        int[] met = new int[bounds.length];
        long contained = 0;
        for (int i = 0; i < count; i++) {
            known[i] = keys.contains(grams.high(i, i + length), grams.low(i, i + length));
            all[owner[i]]++;
            met[owner[i]] += known[i] ? 1 : 0;
            contained += known[i] ? 1 : 0;
        }
        if (count > 0 && contained / (double) count >= threshold) {
            return new Decision(true, List.of(), contained, count);
        }
        List<Decision.Cut> cuts = new ArrayList<>();
        if (count > 0) {
            remember(grams, length, bounds, owner, all, met, cuts);
            trimEnd(points, cuts);
        }
        return new Decision(false, cuts, contained, count);
    }

    private void remember(
            NGramKeys grams, int length, int[] bounds, int[] owner, int[] all, int[] met, List<Decision.Cut> cuts) {
        int spanning = bounds.length - 1;
        Deque<Integer> waiting = new ArrayDeque<>(); // n-grams over a border
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] == spanning) {
                waiting.add(i);
            }
        }
        int next = 0;
        for (int p = 0; p < spanning; p++) {
            boolean removed = all[p] > 0 && met[p] / (double) all[p] >= threshold;
            if (removed) {
                cuts.add(new Decision.Cut(bounds[p], bounds[p + 1], met[p] / (double) all[p]));
            } else {
                for (; next < owner.length && (owner[next] <= p || owner[next] == spanning); next++) {
                    if (owner[next] == p) {
                        add(grams, next, length);
                    }
                }
            }
            while (!waiting.isEmpty()) {
                int gram = waiting.peek();
                if (grams.start(gram + length - 1) < bounds[p]) {
                    add(grams, gram, length);
                } else if (!removed) {
                    break;
                }
                waiting.remove();
            }
        }
        waiting.forEach(gram -> add(grams, gram, length));
    }

    private void add(NGramKeys grams, int at, int length) {
        keys.add(grams.high(at, at + length), grams.low(at, at + length));
    }

    /// Offsets at which paragraphs begin, and the text's length.
    private static int[] paragraphs(int[] points) {
        int lines = 1;
        for (int c : points) {
            lines += c == '\n' ? 1 : 0;
        }
        int[] bounds = new int[lines + 1];
        int at = 1;
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\n') {
                bounds[at++] = i;
            }
        }
        bounds[at] = points.length;
        return bounds;
    }

    /// The paragraph that holds each n-gram, or the number of paragraphs where none does.
    private int[] owners(NGramKeys grams, int length, int count, int[] bounds) {
        int spanning = bounds.length - 1;
        int[] owner = new int[count];
        int paragraph = 0;
        for (int i = 0; i < count; i++) {
            while (repaired && paragraph + 1 < spanning && grams.start(i) >= bounds[paragraph + 1]) {
                paragraph++;
            }
            boolean inside = length == ngram && grams.start(i + length - 1) < bounds[paragraph + 1];
            owner[i] = inside ? paragraph : spanning;
        }
        return owner;
    }

    private static void trimEnd(int[] points, List<Decision.Cut> cuts) {
        int end = points.length;
        int cut = cuts.size() - 1;
        while (end > 0) {
            if (cut >= 0 && cuts.get(cut).end() == end) {
                end = cuts.get(cut--).start();
            } else if (TABLE.isWhiteSpace(points[end - 1])) {
                end--;
            } else {
                break;
            }
        }
        List<Decision.Cut> kept = cuts.subList(0, cut + 1);
        if (end < points.length) {
            List<Decision.Cut> head = new ArrayList<>(kept);
            head.add(new Decision.Cut(end, points.length, 1));
            cuts.clear();
            cuts.addAll(head);
        }
    }
}
