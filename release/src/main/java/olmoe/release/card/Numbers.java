package olmoe.release.card;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How every figure of a document is written: the same on every JDK and in every locale. Ties go to
/// the even neighbour, and a double is rounded from its exact value.
public final class Numbers {
    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] SHORT_UNITS = {"", "k", "M", "G", "T", "P"};

    private Numbers() {}

    /// Digits in groups of three, `1,234,567`.
    public static String count(long value) {
        StringBuilder digits = new StringBuilder(Long.toString(value));
        int first = value < 0 ? 1 : 0;
        for (int i = digits.length() - 3; i > first; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }

    /// A fixed number of decimals, `4.1730`; never an exponent, never a negative zero.
    public static String fixed(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /// At most `digits` significant digits without trailing zeros, `0.00183`; `1.83e-9` below a
    /// millionth and from a million times a million on.
    public static String significant(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -6 && exponent < 12) {
            return plain(rounded);
        }
        return plain(rounded.movePointLeft(exponent)) + "e" + exponent;
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /// `part` of `whole` in percent with one decimal; a whole of zero has the share `–`.
    public static String share(long part, long whole) {
        return whole == 0 ? "–" : percent((double) part / whole);
    }

    /// A fraction in percent with one decimal.
    public static String percent(double fraction) {
        return fixed(fraction * 100, 1) + " %";
    }

    /// Decimal multiples of bytes with three digits, `12.3 MB`.
    public static String bytes(long bytes) {
        return scaled(bytes, BYTE_UNITS, " ");
    }

    /// A count for a place without room, `12.3M`.
    public static String abbreviated(long value) {
        return scaled(value, SHORT_UNITS, "");
    }

    private static String scaled(long value, String[] units, String separator) {
        int unit = 0;
        BigDecimal scaled = BigDecimal.valueOf(value);
        BigDecimal thousand = BigDecimal.valueOf(1000);
        while (unit < units.length - 1 && round(scaled).compareTo(thousand) >= 0) {
            scaled = scaled.movePointLeft(3);
            unit++;
        }
        String digits = unit == 0 ? scaled.toPlainString() : round(scaled).toPlainString();
        return digits + separator + units[unit];
    }

    private static BigDecimal round(BigDecimal value) {
        int whole = value.precision() - value.scale();
        return value.setScale(Math.max(0, 3 - Math.max(1, whole)), RoundingMode.HALF_EVEN);
    }
}
