package olmoe.release.report;

import java.util.ArrayList;
import java.util.List;

/// Round values that cover a range: multiples of 1, 2 or 5 times a power of ten, about `wanted` of them.
record Axis(double low, double high, List<Double> ticks) {

    Axis {
        ticks = List.copyOf(ticks);
    }

    /// The range widened to the ticks around it.
    static Axis around(double least, double most, int wanted) {
        double step = step(least, most, wanted);
        double first = Math.floor(least / step);
        double last = Math.max(first + 1, Math.ceil(most / step));
        List<Double> ticks = new ArrayList<>();
        for (double k = first; k <= last; k++) {
            ticks.add(k * step);
        }
        return new Axis(first * step, last * step, ticks);
    }

    /// The range with a twentieth of it on both sides, and the ticks that lie in it.
    static Axis padded(double least, double most, int wanted) {
        double padding = (most - least) / 20;
        return within(least - padding, most + padding, wanted);
    }

    /// The range as it is, with the ticks that lie in it.
    static Axis within(double least, double most, int wanted) {
        double step = step(least, most, wanted);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(least / step); k * step <= most; k++) {
            ticks.add(k * step);
        }
        return new Axis(least, most > least ? most : least + step, ticks);
    }

    private static double step(double least, double most, int wanted) {
        double range = most > least ? most - least : Math.max(Math.abs(most), 1);
        double power = 1;
        while (power * 10 <= range / wanted) {
            power *= 10;
        }
        while (power > range / wanted) {
            power /= 10;
        }
        for (double factor : new double[] {1, 2, 5}) {
            if (range / (power * factor) <= wanted) {
                return power * factor;
            }
        }
        return power * 10;
    }

    /// Where a value lies between low and high, in 0..1.
    double share(double value) {
        return (value - low) / (high - low);
    }
}
