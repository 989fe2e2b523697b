package olmoe.dedup;

import olmoe.dedup.minhash.Sketcher;

/// Documents that meet in a band are compared by their shingles. A document is dropped if and only if
/// one that precedes it in the order of survival, and with which it was compared, is similar enough.
public non-sealed interface SimilarityStep extends GlobalStep {

    /// Keys that one document has, if it is compared at all.
    int bands();

    /// Makes band keys and shingles of texts; one for each thread.
    Sketcher sketcher();

    /// Least Jaccard similarity of shingles at which a document is dropped.
    double threshold();

    /// How many others a document is compared with in one band before it is left alone.
    int cap();
}
