package olmoe.dedup.minhash;

import java.util.Arrays;

/// Turns a sequence of token hashes into hashes of n tokens in a row, by a polynomial that rolls: four
/// multiplications a shingle, whatever n is. Tokens gather in a buffer and are rolled over together.
final class ShingleWindow {
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final int ROOM = 1 << 10;

    private final int n;
    private final long left; // BASE^n, by which a token counts that has just left the window
    private final long[] tokens; // those before the window, then new ones
    private int filled;
    private long sum;
    private long count;
    private Shingles out;

    ShingleWindow(int n) {
        this.n = n;
        this.tokens = new long[n + ROOM];
        long power = 1;
        for (int i = 0; i < n; i++) {
            power *= BASE;
        }
        this.left = power;
    }

    /// @param target cleared
    void begin(Shingles target) {
        out = target;
        out.clear();
        Arrays.fill(tokens, 0, n, 0);
        filled = n;
        sum = 0;
        count = 0;
    }

    /// @param token hash of the next token, well mixed
    void add(long token) {
        if (filled == tokens.length) {
            roll();
        }
        tokens[filled++] = token;
    }

    private void roll() {
        int added = filled - n;
        int whole = (int) Math.min(added, Math.max(0, count + added - n + 1)); // of them end n tokens
        long[] hashes = out.room(whole);
        int at = out.grow(whole) - (added - whole);
        long rolling = sum;
        for (int i = 0; i < added; i++) {
            rolling = rolling * BASE + tokens[n + i] - tokens[i] * left;
            if (i >= added - whole) {
                hashes[at + i] = mix(rolling);
            }
        }
        sum = rolling;
        count += added;
        System.arraycopy(tokens, filled - n, tokens, 0, n);
        filled = n;
    }

    /// A text of fewer than n tokens is one shingle, so that short texts meet where they are equal; a
    /// text without any has none.
    void finish() {
        roll();
        if (count > 0 && count < n) {
            out.room(1)[out.grow(1)] = mix(sum ^ count);
        }
    }

    /// Spreads every bit over all (the finalizer of MurmurHash3).
    static long mix(long hash) {
        long h = hash;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }
}
