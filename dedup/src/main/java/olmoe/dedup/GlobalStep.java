package olmoe.dedup;

import olmoe.filters.Document;

/// A step of a recipe that needs to see all documents at once. What leaves a part for it is a key of
/// fixed width; text stays where it is.
public interface GlobalStep {

    /// As in the recipe, the ledger and the card: `dedup/exact`.
    String name();

    /// Documents with equal digests meet in one group.
    Digest digest(Document document);
}
