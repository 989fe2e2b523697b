package olmoe.dedup.bloom;

/// Refusals that the modes share.
final class Limits {
    private Limits() {}

    static void ngrams(int minNgram, int ngram) {
        if (ngram < 1 || minNgram < 1 || minNgram > ngram) {
            throw new IllegalArgumentException(
                    "min-ngram must be between 1 and ngram " + ngram + " but was " + minNgram);
        }
    }

    static void threshold(double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be between 0 and 1 but was " + threshold);
        }
    }
}
