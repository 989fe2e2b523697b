package olmoe.release.report;

import java.util.List;
import olmoe.release.card.LengthBin;
import olmoe.release.card.Numbers;

/// Upright bars over bins, as wide as each other whatever the bins hold.
final class Histogram {
    private static final double TOP = 16;
    private static final double HEIGHT = 200;
    private static final int MOST_LABELS = 6;
    private static final long LONG_LABEL = 100_000;

    private Histogram() {}

    static String draw(String id, String title, String description, List<LengthBin> bins) {
        long most = bins.stream().mapToLong(LengthBin::documents).max().orElse(0);
        Axis y = Axis.around(0, most, 4);
        Svg svg = new Svg(id, "plot", TOP + HEIGHT + 26, title, description);
        for (double tick : y.ticks()) {
            double at = TOP + HEIGHT * (1 - y.share(tick));
            svg.level("grid", at).marginLabel(at + 4, Numbers.abbreviated((long) tick));
        }
        double slot = 100.0 / bins.size();
        int stride = (bins.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (int i = 0; i < bins.size(); i++) {
            LengthBin bin = bins.get(i);
            double tall = HEIGHT * y.share(bin.documents());
            String hint = bin.label() + " tokens: " + Numbers.count(bin.documents()) + " documents";
            svg.rect("kept", slot * (i + 0.06), TOP + HEIGHT - tall, slot * 0.88, tall, hint);
            if (i % stride == 0) {
                svg.label(
                        "tick",
                        slot * (i + 0.06),
                        TOP + HEIGHT + 20,
                        bin.from() < LONG_LABEL ? Numbers.count(bin.from()) : Numbers.abbreviated(bin.from()));
            }
        }
        return svg.end();
    }
}
