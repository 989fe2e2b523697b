package olmoe.tokenizer.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// [ByteScan] eight bytes at a time.
final class WordScan extends ByteScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long GATHER = 0x0102040810204080L;

    @Override
    public int ascii(byte[] bytes, int from) {
        long any = 0;
        for (int k = 0; k < BLOCK; k += 8) {
            any |= (long) LONGS.get(bytes, from + k);
        }
        return (any & HIGH_BITS) == 0 ? BLOCK : Utf8.asciiTo(bytes, from, from + BLOCK) - from;
    }

    @Override
    public void classes(byte[] bytes, int from, long[] into) {
        long letters = 0;
        long digits = 0;
        long controls = 0;
        long spaces = 0;
        long apostrophes = 0;
        for (int k = 0; k < BLOCK; k += 8) {
            long eight = (long) LONGS.get(bytes, from + k) & ~HIGH_BITS;
            letters |= gather(between(eight | 0x20 * ONES, 'a', 'z')) << k;
            digits |= gather(between(eight, '0', '9')) << k;
            controls |= gather(between(eight, '\t', '\r')) << k;
            spaces |= gather(between(eight, ' ', ' ')) << k;
            apostrophes |= gather(between(eight, '\'', '\'')) << k;
        }
        into[LETTERS] = letters;
        into[DIGITS] = digits;
        into[CONTROLS] = controls;
        into[SPACES] = spaces;
        into[APOSTROPHES] = apostrophes;
    }

    @Override
    public int nextPair(byte[] bytes, int from, int to, long[] firsts, long[] seconds) {
        for (int i = from; i < to; i += 8) {
            long eight = (long) LONGS.get(bytes, i);
            long after = (long) LONGS.get(bytes, i + 1);
            long found = 0;
            for (int k = 0; k < firsts.length; k++) {
                long others = eight ^ firsts[k] | after ^ seconds[k];
                found |= others - ONES & ~others;
            }
            found &= HIGH_BITS;
            if (found != 0) {
                return Math.min(to, i + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return to;
    }

    /// The high bit of every byte from `first` to `last`; all bytes are ASCII.
    private static long between(long eight, int first, int last) {
        return eight + (0x80 - first) * ONES & ~(eight + (0x7F - last) * ONES) & HIGH_BITS;
    }

    /// The high bits of eight bytes as eight bits.
    private static long gather(long highBits) {
        return (highBits >>> 7) * GATHER >>> 56;
    }
}
