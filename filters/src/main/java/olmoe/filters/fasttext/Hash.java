package olmoe.filters.fasttext;

/// fastText's hash of words and character n-grams: 32-bit FNV-1a, except that a byte of 128 or more flips
/// the upper bits too (`Dictionary::hash` casts to signed char).
final class Hash {
    static final int START = 0x811c9dc5;
    static final int PRIME = 16777619;

    private Hash() {}

    static int of(byte[] bytes, int from, int to) {
        int hash = START;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * PRIME;
        }
        return hash;
    }
}
