package olmoe.dedup.minhash;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Bands, rows, shingles and threshold of a MinHash deduplication.
///
/// Two documents of similarity J meet in some band with probability `1 - (1 - J^rows)^bands`.
///
/// @param ngram tokens in a shingle
/// @param threshold least similarity of two documents that are one
public record ParameterSet(Shingling shingling, int bands, int rows, int ngram, double threshold) {
    private static final int MOST = 1000;

    public ParameterSet {
        within("bands", bands);
        within("rows", rows);
        within("ngram", ngram);
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1 but was " + threshold);
        }
    }

    /// Ours.
    public static ParameterSet standard() {
        return Shingling.WORDS.published();
    }

    /// The published sets by the names that recipes and commands use.
    public static Map<String, ParameterSet> named() {
        Map<String, ParameterSet> named = new TreeMap<>();
        for (Shingling shingling : Shingling.values()) {
            named.put(shingling.setName(), shingling.published());
        }
        return named;
    }

    public static List<String> names() {
        return List.copyOf(named().keySet());
    }

    /// This set with other values where they are not null.
    public ParameterSet with(Integer otherBands, Integer otherRows, Integer otherNgram, Double otherThreshold) {
        return new ParameterSet(
                shingling,
                otherBands == null ? bands : otherBands,
                otherRows == null ? rows : otherRows,
                otherNgram == null ? ngram : otherNgram,
                otherThreshold == null ? threshold : otherThreshold);
    }

    public int lanes() {
        return bands * rows;
    }

    /// How likely two documents of this similarity meet in some band.
    public double recall(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
    }

    /// One for each thread.
    public Sketcher sketcher() {
        return new Sketcher(this, shingling.shingler(ngram), shingling.signer(ngram, lanes()));
    }

    /// `minhash` for our own, `minhash/fineweb` for another's.
    public String use() {
        return shingling == Shingling.WORDS ? "minhash" : "minhash/" + shingling.setName();
    }

    /// Everything that decides a sketch; the threshold does not.
    public String form() {
        return use() + shingling.revision() + " " + bands + "x" + rows + " " + ngram + "-grams";
    }

    private static void within(String key, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(key + " must be between 1 and " + MOST + " but was " + value);
        }
    }
}
