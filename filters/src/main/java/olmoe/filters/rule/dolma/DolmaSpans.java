package olmoe.filters.rule.dolma;

/// Spans as dolma writes them, `[[start, end, type, score], …]`, offsets in code points. One JSON text, so that
/// they fit a column.
final class DolmaSpans {
    private final StringBuilder json = new StringBuilder("[");

    void add(long start, long end, String type, double score) {
        json.append(json.length() > 1 ? "," : "")
                .append('[')
                .append(start)
                .append(',')
                .append(end);
        json.append(",\"").append(type).append("\",").append(score).append(']');
    }

    @Override
    public String toString() {
        return json + "]";
    }
}
