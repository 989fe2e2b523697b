package olmoe.filters.fasttext;

/// How a classifier is trained; the defaults are those of fastText's supervised training.
///
/// @param dim numbers in a vector
/// @param rate learning rate at the start; it falls to 0 in a straight line
/// @param wordNgrams longest word n-gram that is a feature
/// @param minCount words that occur less often are no features
/// @param minn shortest character n-gram
/// @param maxn longest; 0 for none
/// @param buckets rows that hashed n-grams share
/// @param hierarchical whether labels stand in a Huffman tree: faster for hundreds of labels
public record TrainingSettings(
        int dim,
        int epochs,
        double rate,
        int wordNgrams,
        int minCount,
        int minn,
        int maxn,
        int buckets,
        boolean hierarchical,
        long seed) {

    public TrainingSettings {
        atLeast("dim", dim, 1);
        atLeast("epochs", epochs, 1);
        atLeast("word-ngrams", wordNgrams, 1);
        atLeast("min-count", minCount, 1);
        atLeast("minn", minn, 0);
        atLeast("maxn", maxn, 0);
        if (!(rate > 0 && rate <= 100)) {
            throw new IllegalArgumentException("rate must be above 0 and at most 100 but was " + rate);
        }
        if (minn > maxn) {
            throw new IllegalArgumentException("minn must be at most maxn " + maxn + " but was " + minn);
        }
        if (wordNgrams > 1 || maxn > 0) {
            atLeast("buckets", buckets, 1);
        } else {
            buckets = 0; // as fastText: nothing is hashed
        }
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + " but was " + value);
        }
    }

    ModelSettings model() {
        return new ModelSettings(
                dim,
                5,
                epochs,
                minCount,
                5,
                wordNgrams,
                hierarchical ? ModelSettings.Loss.HIERARCHICAL_SOFTMAX : ModelSettings.Loss.SOFTMAX,
                buckets,
                minn,
                maxn,
                100,
                1e-4);
    }
}
