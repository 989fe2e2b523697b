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

    /// Draws from the first to the last bin that holds something.
    static String draw(String id, String title, String description, List<LengthBin> all) {
        List<LengthBin> bins = filled(all);
        long most = bins.stream().mapToLong(LengthBin::documents).max().orElse(0);
        Axis y = Axis.around(0, most, 4);
        Svg svg = new Svg(id, "plot", TOP + HEIGHT + 26, title, description);
        for (double tick : y.ticks()) {
            double at = TOP + HEIGHT * (1 - y.share(tick));
            svg.level("grid", at).marginLabel(at + 4, tick((long) tick));
        }
        double slot = 100.0 / bins.size();
        int stride = (bins.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (int i = 0; i < bins.size(); i++) {
            LengthBin bin = bins.get(i);
            double tall = HEIGHT * y.share(bin.documents());
            String hint = bin.label() + " tokens: " + Numbers.count(bin.documents()) + " documents";
            svg.rect("kept", slot * (i + 0.06), TOP + HEIGHT - tall, slot * 0.88, tall, hint);
            if (i % stride == 0) {
                svg.label("tick", slot * (i + 0.06), TOP + HEIGHT + 20, tick(bin.from()));
            }
        }
        return svg.end();
    }

    private static List<LengthBin> filled(List<LengthBin> bins) {
        int first = 0;
        int last = bins.size();
        while (first < last - 1 && bins.get(first).documents() == 0) {
            first++;
        }
        while (last > first + 1 && bins.get(last - 1).documents() == 0) {
            last--;
        }
        return bins.subList(first, last);
    }

    private static String tick(long value) {
        return value < LONG_LABEL ? Numbers.count(value) : Numbers.abbreviated(value);
    }
}
