package olmoe.tokenizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import olmoe.tokenizer.text.ByteScan;
import olmoe.tokenizer.text.Utf8;

/// Cuts text into pre-tokens, inside which byte pairs are merged. Written by hand for the patterns that
/// tokenizers use, and equal to them; no regular expression runs.
///
/// Immutable, for several threads.
abstract class PreTokens {
    /// Bytes that are read after the last one.
    static final int SLACK = 64;

    /// Pre-tokens that may be cut in one step.
    static final int BLOCK = ByteScan.BLOCK;

    /// Where the pre-token that begins at `start` ends.
    ///
    /// @param utf8 well-formed from `start` to `to`, [#SLACK] more readable
    /// @param to end of the text, as the pattern sees it
    abstract int end(byte[] utf8, int start, int to);

    /// Appends where the pre-tokens from `start` on end, until the text ends or the array has no room for 64 more.
    ///
    /// @param utf8 as for [#end]
    /// @param count how many ends are there already
    /// @return how many there are then
    int ends(byte[] utf8, int start, int to, int[] ends, int count) {
        int n = count;
        for (int i = start; i < to && n + BLOCK <= ends.length; n++) {
            i = end(utf8, i, to);
            ends[n] = i;
        }
        return n;
    }

    /// `\s+(?!\S)|\s+`: white space up to a word leaves its last character to the word.
    static int spaceEnd(byte[] utf8, int start, int to) {
        int i = start;
        int last = start;
        while (i < to && CharacterTypes.of(utf8, i) == CharacterTypes.SPACE) {
            last = i;
            i += Utf8.width(utf8[i]);
        }
        return i == to || last == start ? i : last;
    }

    /// The end of a run of one type that has begun before `from`.
    static int runEnd(byte[] utf8, int from, int to, byte type) {
        int i = from;
        while (i < to && CharacterTypes.of(utf8, i) == type) {
            i += Utf8.width(utf8[i]);
        }
        return i;
    }

    /// GPT-2's `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
    static final class Gpt2 extends PreTokens {
        private static final ByteScan SCAN = ByteScan.fastest();
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long ONES = 0x0101010101010101L;
        private static final long HIGH_BITS = 0x8080808080808080L;
        private static final int FEW = 12; // ASCII bytes for which a block does not pay

        /// ASCII is cut 64 bytes at a time without a branch for each pre-token, which would seldom be foreseen:
        /// where one begins follows from bits that say of what type each byte is.
        @Override
        int ends(byte[] utf8, int start, int to, int[] ends, int count) {
            long[] classes = new long[ByteScan.CLASSES];
            int n = count;
            int i = start;
            while (i < to && n + BLOCK <= ends.length) {
                int ascii = SCAN.ascii(utf8, i);
                if (Math.min(ascii, to - i) < FEW) {
                    i = end(utf8, i, to);
                    ends[n++] = i;
                    continue;
                }
                int base = i;
                long begins = begins(utf8, i, to, ascii, classes);
                if (begins != 0) {
                    write(begins, base, ends, n);
                    n += Long.bitCount(begins);
                    i = ends[n - 1];
                }
                if (to - base <= ascii) {
                    i = to;
                    ends[n++] = i;
                } else if (i == base) {
                    i = end(utf8, i, to);
                    ends[n++] = i;
                }
            }
            return n;
        }

        /// Writes the places of bits, at most 63, eight at a time whether there are so many or not: where a loop over
        /// them ends would seldom be foreseen.
        private static void write(long bits, int base, int[] places, int count) {
            long rest = bits;
            int n = count;
            do {
                for (int k = 0; k < 8; k++) {
                    places[n++] = base + Long.numberOfTrailingZeros(rest);
                    rest &= rest - 1;
                }
            } while (rest != 0);
        }

        /// A bit for each of the 64 bytes at which a pre-token begins, apart from the first, which begins one.
        /// Where the text goes on, the last two ASCII bytes stay open: what begins there depends on what
        /// follows.
        private static long begins(byte[] utf8, int from, int to, int ascii, long[] classes) {
            boolean ends = to - from <= ascii;
            int known = ends ? to - from : ascii - 1;
            SCAN.classes(utf8, from, classes);
            long letter = classes[ByteScan.LETTERS];
            long digit = classes[ByteScan.DIGITS];
            long blank = classes[ByteScan.SPACES];
            long space = blank
                    | classes[ByteScan.CONTROLS]
                    | (ends && known < BLOCK ? -1L << known : 0); // white space up to the end is one
            long other = ~(letter | digit | space);
            long afterSpace = space << 1;
            long sameAsBefore = letter & letter << 1 | digit & digit << 1 | other & other << 1;
            long begins = ~(sameAsBefore | space | afterSpace) // a word of another type
                    | space & ~afterSpace // white space after a word
                    | space
                            & afterSpace
                            & ~(space >> 1) // the last white space before a word; the text may end with bit 63
                    | ~space & afterSpace & ~(blank << 1); // a word after what does not belong to it
            begins &= -1L >>> BLOCK - known & ~1;
            long contractions = classes[ByteScan.APOSTROPHES] & (begins | 1);
            while (contractions != 0) {
                int at = Long.numberOfTrailingZeros(contractions);
                contractions &= contractions - 1;
                if (at + 3 >= known && !ends) {
                    return begins & (2L << at) - 1;
                }
                int length = contraction(utf8, from + at, to);
                if (length > 0) {
                    begins &= ~(2L << at);
                    begins |= at + length < known ? 1L << at + length : 0;
                }
            }
            return begins;
        }

