package olmoe.release.report;

import java.util.ArrayList;
import java.util.List;

/// Horizontal bars, each of one or more segments, with its label and its figures in the line above it.
final class BarChart {
    private static final double ROW = 42;
    private static final double BAR = 12;
    private static final int LABEL_LIMIT = 44;

    /// @param kind colour class of the segment
    record Segment(String kind, long value, String hint) {}

    /// @param detail what comes after the name, less loud; may be empty
    record Bar(String name, String detail, String figures, List<Segment> segments) {}

    private final List<Bar> bars = new ArrayList<>();

    BarChart add(String name, String detail, String figures, List<Segment> segments) {
        bars.add(new Bar(name, detail, figures, List.copyOf(segments)));
        return this;
    }

    /// A bar as long as `whole` spans the width; with zero the longest bar does.
    String draw(String id, String title, String description, long whole) {
        long full = whole;
        for (Bar bar : bars) {
            full = Math.max(
                    full, bar.segments().stream().mapToLong(Segment::value).sum());
        }
        Svg svg = new Svg(id, "bars", bars.size() * ROW, title, description);
        double y = 0;
        for (Bar bar : bars) {
            String name = Html.shortened(bar.name(), LABEL_LIMIT);
            int left = LABEL_LIMIT - name.codePointCount(0, name.length());
            if (bar.detail().isEmpty() || left <= 0) {
                svg.label("name", 0, y + 14, name);
            } else {
                svg.label("name", 0, y + 14, name, Html.shortened(bar.detail(), left));
            }
            svg.label("figure end", 100, y + 14, bar.figures());
            svg.rect("track", 0, y + 19, 100, BAR, "");
            double x = 0;
            for (Segment segment : bar.segments()) {
                double width = full == 0 ? 0 : 100.0 * segment.value() / full;
                if (segment.value() > 0) {
                    svg.rect(segment.kind(), x, y + 19, width, BAR, segment.hint());
                }
                x += width;
            }
            y += ROW;
        }
        return svg.end();
    }
}
