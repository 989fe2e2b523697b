package olmoe.dedup.exact;

import java.util.OptionalInt;
import olmoe.dedup.RememberingStep;
import olmoe.dedup.SequentialStep;
import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.ExactKeys;
import olmoe.dedup.bloom.Keys;
import olmoe.filters.Settings;

/// `exact` by `paragraph`: a paragraph that went by before leaves its text.
///
/// @param leastWords fewest words with which a text stays that lost one
public record ExactParagraphs(int leastWords, int shards) implements RememberingStep {
    public static final String BY = "paragraph";

    public ExactParagraphs {
        SequentialStep.checkShards(shards);
    }

    public static ExactParagraphs of(Settings settings) {
        return new ExactParagraphs(settings.count("min-words", 1), settings.count("shards", 1));
    }

    @Override
    public String name() {
        return "dedup/exact/" + BY;
    }

    @Override
    public Keys memory() {
        return new ExactKeys();
    }

    @Override
    public Deduplicator deduplicator(Keys memory) {
        return new SeenParagraphs(memory);
    }

    @Override
    public double threshold() {
        return 1;
    }

    @Override
    public OptionalInt minWords() {
        return OptionalInt.of(leastWords);
    }
}
