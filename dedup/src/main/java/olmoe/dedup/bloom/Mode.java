package olmoe.dedup.bloom;

import java.util.Arrays;
import java.util.List;

/// Which program's decisions a memory of n-grams reproduces.
public enum Mode {
    /// DCLM-Baseline's choice: paragraphs, and documents by all their n-grams.
    OLD_BOTH("old-both", 13, 0.8),
    PARAGRAPH("paragraph", 13, 0.8),
    BOTH("both", 13, 0.8),
    BOTH_REPAIRED("both-repaired", 13, 0.8),
    DOLMA_PARAGRAPHS("dolma-paragraphs", 0, 1),
    DOLMA_NGRAMS("dolma-ngrams", 13, 0.3);

    private final String word;
    private final int ngram;
    private final double threshold;

    Mode(String word, int ngram, double threshold) {
        this.word = word;
        this.ngram = ngram;
        this.threshold = threshold;
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Mode::word).toList();
    }

    /// @param word one of [#words()]
    public static Mode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mode is named " + word));
    }

    public String word() {
        return word;
    }

    /// Tokens of an n-gram if nobody says otherwise; 0 takes paragraphs whole.
    public int ngram() {
        return ngram;
    }

    public double threshold() {
        return threshold;
    }

    /// @param minNgram for bff's modes
    /// @param stride for Dolma's n-grams
    public Deduplicator make(Keys keys, int minNgram, int ngram, int stride, double threshold) {
        return switch (this) {
            case OLD_BOTH, PARAGRAPH -> new BffParagraphs(keys, minNgram, ngram, threshold, this == OLD_BOTH);
            case BOTH, BOTH_REPAIRED -> new BffBoth(keys, minNgram, ngram, threshold, this == BOTH_REPAIRED);
            case DOLMA_PARAGRAPHS -> new DolmaParagraphs(keys, 0, 0, 1);
            case DOLMA_NGRAMS -> new DolmaParagraphs(keys, ngram, stride, threshold);
        };
    }
}
