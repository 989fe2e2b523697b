package olmoe.filters.extract;

import java.util.function.IntToDoubleFunction;

/// Blocks that follow each other.
///
/// @param end exclusive
record Run(int first, int end) {

    /// The first of the runs whose values have the greatest sum (Pasternack and Roth, WWW 2009).
    static Run most(int n, IntToDoubleFunction value) {
        double best = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int start = 0;
        Run run = new Run(0, 0);
        for (int i = 0; i < n; i++) {
            if (sum < 0) {
                sum = 0;
                start = i;
            }
            sum += value.applyAsDouble(i);
            if (sum > best) {
                best = sum;
                run = new Run(start, i + 1);
            }
        }
        return run;
    }

    boolean holds(int i) {
        return i >= first && i < end;
    }
}
