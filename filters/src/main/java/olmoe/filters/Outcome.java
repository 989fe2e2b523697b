package olmoe.filters;

/// How a document left a run of steps.
public sealed interface Outcome {

    /// @param document with the text and attributes that the steps left it with
    record Kept(Document document) implements Outcome {}

    /// @param index of the step in the run
    record Dropped(int index, String step, Verdict.Drop verdict, Document document) implements Outcome {}

    record Rejected(int index, String step, String reason, Document document) implements Outcome {}
}
