package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many lines end with an ellipsis: `ellipsis_line_ratio_filter` of
/// allenai/datamap-rs at f771794.
///
/// Lines end at U+000A, with a U+000D before it, and are **not stripped**; empty ones do not count. The limit
/// itself is kept.
public record DatamapEllipsis(double maxEllipsisLines) implements MeasuringRule {

    public DatamapEllipsis {
        Limits.fraction("max-ellipsis-lines", maxEllipsisLines);
    }

    @Override
    public String name() {
        return "ellipsis/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        int[] points = text.codePoints();
        Spans pieces = RustText.lines(text);
        Spans.Collector ended = new Spans.Collector(points);
        for (int i = 0; i < pieces.size(); i++) {
            int end = pieces.end(i);
            end -= end < points.length && points[end - 1] == '\r' ? 1 : 0;
            if (end > pieces.start(i)) {
                ended.add(pieces.start(i), end);
            }
        }
        Spans lines = ended.spans();
        long ellipses = 0;
        for (int i = 0; i < lines.size(); i++) {
            ellipses += lines.endsWith(i, "...") || lines.endsWith(i, ". . .") || lines.endsWith(i, "…") ? 1 : 0;
        }
        measurements.count("lines", lines.size());
        measurements.count("ellipsis-lines", ellipses);
        measurements.dropAbove(
                "ellipsis-lines", (float) ellipses / Math.max(lines.size(), 1), (float) maxEllipsisLines);
    }
}
