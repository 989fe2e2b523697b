package olmoe.filters.stats;

import java.math.BigDecimal;
import java.math.BigInteger;

/// A sum of doubles that does not depend on their order: a fixed-point number of 320 bits, 160 of them after the
/// point.
///
/// What a double has below 2^-160 is cut off, value by value; the sum is exact for sums of absolute value below 2^158.
final class ExactSum {
    private static final int LIMBS = 5;
    private static final int FRACTION_BITS = 160;
    private static final int MANTISSA_BITS = 52;
    private static final double MOST = 0x1p127;

    private final long[] limbs = new long[LIMBS]; // two's complement, the lowest first

    /// @throws IllegalArgumentException for what is not finite, or too large
    void add(double value) {
        if (!(Math.abs(value) < MOST)) {
            throw new IllegalArgumentException("expected a value below 2^127, found " + value);
        }
        int exponent = Math.max(Double.MIN_EXPONENT, Math.getExponent(value));
        long bits = Double.doubleToRawLongBits(value);
        long mantissa = bits & (1L << MANTISSA_BITS) - 1;
        mantissa |= Math.getExponent(value) < Double.MIN_EXPONENT ? 0 : 1L << MANTISSA_BITS;
        int shift = exponent - MANTISSA_BITS + FRACTION_BITS;
        if (shift < 0) {
            mantissa = shift > -64 ? mantissa >>> -shift : 0;
            shift = 0;
        }
        int limb = shift / Long.SIZE;
        int rest = shift % Long.SIZE;
        long low = mantissa << rest;
        long high = rest == 0 ? 0 : mantissa >>> Long.SIZE - rest;
        if (bits < 0) {
            subtract(limb, low, high);
        } else {
            add(limb, low, high);
        }
    }

    void add(ExactSum other) {
        long carry = 0;
        for (int i = 0; i < LIMBS; i++) {
            long sum = limbs[i] + other.limbs[i];
            long carried = Long.compareUnsigned(sum, limbs[i]) < 0 ? 1 : 0;
            limbs[i] = sum + carry;
            carry = carried | (carry == 1 && limbs[i] == 0 ? 1 : 0);
        }
    }

    private void add(int from, long low, long high) {
        long carry = addTo(from, low);
        carry = addTo(from + 1, high, carry);
        for (int i = from + 2; i < LIMBS && carry != 0; i++) {
            carry = addTo(i, carry);
        }
    }

    private long addTo(int i, long value) {
        limbs[i] += value;
        return Long.compareUnsigned(limbs[i], value) < 0 ? 1 : 0;
    }

    private long addTo(int i, long value, long carry) {
        if (i >= LIMBS) {
            return 0;
        }
        return addTo(i, value) | addTo(i, carry);
    }

    private void subtract(int from, long low, long high) {
        ExactSum negative = new ExactSum();
        negative.add(from, low, high);
        negative.negate();
        add(negative);
    }

    private void negate() {
        boolean carry = true;
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = ~limbs[i] + (carry ? 1 : 0);
            carry &= limbs[i] == 0;
        }
    }

    /// In units of 2^-160.
    BigInteger units() {
        byte[] bytes = new byte[LIMBS * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = (byte) (limbs[i / Long.BYTES] >>> 8 * (i % Long.BYTES));
        }
        return new BigInteger(bytes);
    }

    static ExactSum ofUnits(BigInteger units) {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < LIMBS; i++) {
            sum.limbs[i] = units.shiftRight(Long.SIZE * i).longValue();
        }
        return sum;
    }

    /// Every binary digit, as a decimal number.
    BigDecimal value() {
        return new BigDecimal(units()).divide(new BigDecimal(BigInteger.ONE.shiftLeft(FRACTION_BITS)));
    }
}
