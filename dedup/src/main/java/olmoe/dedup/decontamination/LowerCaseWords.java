package olmoe.dedup.decontamination;

import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// The words of a text: what Python 3.11's `re.findall(r"\w+", text.lower())` finds, each with a hash
/// and its place in the text, in code points.
final class LowerCaseWords {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int CAPITAL_SIGMA = 0x3A3;
    /// Lower-cased by code below 128; 0 for what is in no word.
    private static final byte[] ASCII = new byte[128];

    static {
        for (int c = 0; c < ASCII.length; c++) {
            ASCII[c] = (byte) (TABLE.isWord(c) ? TABLE.lower(c) : 0);
        }
    }

    private final int[] lower;
    private int[] bounds; // start, end, start, end, …
    private long[] hashes;
    private int size;

    private LowerCaseWords(int[] lower) {
        this.lower = lower;
        this.bounds = new int[Math.max(8, lower.length / 2)];
        this.hashes = new long[bounds.length / 2];
    }

    static LowerCaseWords of(TextView text) {
        int[] points = text.codePoints();
        LowerCaseWords words = new LowerCaseWords(new int[points.length]);
        int[] withSigma = text.text().indexOf(CAPITAL_SIGMA) < 0 ? null : sigmaLowered(text.text(), points);
        int start = -1;
        long hash = 0;
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            int low;
            boolean word;
            if (c < ASCII.length) {
                low = ASCII[c];
                word = low != 0;
            } else {
                low = lower(c, i, withSigma);
                word = TABLE.isWord(low);
            }
            if (!word) {
                if (start >= 0) {
                    words.add(start, i, hash);
                    start = -1;
                }
                continue;
            }
            words.lower[i] = low;
            if (start < 0) {
                start = i;
                hash = 0;
            }
            hash = (hash ^ low) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
            if (c == DOTTED_CAPITAL_I) {
                // its lower case is an i and a dot above, which is in no word
                words.add(start, i + 1, hash);
                start = -1;
            }
        }
        if (start >= 0) {
            words.add(start, points.length, hash);
        }
        return words;
    }

    int size() {
        return size;
    }

    int start(int word) {
        return bounds[2 * word];
    }

    int end(int word) {
        return bounds[2 * word + 1];
    }

    long hash(int word) {
        return hashes[word];
    }

    int[] lowered(int word) {
        return Arrays.copyOfRange(lower, start(word), end(word));
    }

    /// Whether the word is this one, in lower case.
    boolean equal(int word, int[] other, int from, int to) {
        return Arrays.equals(lower, start(word), end(word), other, from, to);
    }

    private static int lower(int c, int at, int[] withSigma) {
        if (c == DOTTED_CAPITAL_I) {
            return 'i';
        }
        return withSigma != null ? withSigma[at] : TABLE.lower(c);
    }

    /// A capital sigma at the end of a word has another small form than elsewhere.
    private static int[] sigmaLowered(String text, int[] points) {
        int[] lowered = TABLE.lower(text).codePoints().toArray();
        int[] aligned = new int[points.length];
        for (int i = 0, at = 0; i < points.length; i++) {
            aligned[i] = lowered[at];
            at += points[i] == DOTTED_CAPITAL_I ? 2 : 1;
        }
        return aligned;
    }

    private void add(int start, int end, long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            bounds = Arrays.copyOf(bounds, size * 4);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        hashes[size] = hash;
        size++;
    }
}
