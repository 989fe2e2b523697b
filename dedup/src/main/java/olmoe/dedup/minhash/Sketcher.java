package olmoe.dedup.minhash;

/// Makes sketches of texts under one parameter set. Keeps buffers, so one for each thread.
public final class Sketcher {
    private final ParameterSet parameters;
    private final Shingler shingler;
    private final Signer signer;
    private final Shingles shingles = new Shingles();

    Sketcher(ParameterSet parameters, Shingler shingler, Signer signer) {
        this.parameters = parameters;
        this.shingler = shingler;
        this.signer = signer;
    }

    public Sketch sketch(String text) {
        shingler.shingle(text, shingles);
        if (shingles.size() == 0) {
            return Sketch.NONE;
        }
        int[] distinct = shingles.distinct();
        return new Sketch(bands(signer.signature(text, shingles, distinct)), distinct);
    }

    /// The minima themselves, band after band, or none for a text without shingles.
    public long[] signature(String text) {
        shingler.shingle(text, shingles);
        return shingles.size() == 0
                ? new long[0]
                : signer.signature(text, shingles, shingles.distinct()).clone();
    }

    private long[] bands(long[] signature) {
        long[] bands = new long[parameters.bands()];
        int at = 0;
        for (int band = 0; band < bands.length; band++) {
            long key = band;
            for (int row = 0; row < parameters.rows(); row++) {
                key = ShingleWindow.mix(key * 31 + signature[at++]);
            }
            bands[band] = key;
        }
        return bands;
    }

    /// Minima under as many permutations as the parameter set has bands times rows.
    interface Signer {

        /// @param shingles of the text, at least one
        /// @param distinct of the same shingles
        /// @return a buffer that the next call writes again
        long[] signature(String text, Shingles shingles, int[] distinct);
    }
}
