package olmoe.model.checkpoint;

/// BF16: the upper half of a float.
public final class BrainFloat {
    private BrainFloat() {}

    /// The bits of the nearest BF16, ties to even; NaN keeps a fraction bit.
    public static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    public static float widen(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
