package olmoe.filters.pii;

/// Where something personal stands, in UTF-16 units; the end is exclusive.
public record PiiSpan(PiiType type, int start, int end) {}
