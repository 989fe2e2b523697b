package olmoe.tokenizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Remembers the ids of pre-tokens that were merged before. It holds up to a bound what comes first,
/// which in natural text is what comes most, and never decides what the ids are. One a thread.
///
/// Pre-tokens of up to 15 bytes are their own key in two longs, those of up to 31 in four; of longer ones the bytes
/// are kept beside.
final class PreTokenCache {
    private static final int SHORT = 15;
    private static final int LONGEST = 255;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    // which bits of the two longs belong to a pre-token of that length; looked up, as a branch is seldom foreseen
    private static final long[] LOW = new long[SHORT + 1];
    private static final long[] HIGH = new long[SHORT + 1];

    static {
        for (int length = 1; length <= SHORT; length++) {
            LOW[length] = length >= 8 ? -1L : -1L >>> 64 - 8 * length;
            HIGH[length] = length <= 8 ? 0 : -1L >>> 128 - 8 * length;
        }
    }

    private static final int ENTRY = 4; // longs: key, key with length, three ids, two ids and their count
    private static final int MAX_SLOTS = 1 << 19;
    private static final int INLINE = 5;
    private static final int ID_BITS = 21;
    private static final int ID_MASK = (1 << ID_BITS) - 1;
    private static final int MAX_LONG_ENTRIES = 1 << 17;
    private static final int MAX_IDS = 1 << 22;
    private static final int LONG_ENTRY = 5; // ints: hash, where its bytes are, how many, where its ids are, how many

    private long[] table = new long[ENTRY << 12];
    private int used;

    private final MediumPreTokens medium = new MediumPreTokens();

    private int[] longSlots = new int[1 << 10]; // entry number + 1
    private int[] longEntries = new int[LONG_ENTRY << 9];
    private int longUsed;
    private byte[] bytes = new byte[1 << 14];
    private int bytesUsed;

    private int[] ids = new int[1 << 12];
    private int idsUsed;

    /// Copies the ids of a pre-token.
    ///
    /// @param utf8 readable for 32 bytes from `from` on
    /// @param into has room for 5 ids more than there are
    /// @return the size of `into` after it, or -1 when it is not known
    int find(byte[] utf8, int from, int length, int[] into, int size) {
        if (length > SHORT) {
            return length <= MediumPreTokens.LONGEST
                    ? medium.find(utf8, from, length, into, size)
                    : length > LONGEST ? -1 : findLong(utf8, from, length, into, size);
        }
        long low = low(utf8, from, length);
        long high = high(utf8, from, length);
        long[] t = table;
        int slot = slot(low, high, t.length);
        while (t[slot] != low || t[slot + 1] != high) {
            if (t[slot + 1] == 0) {
                return -1;
            }
            slot = slot + ENTRY & t.length - 1;
        }
        return copy(t[slot + 2], t[slot + 3], into, size);
    }

    /// Three ids are written whether there are three or one: a branch costs more.
    private int copy(long first, long second, int[] into, int size) {
        int count = (int) (second >>> 2 * ID_BITS);
        into[size] = (int) first & ID_MASK;
        into[size + 1] = (int) (first >>> ID_BITS) & ID_MASK;
        into[size + 2] = (int) (first >>> 2 * ID_BITS);
        if (count > 3) {
            if (count > INLINE) {
                System.arraycopy(ids, (int) first, into, size, count);
                return size + count;
            }
            into[size + 3] = (int) second & ID_MASK;
            into[size + 4] = (int) (second >>> ID_BITS) & ID_MASK;
        }
        return size + count;
    }

    /// Keeps the ids of a pre-token that [#find] did not know.
    void put(byte[] utf8, int from, int length, int[] tokens, int count) {
        if (length <= SHORT) {
            putShort(utf8, from, length, tokens, count);
        } else if (length <= MediumPreTokens.LONGEST) {
            medium.put(utf8, from, length, tokens, count);
        } else if (length <= LONGEST) {
            putLong(utf8, from, length, tokens, count);
        }
    }

    private void putShort(byte[] utf8, int from, int length, int[] tokens, int count) {
        if (idsUsed + count > MAX_IDS || 2 * used * ENTRY >= table.length && !grow()) {
            return;
        }
        long first = 0;
        long second = (long) count << 2 * ID_BITS;
        if (count > INLINE) {
            first = keepIds(tokens, count);
        } else {
            for (int i = count - 1; i >= 0; i--) {
                if (i < 3) {
                    first = first << ID_BITS | tokens[i];
                } else {
                    second |= (long) tokens[i] << (i - 3) * ID_BITS;
                }
            }
        }
        insert(low(utf8, from, length), high(utf8, from, length), first, second);
        used++;
    }

