package olmoe.tokenizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Remembers the ids of pre-tokens of 16 to 31 bytes, where they are at most eleven. Key and ids lie together, as an
/// entry that is looked up is seldom near: names in source code, and words of scripts with two bytes a letter.
final class MediumPreTokens {
    static final int LONGEST = 31;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // longs of an entry: four of the key, the last with its length; four with three ids each, the last with two and
    // how many they are
    private static final int ENTRY = 8;
    private static final int LAST_OF_KEY = 3;
    private static final int IDS = 4;
    private static final int LAST = 7;

    private static final int MAX_SLOTS = 1 << 17;
    private static final int MOST_IDS = 11;
    private static final int ID_BITS = 21;
    private static final int ID_MASK = (1 << ID_BITS) - 1;

    private long[] table = new long[ENTRY << 8];
    private int used;

    /// Copies the ids of a pre-token.
    ///
    /// @param utf8 readable for 32 bytes from `from` on
    /// @param into has room for 2 ids more than there are
    /// @return the size of `into` after it, or -1 when it is not known
    int find(byte[] utf8, int from, int length, int[] into, int size) {
        long[] t = table;
        int slot = slot(
                (long) LONGS.get(utf8, from),
                (long) LONGS.get(utf8, from + 8),
                third(utf8, from, length),
                fourth(utf8, from, length));
        if (t[slot + LAST_OF_KEY] == 0) {
            return -1;
        }
        int count = (int) (t[slot + LAST] >>> 2 * ID_BITS);
        int at = size;
        for (int i = slot + IDS; at < size + count; i++) {
            long three = t[i];
            into[at] = (int) three & ID_MASK;
            into[at + 1] = (int) (three >>> ID_BITS) & ID_MASK;
            into[at + 2] = (int) (three >>> 2 * ID_BITS);
            at += 3;
        }
        return size + count;
    }

    /// Keeps the ids of a pre-token that [#find] did not know.
    void put(byte[] utf8, int from, int length, int[] tokens, int count) {
        if (count > MOST_IDS || 2 * used * ENTRY >= table.length && !grow()) {
            return;
        }
        long a = (long) LONGS.get(utf8, from);
        long b = (long) LONGS.get(utf8, from + 8);
        long c = third(utf8, from, length);
        long d = fourth(utf8, from, length);
        int slot = slot(a, b, c, d);
        table[slot] = a;
        table[slot + 1] = b;
        table[slot + 2] = c;
        table[slot + LAST_OF_KEY] = d;
        for (int i = 0; i < count; i++) {
            table[slot + IDS + i / 3] |= (long) tokens[i] << i % 3 * ID_BITS;
        }
        table[slot + LAST] |= (long) count << 2 * ID_BITS;
        used++;
    }

    private boolean grow() {
        if (table.length == ENTRY * MAX_SLOTS) {
            return false;
        }
        long[] old = table;
        table = new long[2 * old.length];
        for (int from = 0; from < old.length; from += ENTRY) {
            if (old[from + LAST_OF_KEY] != 0) {
                int slot = slot(old[from], old[from + 1], old[from + 2], old[from + LAST_OF_KEY]);
                System.arraycopy(old, from, table, slot, ENTRY);
            }
        }
        return true;
    }

    /// Where a key is, or would be.
    private int slot(long a, long b, long c, long d) {
        long[] t = table;
        long hash = (a * 0x9E3779B97F4A7C15L + b ^ c * 0xC2B2AE3D27D4EB4FL + d) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32) * 0xC2B2AE3D27D4EB4FL;
        int slot = (int) (hash >>> 32) & t.length - ENTRY;
        while ((t[slot] ^ a | t[slot + 1] ^ b | t[slot + 2] ^ c | t[slot + LAST_OF_KEY] ^ d) != 0
                && t[slot + LAST_OF_KEY] != 0) {
            slot = slot + ENTRY & t.length - 1;
        }
        return slot;
    }

    private static long third(byte[] utf8, int from, int length) {
        long part = (long) LONGS.get(utf8, from + 16);
        return length >= 24 ? part : part & within(length - 16);
    }

    /// Never 0: the length is in it.
    private static long fourth(byte[] utf8, int from, int length) {
        long part = (long) LONGS.get(utf8, from + 24);
        return (length <= 24 ? 0 : part & within(length - 24)) | (long) length << 56;
    }

    /// The bits of so many bytes, fewer than eight.
    private static long within(int length) {
        return (1L << 8 * length) - 1;
    }
}
