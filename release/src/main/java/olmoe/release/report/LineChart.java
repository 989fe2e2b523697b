package olmoe.release.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.release.card.Numbers;

/// Curves over training steps. A curve of any length becomes at most four points a column of the picture:
/// first, least, most and last, so that no spike is lost and the file stays small.
final class LineChart {
    private static final int COLUMNS = 640;
    private static final double TOP = 16;
    private static final double SMALL = 200;
    private static final double LABEL_GAP = 15;

    /// @param kind colour class
    /// @param dots whether each point is marked; two marked points alone are not joined, for between them
    ///     nothing was measured
    record Curve(String kind, String name, double[] x, double[] y, boolean dots) {}

    /// A value that holds for all steps, drawn dashed and named at the right edge.
    record Level(String name, double value) {}

    private final List<Curve> curves = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();

    LineChart curve(String kind, String name, double[] x, double[] y, boolean dots) {
        curves.add(new Curve(kind, name, x, y, dots));
        return this;
    }

    LineChart level(String name, double value) {
        levels.add(new Level(name, value));
        return this;
    }

    String draw(String id, String title, String description, double height) {
        double leastX = Double.POSITIVE_INFINITY;
        double mostX = Double.NEGATIVE_INFINITY;
        double leastY = Double.POSITIVE_INFINITY;
        double mostY = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            for (int i = 0; i < curve.x().length; i++) {
                leastX = Math.min(leastX, curve.x()[i]);
                mostX = Math.max(mostX, curve.x()[i]);
                leastY = Math.min(leastY, curve.y()[i]);
                mostY = Math.max(mostY, curve.y()[i]);
            }
        }
        for (Level level : levels) {
            leastY = Math.min(leastY, level.value());
            mostY = Math.max(mostY, level.value());
        }
        boolean small = height < SMALL;
        Axis x = Axis.within(leastX, mostX, small ? 4 : 5);
        Axis y = Axis.padded(leastY, mostY, small ? 4 : 7);
        Svg svg = new Svg(id, "plot", TOP + height + 26, title, description);
        for (double tick : y.ticks()) {
            double at = TOP + height * (1 - y.share(tick));
            svg.level("grid", at).marginLabel(at + 4, Numbers.significant(tick, 6));
        }
        for (double tick : x.ticks()) {
            double at = x.share(tick) * 100;
            String anchor = at < 5 ? "tick" : at > 92 ? "tick end" : "tick middle";
            svg.label(anchor, at, TOP + height + 20, Numbers.count((long) tick));
        }
        svg.open(TOP, height, COLUMNS);
        for (Curve curve : curves) {
            if (!curve.dots() || curve.x().length > 2) {
                svg.polyline("curve " + curve.kind(), reduced(curve, x, y, height));
            }
        }
        svg.close();
        drawDots(svg, x, y, height);
        drawLevels(svg, y, height);
        return svg.end();
    }

    private void drawDots(Svg svg, Axis x, Axis y, double height) {
        for (Curve curve : curves) {
            for (int i = 0; curve.dots() && i < curve.x().length; i++) {
                String hint = curve.name() + " at step " + Numbers.count((long) curve.x()[i]) + ": "
                        + Numbers.significant(curve.y()[i], 5);
                double at = TOP + height * (1 - y.share(curve.y()[i]));
                svg.dot("dot " + curve.kind(), x.share(curve.x()[i]) * 100, at, hint);
            }
        }
    }

    /// Names stand above their lines, highest first, each clear of the one before.
    private void drawLevels(Svg svg, Axis y, double height) {
        double above = Double.NEGATIVE_INFINITY;
        List<Level> sorted = new ArrayList<>(levels);
        sorted.sort((a, b) -> Double.compare(b.value(), a.value()));
        for (Level level : sorted) {
            double at = TOP + height * (1 - y.share(level.value()));
            svg.level("baseline", at);
            above = Math.max(at - 5, above + LABEL_GAP);
            svg.levelLabel(above, level.name() + " " + Numbers.fixed(level.value(), 3));
        }
    }

    /// The points of a curve in the coordinates of the picture, at most four a column.
    static double[] reduced(Curve curve, Axis x, Axis y, double height) {
        double[] points = new double[curve.x().length * 2];
        int size = 0;
        int from = 0;
        while (from < curve.x().length) {
            int column = column(curve, x, from);
            int to = from;
            int least = from;
            int most = from;
            while (to < curve.x().length && column(curve, x, to) == column) {
                least = curve.y()[to] < curve.y()[least] ? to : least;
                most = curve.y()[to] > curve.y()[most] ? to : most;
                to++;
            }
            int previous = -1;
            for (int point : new int[] {from, Math.min(least, most), Math.max(least, most), to - 1}) {
                if (point > previous) {
                    points[size++] = x.share(curve.x()[point]) * COLUMNS;
                    points[size++] = height * (1 - y.share(curve.y()[point]));
                    previous = point;
                }
            }
            from = to;
        }
        return Arrays.copyOf(points, size);
    }

    private static int column(Curve curve, Axis x, int point) {
        return (int) Math.floor(x.share(curve.x()[point]) * COLUMNS);
    }
}
