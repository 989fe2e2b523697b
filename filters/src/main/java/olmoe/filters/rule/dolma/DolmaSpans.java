package olmoe.filters.rule.dolma;

import com.fasterxml.jackson.core.io.NumberOutput;

/// Spans as dolma writes them, `[[start, end, type, score], …]`, offsets in code points. One JSON text, so that
/// they fit a column.
final class DolmaSpans {
    // the JDK's own digits changed with JDK 19
    private final StringBuilder json = new StringBuilder("[");

    void add(long start, long end, String type, double score) {
        json.append(json.length() > 1 ? "," : "")
                .append('[')
                .append(start)
                .append(',')
                .append(end);
        json.append(",\"")
                .append(type)
                .append("\",")
                .append(NumberOutput.toString(score, true))
                .append(']');
    }

    @Override
    public String toString() {
        return json + "]";
    }
}
