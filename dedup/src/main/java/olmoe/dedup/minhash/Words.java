package olmoe.dedup.minhash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Utf8;

/// Runs of letters, marks and numbers (Unicode 16), in lower case; all else separates. In scripts
/// written without spaces every character is a word.
///
/// A word's hash is that of its UTF-8, eight bytes at a time, the last ones filled up with zeros. Words
/// of ASCII are cut and folded eight bytes at a time too; a word that holds or touches another character
/// is read again, code point after code point.
final class Words implements Shingler {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES; // the bit by which a letter's cases differ, set in every digit

    private static final CodePoints TABLES = CodePoints.unicode16();
    private static final char SEPARATOR = 0xFFFF; // U+FFFF and U+FFFE are no characters
    private static final char WORD_OF_ITS_OWN = 0xFFFE;

    /// What becomes of a character of the basic plane, or 0 where nobody asked yet. Threads may fill it
    /// at once: they write the same.
    private static final char[] FORMS = new char[0x10000];

    private final ShingleWindow window;
    private byte[] word = new byte[64];

    Words(int n) {
        this.window = new ShingleWindow(n);
    }

    @Override
    public void shingle(byte[] utf8, int length, Shingles out) {
        window.begin(out);
        int i = 0;
        while (i < length) {
            long eight = (long) LONGS.get(utf8, i);
            long inside = alphanumeric(eight);
            long begins = inside | eight & HIGH_BITS;
            if (begins << Byte.SIZE * (Long.BYTES - 1) == 0) {
                i += Long.numberOfTrailingZeros(begins) >>> 3; // eight where none begins
                continue;
            }
            int bits = Long.numberOfTrailingZeros(~inside & HIGH_BITS) & -Byte.SIZE;
            if (bits == Long.SIZE) {
                i = longWord(utf8, i, length);
            } else if (eight >>> bits << Byte.SIZE * (Long.BYTES - 1) < 0) {
                i = otherWord(utf8, i, length);
            } else {
                window.add(ShingleWindow.mix((eight | SPACES) & (1L << bits) - 1));
                i += (bits >>> 3) + 1;
            }
        }
        window.finish();
    }

    /// Hashes a word of eight letters and more and returns where to go on.
    private int longWord(byte[] utf8, int start, int length) {
        long hash = 0;
        for (int i = start; ; i += Long.BYTES) {
            long eight = (long) LONGS.get(utf8, i);
            int bits = Long.numberOfTrailingZeros(~alphanumeric(eight) & HIGH_BITS) & -Byte.SIZE;
            if (bits < Long.SIZE) {
                if (eight >>> bits << Byte.SIZE * (Long.BYTES - 1) < 0) {
                    return otherWord(utf8, start, length);
                }
                long last = (eight | SPACES) & (1L << bits) - 1;
                window.add(bits == 0 ? hash : ShingleWindow.mix(hash ^ last));
                return i + (bits >>> 3) + 1;
            }
            hash = ShingleWindow.mix(hash ^ (eight | SPACES));
        }
    }

    /// The high bits of the bytes that are `A-Za-z0-9`.
    private static long alphanumeric(long eight) {
        long low = eight & ~HIGH_BITS;
        long letters = low | SPACES;
        long letter = letters + (0x80 - 'a') * ONES & ~(letters + (0x7F - 'z') * ONES);
        long digit = low + (0x80 - '0') * ONES & ~(low + (0x7F - '9') * ONES);
        return (letter | digit) & ~eight & HIGH_BITS;
    }

    private int otherWord(byte[] utf8, int start, int length) {
        int size = 0;
        int i = start;
        while (i < length) {
            int c = Utf8.codePoint(utf8, i);
            i += Utf8.width(utf8[i]);
            int form = form(c);
            if (form == SEPARATOR) {
                break;
            }
            if (form == WORD_OF_ITS_OWN) {
                end(size);
                end(put(c, 0));
                size = 0;
            } else {
                size = put(form, size);
            }
        }
        end(size);
        return i;
    }

    private int put(int c, int at) {
        if (at + Integer.BYTES + Long.BYTES > word.length) {
            word = Arrays.copyOf(word, Math.multiplyExact(word.length, 2));
        }
        return Utf8.put(c, word, at);
    }

    private void end(int size) {
        if (size > 0) {
            LONGS.set(word, size, 0L);
            long hash = 0;
            for (int i = 0; i < size; i += Long.BYTES) {
                hash = ShingleWindow.mix(hash ^ (long) LONGS.get(word, i));
            }
            window.add(hash);
        }
    }

    private static int form(int c) {
        if (c >= FORMS.length) {
            return formOf(c);
        }
        if (FORMS[c] == 0) {
            FORMS[c] = (char) formOf(c); // no character of this plane has its lower case in another
        }
        return FORMS[c];
    }

    private static int formOf(int c) {
        if (isUnspaced(c)) {
            return WORD_OF_ITS_OWN;
        }
        int lower = lower(c);
        return lower == 0 ? SEPARATOR : lower;
    }

    /// The lower-case form of what belongs to a word, or 0.
    static int lower(int c) {
        return TABLES.isLetter(c) || TABLES.isMark(c) || TABLES.isNumber(c) ? TABLES.lower(c) : 0;
    }

    /// Thai to Burmese and Khmer, kana, Han.
    static boolean isUnspaced(int c) {
        return c >= 0x0E00 && c < 0x10A0 && (c < 0x0F00 || c >= 0x1000) && TABLES.isLetter(c)
                || c >= 0x1780 && c < 0x1800 && TABLES.isLetter(c)
                || c >= 0x3040 && c < 0x3100
                || c >= 0x3400 && c < 0xA000
                || c >= 0x20000 && c < 0x32000;
    }
}
