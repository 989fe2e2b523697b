package olmoe.filters.fasttext;

/// What a model was trained with, as its file holds it; names are fastText's own.
///
/// @param dim numbers in a vector
/// @param wordNgrams longest word n-gram that is a feature
/// @param bucket rows that hashed n-grams share
/// @param minn shortest character n-gram of a word, in code points
/// @param maxn longest; 0 for none
/// @param t sampling limit of unsupervised training
record ModelSettings(
        int dim,
        int ws,
        int epoch,
        int minCount,
        int neg,
        int wordNgrams,
        Loss loss,
        int bucket,
        int minn,
        int maxn,
        int lrUpdateRate,
        double t) {

    /// In the order of their numbers in the file, from 1.
    enum Loss {
        HIERARCHICAL_SOFTMAX,
        NEGATIVE_SAMPLING,
        SOFTMAX,
        ONE_VERSUS_ALL
    }
}
