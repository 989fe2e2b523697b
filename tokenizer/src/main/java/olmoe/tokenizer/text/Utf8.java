package olmoe.tokenizer.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Well-formed UTF-8 (Unicode 16, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /// Bytes of the sequence that begins at `at`, 1 to 4, or 0 where it is not well-formed.
    public static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2 || at + 1 >= to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        if (lead < 0xE0) {
            return (second & 0xC0) == 0x80 ? 2 : 0;
        }
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most || at + 2 >= to || (bytes[at + 2] & 0xC0) != 0x80) {
            return 0;
        }
        if (lead < 0xF0) {
            return 3;
        }
        return lead < 0xF5 && at + 3 < to && (bytes[at + 3] & 0xC0) == 0x80 ? 4 : 0;
    }

    /// The first byte that belongs to no well-formed sequence, or `to`.
    public static int wellFormedTo(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            i = asciiTo(bytes, i, to);
            if (i < to) {
                int length = sequence(bytes, i, to);
                if (length == 0) {
                    return i;
                }
                i += length;
            }
        }
        return to;
    }

    /// The first byte above 0x7F, or `to`.
    public static int asciiTo(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to) {
            long high = (long) LONGS.get(bytes, i) & HIGH_BITS;
            if (high != 0) {
                return i + (Long.numberOfTrailingZeros(high) >>> 3);
            }
            i += 8;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /// The code point of a well-formed sequence.
    public static int codePoint(byte[] utf8, int at) {
        int lead = utf8[at];
        if (lead >= 0) {
            return lead;
        }
        lead &= 0xFF;
        if (lead < 0xE0) {
            return (lead & 0x1F) << 6 | utf8[at + 1] & 0x3F;
        }
        if (lead < 0xF0) {
            return (lead & 0xF) << 12 | (utf8[at + 1] & 0x3F) << 6 | utf8[at + 2] & 0x3F;
        }
        return (lead & 7) << 18 | (utf8[at + 1] & 0x3F) << 12 | (utf8[at + 2] & 0x3F) << 6 | utf8[at + 3] & 0x3F;
    }

    /// Bytes of the sequence that a lead byte begins.
    public static int width(byte lead) {
        return lead >= 0 ? 1 : (lead & 0xFF) < 0xE0 ? 2 : (lead & 0xFF) < 0xF0 ? 3 : 4;
    }

    /// Writes a code point and returns the place after it.
    public static int put(int codePoint, byte[] into, int at) {
        if (codePoint < 0x80) {
            into[at] = (byte) codePoint;
            return at + 1;
        }
        if (codePoint < 0x800) {
            into[at] = (byte) (0xC0 | codePoint >> 6);
            into[at + 1] = (byte) (0x80 | codePoint & 0x3F);
            return at + 2;
        }
        if (codePoint < 0x10000) {
            into[at] = (byte) (0xE0 | codePoint >> 12);
            into[at + 1] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            into[at + 2] = (byte) (0x80 | codePoint & 0x3F);
            return at + 3;
        }
        into[at] = (byte) (0xF0 | codePoint >> 18);
        into[at + 1] = (byte) (0x80 | codePoint >> 12 & 0x3F);
        into[at + 2] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        into[at + 3] = (byte) (0x80 | codePoint & 0x3F);
        return at + 4;
    }
}
