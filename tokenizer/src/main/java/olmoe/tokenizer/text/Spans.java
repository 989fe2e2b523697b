package olmoe.tokenizer.text;

import java.util.Arrays;

/// Pieces of one text in their order, as flat arrays of code point offsets: words, lines, segments.
public final class Spans {
    private final int[] text;
    private final int[] bounds; // start, end, start, end, …
    private final int size;
    private int[] ids;
    private int distinct;

    private Spans(int[] text, int[] bounds, int size) {
        this.text = text;
        this.bounds = bounds;
        this.size = size;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /// The first code point's offset.
    public int start(int i) {
        return bounds[2 * i];
    }

    /// The offset after the last code point.
    public int end(int i) {
        return bounds[2 * i + 1];
    }

    /// In code points.
    public int length(int i) {
        return bounds[2 * i + 1] - bounds[2 * i];
    }

    /// Code points in all pieces.
    public long totalLength() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += length(i);
        }
        return total;
    }

    /// The text whose pieces these are, not a copy: callers must not write to it.
    public int[] text() {
        return text;
    }

    public int codePoint(int i, int offset) {
        return text[bounds[2 * i] + offset];
    }

    public boolean startsWith(int i, String prefix) {
        return prefix.codePointCount(0, prefix.length()) <= length(i) && holds(start(i), prefix);
    }

    public boolean endsWith(int i, String suffix) {
        int length = suffix.codePointCount(0, suffix.length());
        return length <= length(i) && holds(end(i) - length, suffix);
    }

    private boolean holds(int at, String part) {
        for (int i = 0; i < part.length(); ) {
            int c = part.codePointAt(i);
            if (text[at++] != c) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    public String text(int i) {
        return new String(text, start(i), length(i));
    }

    /// For each piece a number in order of first occurrence; equal pieces have equal numbers.
    public int[] ids() {
        if (ids == null) {
            number();
        }
        return ids;
    }

    /// How many different pieces there are.
    public int distinct() {
        ids();
        return distinct;
    }

    /// How often each different piece occurs, by its number.
    public int[] counts() {
        int[] counts = new int[distinct()];
        for (int id : ids) {
            counts[id]++;
        }
        return counts;
    }

    private void number() {
        int[] numbers = new int[size];
        int slots = Math.max(4, Integer.highestOneBit(Math.max(1, size)) << 2);
        int[] firsts = new int[slots]; // index of the first piece with this content, plus one
        for (int i = 0; i < size; i++) {
            int slot = hash(i) & slots - 1;
            while (firsts[slot] != 0 && !equal(firsts[slot] - 1, i)) {
                slot = slot + 1 & slots - 1;
            }
            if (firsts[slot] == 0) {
                firsts[slot] = i + 1;
                numbers[i] = distinct++;
            } else {
                numbers[i] = numbers[firsts[slot] - 1];
            }
        }
        ids = numbers;
    }

    private int hash(int i) {
        long hash = length(i);
        for (int at = start(i); at < end(i); at++) {
            hash = (hash + text[at]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> 32 ^ hash >>> 47);
    }

    private boolean equal(int i, int j) {
        int length = length(i);
        if (length != length(j)) {
            return false;
        }
        int[] points = text;
        int from = start(i);
        int other = start(j);
        for (int k = 0; k < length; k++) {
            if (points[from + k] != points[other + k]) {
                return false;
            }
        }
        return true;
    }

    /// Collects pieces of a text.
    public static final class Collector {
        private final int[] text;
        private int[] bounds;
        private int size;

        public Collector(int[] text) {
            this(text, text.length / 32);
        }

        /// @param pieces about how many there will be
        public Collector(int[] text, int pieces) {
            this.text = text;
            this.bounds = new int[Math.max(8, 2 * pieces)];
        }

        /// The next piece, from one code point offset up to another.
        public void add(int start, int end) {
            if (2 * size + 2 > bounds.length) {
                bounds = Arrays.copyOf(bounds, bounds.length * 2);
            }
            bounds[2 * size] = start;
            bounds[2 * size + 1] = end;
            size++;
        }

        public Spans spans() {
            return new Spans(text, bounds, size);
        }
    }
}
