package olmoe.dedup;

/// A step of a recipe that needs to see all documents at once. What leaves a part for it is keys of
/// fixed width, or nothing; text stays where it is.
public sealed interface GlobalStep permits KeyedStep, SimilarityStep, SequentialStep {

    /// As in the recipe, the ledger and the card: `dedup/exact`.
    String name();

    /// Everything that decides what a part writes for this step, so that a change of it makes the keys
    /// anew; what only decides how they are compared is left out.
    String keyForm();
}
