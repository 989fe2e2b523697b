package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A row of figures, each put under a name; the same names in the same order for every row.
final class Figures {
    private static final double[] LOGS =
            IntStream.range(0, 4096).mapToDouble(Figures::logOf).toArray();

    private final float[] row;
    private final List<String> names;
    private int at;

    /// @param names where the names go, or null
    private Figures(float[] row, List<String> names) {
        this.row = row;
        this.names = names;
    }

    static Figures into(float[] row) {
        return new Figures(row, null);
    }

    /// Keeps the names instead of the figures.
    static Figures naming() {
        return new Figures(null, new ArrayList<>());
    }

    List<String> names() {
        return List.copyOf(names);
    }

    void put(String name, double figure) {
        if (names == null) {
            row[at] = (float) figure;
        } else {
            names.add(name);
        }
        at++;
    }

    void put(String name, boolean figure) {
        put(name, figure ? 1 : 0);
    }

    /// The logarithm of a count: 0 for none, 1 for 1.
    void putLog(String name, double count) {
        put(name, log(count));
    }

    static double log(double count) {
        int whole = (int) count;
        return whole == count && whole >= 0 && whole < LOGS.length ? LOGS[whole] : logOf(count);
    }

    private static double logOf(double count) {
        return StrictMath.log1p(Math.max(0, count)) * 1.4426950408889634;
    }
}
