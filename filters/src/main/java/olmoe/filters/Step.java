package olmoe.filters;

import java.util.List;

/// One local step of a recipe: it sees one document at a time, opens no file, keeps no state, and
/// gives one answer on every machine.
public sealed interface Step permits Judge, Edit, Annotate {

    /// As in the recipe, the ledger and the card: `gopher-quality/dclm`.
    String name();

    /// Attributes that an earlier step must provide; checked before a run starts.
    default List<String> requires() {
        return List.of();
    }

    /// Attributes that this step gives every document that it lets pass.
    default List<Attribute> provides() {
        return List.of();
    }
}
