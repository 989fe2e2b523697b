package olmoe.dedup.minhash;

/// The hash of one token, a code point at a time.
final class TokenHash {
    private static final long START = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private long hash = START;

    void add(int c) {
        hash = (hash ^ c) * PRIME;
    }

    boolean isEmpty() {
        return hash == START;
    }

    /// Ends the token.
    long take() {
        long taken = ShingleWindow.mix(hash);
        hash = START;
        return taken;
    }
}
