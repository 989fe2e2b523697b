package olmoe.filters;

/// A step over token ids, for rules that are defined on the model's own tokens.
public interface TokenJudge {

    String name();

    /// @param ids the document's ids without end-of-text
    Verdict judge(int[] ids);
}
