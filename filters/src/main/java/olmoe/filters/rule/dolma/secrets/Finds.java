package olmoe.filters.rule.dolma.secrets;

/// Takes what patterns find in a line.
interface Finds {
    /// @param end exclusive
    void add(Kind kind, int start, int end);
}
