package olmoe.dedup.exact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import olmoe.dedup.Digest;
import olmoe.dedup.bloom.Decision;
import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.Keys;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Takes out the paragraphs that stood in this text or one before. A paragraph is a line, and its key what lies between
/// the white space around it (Unicode 16). Lines without a letter or number are none: they stay and are not remembered.
///
/// What is left are the other lines, a line end between each two.
public record SeenParagraphs(Keys keys) implements Deduplicator {
    private static final CodePoints TABLE = CodePoints.unicode16();

    @Override
    public Decision next(TextView text) {
        int[] points = text.codePoints();
        List<Decision.Cut> cuts = new ArrayList<>();
        int paragraphs = 0;
        boolean kept = false; // a line before
        for (int start = 0, end; start < points.length; start = end + 1) {
            boolean says = false;
            for (end = start; end < points.length && points[end] != '\n'; end++) {
                says |= TABLE.isLetter(points[end]) || TABLE.isNumber(points[end]);
            }
            paragraphs += says ? 1 : 0;
            if (!says || isNew(points, start, end)) {
                kept = true;
            } else {
                cuts.add(new Decision.Cut(kept ? start - 1 : start, kept ? end : Math.min(end + 1, points.length), 1));
            }
        }
        return new Decision(false, cuts, cuts.size(), paragraphs);
    }

    private boolean isNew(int[] points, int start, int end) {
        Digest key = key(points, start, end);
        if (keys.contains(key.high(), key.low())) {
            return false;
        }
        keys.add(key.high(), key.low());
        return true;
    }

    private static Digest key(int[] points, int start, int end) {
        int from = start;
        int to = end;
        while (TABLE.isWhiteSpace(points[from])) {
            from++;
        }
        while (TABLE.isWhiteSpace(points[to - 1])) {
            to--;
        }
        return Digest.of(new String(points, from, to - from).getBytes(StandardCharsets.UTF_8));
    }
}
