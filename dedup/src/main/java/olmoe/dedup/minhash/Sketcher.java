package olmoe.dedup.minhash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Makes sketches of texts under one parameter set. Keeps buffers, so one for each thread.
public final class Sketcher {
    /// Zeros behind a text, so that it can be read by the eight bytes.
    static final int SLACK = 8;

    private final ParameterSet parameters;
    private final Shingler shingler;
    private final Signer signer;
    private final Shingles shingles = new Shingles();
    private byte[] text = new byte[1 << 12];

    Sketcher(ParameterSet parameters, Shingler shingler, Signer signer) {
        this.parameters = parameters;
        this.shingler = shingler;
        this.signer = signer;
    }

    public Sketch sketch(String characters) {
        byte[] utf8 = characters.getBytes(StandardCharsets.UTF_8);
        return sketch(utf8, utf8.length);
    }

    /// @param utf8 well-formed, from 0 on
    public Sketch sketch(byte[] utf8, int length) {
        shingle(utf8, length);
        if (shingles.size() == 0) {
            return Sketch.NONE;
        }
        int[] distinct = shingles.distinct();
        return new Sketch(bands(signer.signature(text, length, shingles, distinct)), distinct);
    }

    /// The minima themselves, band after band, or none for a text without shingles.
    public long[] signature(String characters) {
        byte[] utf8 = characters.getBytes(StandardCharsets.UTF_8);
        shingle(utf8, utf8.length);
        return shingles.size() == 0
                ? new long[0]
                : signer.signature(text, utf8.length, shingles, shingles.distinct())
                        .clone();
    }

    private void shingle(byte[] utf8, int length) {
        if (text.length < Math.addExact(length, SLACK)) {
            text = new byte[Math.max(length + SLACK, (int) Math.min(2L * text.length, Integer.MAX_VALUE - SLACK))];
        }
        System.arraycopy(utf8, 0, text, 0, length);
        Arrays.fill(text, length, length + SLACK, (byte) 0);
        shingler.shingle(text, length, shingles);
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

        /// @param utf8 the text, from 0 on
        /// @param shingles of the text, at least one
        /// @param distinct of the same shingles
        /// @return a buffer that the next call writes again
        long[] signature(byte[] utf8, int length, Shingles shingles, int[] distinct);
    }
}