        @Override
        int end(byte[] utf8, int start, int to) {
            long eight = (long) LONGS.get(utf8, start);
            int space = (byte) eight == ' ' ? 1 : 0;
            int letters = Long.numberOfTrailingZeros(noLetters(eight >>> 8 * space)) >>> 3;
            if (letters == 0) {
                return anyEnd(utf8, start, to);
            }
            int i = start + space + letters;
            if (letters + space == 8) {
                int more;
                do {
                    more = Long.numberOfTrailingZeros(noLetters((long) LONGS.get(utf8, i))) >>> 3;
                    i += more;
                } while (more == 8 && i < to);
            }
            if (i >= to) {
                return to;
            }
            return utf8[i] >= 0 ? i : runEnd(utf8, i, to, CharacterTypes.LETTER);
        }

        /// The high bit of every byte that is no ASCII letter.
        private static long noLetters(long eight) {
            long lower = (eight | 0x20 * ONES) & ~HIGH_BITS;
            long fromA = lower + (0x80 - 'a') * ONES;
            long afterZ = lower + (0x80 - 'z' - 1) * ONES;
            return (~fromA | afterZ | eight) & HIGH_BITS;
        }

        private static int anyEnd(byte[] utf8, int start, int to) {
            int first = utf8[start];
            if (first == '\'') {
                int contraction = contraction(utf8, start, to);
                if (contraction > 0) {
                    return start + contraction;
                }
            }
            int i = start;
            byte type = CharacterTypes.of(utf8, i);
            if (first == ' ' && i + 1 < to) {
                byte next = CharacterTypes.of(utf8, i + 1);
                if (next != CharacterTypes.SPACE) {
                    i++;
                    type = next;
                }
            }
            return type == CharacterTypes.SPACE ? spaceEnd(utf8, i, to) : runEnd(utf8, i, to, type);
        }

        private static int contraction(byte[] utf8, int start, int to) {
            if (start + 1 >= to) {
                return 0;
            }
            int second = utf8[start + 1];
            if (second == 's' || second == 't' || second == 'm' || second == 'd') {
                return 2;
            }
            int third = start + 2 < to ? utf8[start + 2] : 0;
            boolean three = (second == 'r' || second == 'v') && third == 'e' || second == 'l' && third == 'l';
            return three ? 3 : 0;
        }
    }

    /// That of cl100k, Llama 3, dolma2 and, with one digit, Qwen 2:
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|` and then
    /// ` ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
    static final class Cl100k extends PreTokens {
        private final int digits;

        /// @param digits the most in one pre-token
        Cl100k(int digits) {
            this.digits = digits;
        }

        @Override
        int end(byte[] utf8, int start, int to) {
            byte first = utf8[start];
            byte type = CharacterTypes.of(utf8, start);
            if (type == CharacterTypes.LETTER) {
                return runEnd(utf8, start, to, type);
            }
            if (type == CharacterTypes.NUMBER) {
                int i = start;
                for (int n = 0; n < digits && i < to && CharacterTypes.of(utf8, i) == type; n++) {
                    i += Utf8.width(utf8[i]);
                }
                return i;
            }
            if (first == '\'') {
                int contraction = contraction(utf8, start, to);
                if (contraction > 0) {
                    return start + contraction;
                }
            }
            int second = start + Utf8.width(first);
            byte next = second < to ? CharacterTypes.of(utf8, second) : 0;
            if (next == CharacterTypes.LETTER && first != '\n' && first != '\r') {
                return runEnd(utf8, second, to, next);
            }
            if (type == CharacterTypes.OTHER || first == ' ' && next == CharacterTypes.OTHER) {
                int i = runEnd(utf8, second, to, CharacterTypes.OTHER);
                while (i < to && isLineEnd(utf8[i])) {
                    i++;
                }
                return i;
            }
            return lineEnd(utf8, start, to);
        }

        /// `\s*[\r\n]+|\s+(?!\S)|\s+`.
        private static int lineEnd(byte[] utf8, int start, int to) {
            int end = runEnd(utf8, start, to, CharacterTypes.SPACE);
            for (int i = end; i > start; i--) {
                if (isLineEnd(utf8[i - 1])) {
                    return i;
                }
            }
            return spaceEnd(utf8, start, to);
        }

        private static boolean isLineEnd(byte b) {
            return b == '\n' || b == '\r';
        }

        /// In either case; the long s is an s in the other case too.
        private static int contraction(byte[] utf8, int start, int to) {
            int second = start + 1 < to ? utf8[start + 1] | 0x20 : 0;
            if (second == 's' || second == 't' || second == 'm' || second == 'd') {
                return 2;
            }
            int third = start + 2 < to ? utf8[start + 2] | 0x20 : 0;
            boolean three = (second == 'r' || second == 'v') && third == 'e' || second == 'l' && third == 'l';
            boolean longS = start + 2 < to && utf8[start + 1] == (byte) 0xC5 && utf8[start + 2] == (byte) 0xBF;
            return three || longS ? 3 : 0;
        }
    }
}
