package olmoe.filters.fasttext;

import java.util.Arrays;

/// Finds the input rows of words and n-grams, as `Dictionary::getLine` does. For one thread.
final class LineFeatures {
    private static final long WORD_NGRAM_FACTOR = 116049371;

    private final Dictionary dictionary;
    private final Buckets buckets;
    private final int minn;
    private final int maxn;
    private final int wordNgrams;
    private int[] rows = new int[256];
    private int count;
    private int[] wordHashes = new int[64];
    private int words;
    private byte[] bounded = new byte[64];

    LineFeatures(Dictionary dictionary, Buckets buckets, ModelSettings settings) {
        this.dictionary = dictionary;
        this.buckets = buckets;
        this.minn = settings.minn();
        this.maxn = settings.maxn();
        this.wordNgrams = settings.wordNgrams();
    }

    /// What was found since [#clear()]; valid up to [#count()], until the next call.
    int[] rows() {
        return rows;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /// Starts a line: there are no words before the next one.
    void startLine() {
        words = 0;
    }

    /// fastText's own white space; no other character separates words.
    static boolean isSpace(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r' || b == 0;
    }

    static boolean isEndOfLine(byte[] utf8, int from, int to) {
        byte[] end = Dictionary.END_OF_LINE;
        return to - from == end.length && utf8[from] == '<' && Arrays.equals(utf8, from, to, end, 0, end.length);
    }

    /// Finds the rows of a whole line, its end included, in the order in which fastText adds them.
    void line(byte[] utf8) {
        clear();
        startLine();
        int at = 0;
        while (at < utf8.length) {
            if (isSpace(utf8[at])) {
                at++;
                continue;
            }
            int from = at;
            while (at < utf8.length && !isSpace(utf8[at])) {
                at++;
            }
            if (isEndOfLine(utf8, from, at)) {
                break;
            }
            int hash = Hash.of(utf8, from, at);
            if (word(utf8, from, at, hash)) {
                rememberWord(hash);
            }
        }
        endLine();
        wordNgrams();
    }

    /// Finds the rows of one word.
    ///
    /// @return false for a label, which is no word
    boolean word(byte[] utf8, int from, int to, int hash) {
        int entry = dictionary.find(utf8, from, to, hash);
        if (entry >= dictionary.wordCount() || entry < 0 && Dictionary.isLabel(utf8, from, to)) {
            return false;
        }
        if (entry >= 0) {
            add(entry);
        }
        if (maxn > 0) {
            characterNgrams(utf8, from, to);
        }
        return true;
    }

    /// For the n-grams of words.
    void rememberWord(int hash) {
        if (wordNgrams > 1) {
            if (words == wordHashes.length) {
                wordHashes = Arrays.copyOf(wordHashes, 2 * words);
            }
            wordHashes[words++] = hash;
        }
    }

    /// Finds the row of the token that ends a line; it has no character n-grams.
    void endLine() {
        byte[] end = Dictionary.END_OF_LINE;
        int hash = Hash.of(end, 0, end.length);
        int entry = dictionary.find(end, 0, end.length, hash);
        if (entry >= 0 && entry < dictionary.wordCount()) {
            add(entry);
        }
        rememberWord(hash);
    }

    /// Finds the rows of n-grams of the words since the line's start.
    void wordNgrams() {
        for (int i = 0; i < words; i++) {
            long hash = wordHashes[i];
            for (int j = i + 1; j < words && j < i + wordNgrams; j++) {
                hash = hash * WORD_NGRAM_FACTOR + wordHashes[j];
                addKept(buckets.row(hash));
            }
        }
    }

    private void characterNgrams(byte[] utf8, int from, int to) {
        int length = to - from + 2;
        if (bounded.length < length) {
            bounded = new byte[Math.max(length, 2 * bounded.length)];
        }
        byte[] bytes = bounded;
        bytes[0] = '<';
        System.arraycopy(utf8, from, bytes, 1, to - from);
        bytes[length - 1] = '>';
        for (int i = 0; i < length; i++) {
            if (isContinuation(bytes[i])) {
                continue;
            }
            int hash = Hash.START;
            int end = i;
            for (int n = 1; n <= maxn && end < length; n++) {
                do {
                    hash = (hash ^ bytes[end]) * Hash.PRIME;
                    end++;
                } while (end < length && isContinuation(bytes[end]));
                if (n >= minn && !(n == 1 && (i == 0 || end == length))) {
                    addKept(buckets.row(hash));
                }
            }
        }
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    private void addKept(int row) {
        if (row >= 0) {
            add(row);
        }
    }

    private void add(int row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, 2 * count);
        }
        rows[count++] = row;
    }
}
