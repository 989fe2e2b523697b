package olmoe.tokenizer;

import java.util.Arrays;

/// A growing run of token ids that can be used again. Not for several threads.
public final class TokenIds {
    private int[] ids = new int[256];
    private int size;

    public int size() {
        return size;
    }

    public int get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index + " of " + size);
        }
        return ids[index];
    }

    /// The ids in place: valid up to [#size()] and until the next change.
    public int[] array() {
        return ids;
    }

    public int[] toArray() {
        return Arrays.copyOf(ids, size);
    }

    public void clear() {
        size = 0;
    }

    public void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ids[size++] = id;
    }

    /// Makes room, so that the array takes `more` ids without a check.
    int[] reserve(int more) {
        if (ids.length - size < more) {
            ids = Arrays.copyOf(ids, Math.max(2 * ids.length, Math.addExact(size, more)));
        }
        return ids;
    }

    void setSize(int newSize) {
        size = newSize;
    }
}
