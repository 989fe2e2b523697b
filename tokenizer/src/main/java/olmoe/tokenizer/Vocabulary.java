package olmoe.tokenizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Tokens and their ids, as `tokenizer.json` spells them in UTF-8. Strings are made only when asked for, as a
/// process that encodes a few megabytes spends its time on start-up.
///
/// Grows while it is read, then not any more: several threads may look into it.
final class Vocabulary {
    /// Ids are below this, so that a pair of them and a rank fit one long.
    static final int LIMIT = 1 << 21;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLACK = 8;

    private byte[] bytes;
    private int used;
    // by entry, in the order of the file; an entry's bytes end where the next one's begin
    private int[] starts = new int[(1 << 10) + 1];
    private int[] ids = new int[1 << 10];
    private int size;
    private long[] slots = new long[1 << 11]; // hash in the upper half, entry + 1 in the lower
    private int[] entries = new int[0]; // by id, -1 for a hole; made by index()

    /// @param expectedBytes of all tokens together, about
    Vocabulary(int expectedBytes) {
        bytes = new byte[expectedBytes + SLACK];
    }

    static Vocabulary of(Iterable<String> tokens) {
        Vocabulary vocabulary = new Vocabulary(1 << 12);
        for (String token : tokens) {
            byte[] utf8 = Arrays.copyOf(token.getBytes(StandardCharsets.UTF_8), 3 * token.length() + SLACK);
            int length = token.getBytes(StandardCharsets.UTF_8).length;
            vocabulary.add(utf8, length, vocabulary.size);
        }
        vocabulary.index();
        return vocabulary;
    }

    /// Adds a token with an id below [#LIMIT].
    ///
    /// @param token its bytes from 0 on, 8 more readable
    /// @return false where it is there already
    boolean add(byte[] token, int length, int id) {
        int hash = hash(token, 0, length);
        int slot = slot(hash, token, 0, length);
        if (slots[slot] != 0) {
            return false;
        }
        if (used + length + SLACK > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.addExact(2 * bytes.length, length));
        }
        System.arraycopy(token, 0, bytes, used, length);
        used += length;
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size + 1);
        }
        ids[size++] = id;
        starts[size] = used;
        slots[slot] = (long) hash << 32 | size;
        if (2 * size > slots.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[4 * old.length];
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> 32) & slots.length - 1;
                while (slots[slot] != 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = entry;
            }
        }
    }

    /// Tokens in it.
    int size() {
        return size;
    }

    /// The id of an entry, in the order they were added.
    int idAt(int entry) {
        return ids[entry];
    }

    /// The text of an entry, in the order they were added.
    String tokenAt(int entry) {
        return new String(bytes, starts[entry], starts[entry + 1] - starts[entry], StandardCharsets.UTF_8);
    }

    /// Enables [#token].
    void index() {
        int largest = -1;
        for (int entry = 0; entry < size; entry++) {
            largest = Math.max(largest, ids[entry]);
        }
        entries = new int[largest + 1];
        Arrays.fill(entries, -1);
        for (int entry = 0; entry < size; entry++) {
            entries[ids[entry]] = entry;
        }
    }

    /// The token of an id, or null.
    String token(int id) {
        int entry = id < entries.length ? entries[id] : -1;
        return entry < 0 ? null : tokenAt(entry);
    }

    /// The id of a token, or -1.
    int id(String token) {
        byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
        return id(Arrays.copyOf(utf8, utf8.length + SLACK), 0, utf8.length);
    }

    /// The id of a token, or -1.
    ///
    /// @param token 8 bytes more are readable
    int id(byte[] token, int from, int length) {
        long entry = slots[slot(hash(token, from, length), token, from, length)];
        return entry == 0 ? -1 : ids[(int) entry - 1];
    }

    /// Where a token is, or would be.
    private int slot(int hash, byte[] token, int from, int length) {
        int slot = hash & slots.length - 1;
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if ((int) (entry >>> 32) == hash && same((int) entry - 1, token, from, length)) {
                return slot;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean same(int entry, byte[] token, int from, int length) {
        int start = starts[entry];
        if (starts[entry + 1] - start != length) {
            return false;
        }
        for (int i = 0; i < length; i += 8) {
            long difference = (long) LONGS.get(bytes, start + i) ^ (long) LONGS.get(token, from + i);
            if ((difference & within(length - i)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] token, int from, int length) {
        long hash = length;
        for (int i = 0; i < length; i += 8) {
            long eight = (long) LONGS.get(token, from + i) & within(length - i);
            hash = (hash ^ eight) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 16);
    }

    /// The bits of so many bytes of a long, at most all.
    private static long within(int left) {
        return left >= 8 ? -1L : (1L << 8 * left) - 1;
    }
}
