package olmoe.dedup.minhash;

import olmoe.dedup.SimilarityStep;
import olmoe.filters.Settings;

/// Documents whose shingles are similar enough are one; candidates are those that share a band.
///
/// @param cap others that a document is compared with in one band
public record MinHashStep(ParameterSet parameters, int cap) implements SimilarityStep {
    private static final int CAP = 64;

    public MinHashStep {
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be at least 1 but was " + cap);
        }
    }

    /// Our set with the settings' bands, rows, ngram and threshold where they are given.
    public static MinHashStep of(ParameterSet set, Settings settings) {
        return new MinHashStep(
                set.with(
                        settings.count("bands", set.bands()),
                        settings.count("rows", set.rows()),
                        settings.count("ngram", set.ngram()),
                        settings.number("threshold", set.threshold())),
                settings.count("cap", CAP));
    }

    @Override
    public String name() {
        return "dedup/" + parameters.use();
    }

    @Override
    public String keyForm() {
        return parameters.form();
    }

    @Override
    public int bands() {
        return parameters.bands();
    }

    @Override
    public Sketcher sketcher() {
        return parameters.sketcher();
    }

    @Override
    public double threshold() {
        return parameters.threshold();
    }
}
