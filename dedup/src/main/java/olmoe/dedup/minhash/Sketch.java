package olmoe.dedup.minhash;

/// What a document is compared by.
///
/// @param bands a key for each band; documents that share one are compared. None: never compared
/// @param shingles hashes of 32 bits, distinct, ascending
public record Sketch(long[] bands, int[] shingles) {

    /// Takes part in no comparison.
    static final Sketch NONE = new Sketch(new long[0], new int[0]);

    public boolean compared() {
        return bands.length > 0;
    }
}
