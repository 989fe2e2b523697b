package olmoe.dedup.bloom;

import java.util.OptionalInt;
import olmoe.dedup.RememberingStep;
import olmoe.dedup.SequentialStep;
import olmoe.filters.Settings;

/// What was seen before leaves, by a Bloom filter or an exact set of n-grams for each shard.
///
/// @param minNgram fewer tokens than that are kept and not remembered (bff's modes)
/// @param stride tokens from one n-gram to the next (`dolma-ngrams`)
/// @param bytes of one shard's filter; of no meaning where `exact`
/// @param exact keeps every n-gram, without false positives
public record BloomStep(
        Mode mode,
        int minNgram,
        int ngram,
        int stride,
        double threshold,
        long bytes,
        double falsePositives,
        boolean exact,
        int shards)
        implements RememberingStep {
    private static final long MEMORY = 256L << 20;
    private static final double FALSE_POSITIVES = 1e-6;

    public BloomStep {
        SequentialStep.checkShards(shards);
        mode.make(new ExactKeys(), minNgram, ngram, stride, threshold); // refuses what makes no sense
        if (!exact) {
            BloomFilter.check(bytes, falsePositives);
        }
    }

    public static BloomStep of(Mode mode, Settings settings) {
        int ngram = mode.ngram() == 0 ? 0 : settings.count("ngram", mode.ngram());
        boolean dolma = mode == Mode.DOLMA_NGRAMS || mode == Mode.DOLMA_PARAGRAPHS;
        boolean exact = settings.says("memory", "exact", false);
        return new BloomStep(
                mode,
                dolma ? 1 : settings.count("min-ngram", ngram),
                ngram,
                mode == Mode.DOLMA_NGRAMS ? settings.count("stride", 0) : 0,
                mode == Mode.DOLMA_PARAGRAPHS ? mode.threshold() : settings.number("threshold", mode.threshold()),
                exact ? 0 : settings.bytes("memory", MEMORY),
                exact ? 0 : settings.number("false-positives", FALSE_POSITIVES),
                exact,
                settings.count("shards", 1));
    }

    /// `bloom/old-both`, as recipes name it.
    public static String use(Mode mode) {
        return "bloom/" + mode.word();
    }

    @Override
    public String name() {
        return "dedup/" + use(mode);
    }

    @Override
    public OptionalInt minWords() {
        return OptionalInt.empty();
    }

    @Override
    public Keys memory() {
        return exact ? new ExactKeys() : new BloomFilter(bytes, falsePositives);
    }

    @Override
    public Deduplicator deduplicator(Keys memory) {
        return mode.make(memory, minNgram, ngram, stride, threshold);
    }
}
