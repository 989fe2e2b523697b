package olmoe.pipelines;

/// The histogram of documents by tokens: bin 0 from 0 to 15, then one for each doubling.
final class LengthBins {
    private static final int FIRST_BITS = 4;

    static final int COUNT = 20;

    private LengthBins() {}

    static int of(int tokens) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(tokens);
        return Math.min(COUNT - 1, Math.max(0, bits - FIRST_BITS));
    }

    /// Smallest number of tokens in a bin.
    static long from(int bin) {
        return bin == 0 ? 0 : 1L << (FIRST_BITS + bin - 1);
    }
}
