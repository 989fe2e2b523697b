package olmoe.dedup.bloom;

import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// The n-grams of one text as keys. Tokens are the segments of UAX #29 that are no white space, so that
/// punctuation counts.
final class NGramKeys {
    private static final CodePoints TABLE = CodePoints.unicode16();
    private static final long HIGH = 0x9FB21C651E98DF25L;
    private static final long LOW = 0xD1342543DE82EF95L;

    private final int[] points;
    private int[] starts = new int[64]; // of tokens, in code points
    private int[] ends = new int[64];
    private long[] hashes = new long[64];
    private int tokens;

    NGramKeys(TextView text) {
        this.points = text.codePoints();
        Spans segments = text.segments();
        for (int i = 0; i < segments.size(); i++) {
            if (!isWhiteSpace(segments, i)) {
                add(segments.start(i), segments.end(i));
            }
        }
    }

    private static boolean isWhiteSpace(Spans segments, int i) {
        for (int k = 0; k < segments.length(i); k++) {
            if (!TABLE.isWhiteSpace(segments.codePoint(i, k))) {
                return false;
            }
        }
        return true;
    }

    private void add(int start, int end) {
        if (tokens == starts.length) {
            starts = Arrays.copyOf(starts, 2 * tokens);
            ends = Arrays.copyOf(ends, 2 * tokens);
            hashes = Arrays.copyOf(hashes, 2 * tokens);
        }
        starts[tokens] = start;
        ends[tokens] = end;
        hashes[tokens] = hash(points, start, end);
        tokens++;
    }

    int tokens() {
        return tokens;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    /// The first token that begins at or after an offset.
    int tokenAt(int offset) {
        int found = Arrays.binarySearch(starts, 0, tokens, offset);
        return found < 0 ? -found - 1 : found;
    }

    /// Key of the tokens from..to, high half.
    long high(int from, int to) {
        return key(from, to, HIGH);
    }

    /// Low half.
    long low(int from, int to) {
        return key(from, to, LOW);
    }

    private long key(int from, int to, long factor) {
        long key = to - from;
        for (int i = from; i < to; i++) {
            key = key * factor + hashes[i];
            key ^= key >>> 29;
        }
        key *= factor;
        return key ^ key >>> 32;
    }

    private static long hash(int[] points, int start, int end) {
        return hash(points, start, end, 0x9E3779B97F4A7C15L);
    }

    /// Half a key of a piece of text; with another odd factor the other half.
    static long hash(int[] points, int start, int end, long factor) {
        long hash = end - start;
        for (int i = start; i < end; i++) {
            hash = (hash ^ points[i]) * factor;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
