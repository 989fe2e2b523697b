package olmoe.pipelines;

import olmoe.filters.DocumentKey;

/// Puts a document into training or validation by its key alone, so that no other document and no
/// order of work can change where it goes.
///
/// @param validation share of the documents held out, in 0..1
record Split(double validation) {
    static final String TRAIN = "train";
    static final String VALIDATION = "validation";

    /// The key's low half, which nothing else draws on, as a fraction of 2^64 in 53 bits.
    String of(DocumentKey key) {
        return (key.low() >>> 11) * 0x1.0p-53 < validation ? VALIDATION : TRAIN;
    }
}
