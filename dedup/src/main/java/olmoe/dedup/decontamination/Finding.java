package olmoe.dedup.decontamination;

/// An evaluation item that a document holds.
///
/// @param score share of the item that was found, in 0..1; what it is a share of is the detector's
/// @param matches n-grams or paragraphs of the item that were found
/// @param start of the passage in the document, in code points
/// @param end after the passage's last code point
public record Finding(EvaluationItem item, double score, int matches, int start, int end) {}
