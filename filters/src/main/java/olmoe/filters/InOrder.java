package olmoe.filters;

/// A rule whose program draws numbers for documents in the order of its input. As a step of a recipe it draws by the
/// document's key, since no order is given there; where one reader goes through the documents it can draw as the
/// program does.
public interface InOrder {

    /// The rule for one reader of one input, which must show it every document, in order. Keeps state.
    ///
    /// @param seed from 0 on, of the program's generator
    Judge inOrder(long seed);
}