    private void insert(long low, long high, long first, long second) {
        int slot = slot(low, high, table.length);
        while (table[slot + 1] != 0) {
            slot = slot + ENTRY & table.length - 1;
        }
        table[slot] = low;
        table[slot + 1] = high;
        table[slot + 2] = first;
        table[slot + 3] = second;
    }

    private boolean grow() {
        if (table.length == ENTRY * MAX_SLOTS) {
            return false;
        }
        long[] old = table;
        table = new long[2 * old.length];
        for (int slot = 0; slot < old.length; slot += ENTRY) {
            if (old[slot + 1] != 0) {
                insert(old[slot], old[slot + 1], old[slot + 2], old[slot + 3]);
            }
        }
        return true;
    }

    private int findLong(byte[] utf8, int from, int length, int[] into, int size) {
        int entry = longEntry(hash(utf8, from, length), utf8, from, length);
        if (entry < 0) {
            return -1;
        }
        int count = longEntries[entry + 4];
        System.arraycopy(ids, longEntries[entry + 3], into, size, count);
        return size + count;
    }

    private void putLong(byte[] utf8, int from, int length, int[] tokens, int count) {
        if (idsUsed + count > MAX_IDS || longUsed == MAX_LONG_ENTRIES) {
            return;
        }
        int entry = LONG_ENTRY * longUsed;
        if (entry == longEntries.length) {
            longEntries = Arrays.copyOf(longEntries, 2 * entry);
        }
        if (bytesUsed + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        System.arraycopy(utf8, from, bytes, bytesUsed, length);
        longEntries[entry] = hash(utf8, from, length);
        longEntries[entry + 1] = bytesUsed;
        longEntries[entry + 2] = length;
        longEntries[entry + 3] = keepIds(tokens, count);
        longEntries[entry + 4] = count;
        bytesUsed += length;
        longUsed++;
        if (2 * longUsed > longSlots.length) {
            longSlots = new int[2 * longSlots.length];
            for (int number = 0; number < longUsed; number++) {
                insertLong(number);
            }
        } else {
            insertLong(longUsed - 1);
        }
    }

    private void insertLong(int number) {
        int slot = longEntries[LONG_ENTRY * number] & longSlots.length - 1;
        while (longSlots[slot] != 0) {
            slot = slot + 1 & longSlots.length - 1;
        }
        longSlots[slot] = number + 1;
    }

    private int longEntry(int hash, byte[] utf8, int from, int length) {
        int slot = hash & longSlots.length - 1;
        while (longSlots[slot] != 0) {
            int entry = LONG_ENTRY * (longSlots[slot] - 1);
            int at = longEntries[entry + 1];
            if (longEntries[entry] == hash
                    && longEntries[entry + 2] == length
                    && Arrays.equals(bytes, at, at + length, utf8, from, from + length)) {
                return entry;
            }
            slot = slot + 1 & longSlots.length - 1;
        }
        return -1;
    }

    private int keepIds(int[] tokens, int count) {
        if (idsUsed + count > ids.length) {
            ids = Arrays.copyOf(ids, 2 * ids.length);
        }
        System.arraycopy(tokens, 0, ids, idsUsed, count);
        idsUsed += count;
        return idsUsed - count;
    }

    private static long low(byte[] utf8, int from, int length) {
        return (long) LONGS.get(utf8, from) & LOW[length];
    }

    /// Never 0: the length is in it.
    private static long high(byte[] utf8, int from, int length) {
        return (long) LONGS.get(utf8, from + 8) & HIGH[length] | (long) length << 56;
    }

    private static int slot(long low, long high, int tableLength) {
        long hash = low * 0x9E3779B97F4A7C15L + high * 0xC2B2AE3D27D4EB4FL;
        hash = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L; // from here on every byte is in the upper half
        return (int) (hash >>> 32) & tableLength - ENTRY;
    }

    private static int hash(byte[] utf8, int from, int length) {
        long hash = length;
        for (int i = 0; i < length; i += 8) {
            long part = (long) LONGS.get(utf8, from + i);
            int left = length - i;
            hash = (hash ^ (left >= 8 ? part : part & -1L >>> 64 - 8 * left)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }
}
