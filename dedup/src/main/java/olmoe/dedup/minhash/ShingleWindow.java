package olmoe.dedup.minhash;

/// Turns a sequence of token hashes into hashes of n tokens in a row, by a polynomial that rolls: three
/// multiplications a shingle, whatever n is.
final class ShingleWindow {
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final int n;
    private final long oldest; // BASE^(n-1)
    private final long[] ring;
    private final Shingles out;
    private long sum;
    private int at;
    private int count;

    ShingleWindow(int n, Shingles out) {
        this.n = n;
        this.out = out;
        this.ring = new long[n];
        long power = 1;
        for (int i = 1; i < n; i++) {
            power *= BASE;
        }
        this.oldest = power;
    }

    void clear() {
        out.clear();
        sum = 0;
        at = 0;
        count = 0;
    }

    /// @param token hash of the next token, well mixed
    void add(long token) {
        if (count >= n) {
            sum -= ring[at] * oldest;
        }
        sum = sum * BASE + token;
        ring[at] = token;
        at = at + 1 == n ? 0 : at + 1;
        count++;
        if (count >= n) {
            out.add(mix(sum));
        }
    }

    /// A text of fewer than n tokens is one shingle, so that short texts meet where they are equal; a
    /// text without any has none.
    void finish() {
        if (count > 0 && count < n) {
            out.add(mix(sum ^ count));
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
