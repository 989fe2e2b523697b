package olmoe.filters.rule;

/// What settings may be; the names are those of the recipe.
public final class Limits {
    private Limits() {}

    public static void fraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1 but was " + value);
        }
    }

    public static void atLeast(String name, double least, double value) {
        if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be at least " + plain(least) + " but was " + plain(value));
        }
    }

    public static void ordered(String lowName, double low, String highName, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    lowName + " must not exceed " + highName + " but was " + plain(low) + " over " + plain(high));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
