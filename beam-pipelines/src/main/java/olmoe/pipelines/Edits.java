package olmoe.pipelines;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import olmoe.filters.DocumentKey;

/// What a match found out about one part's documents: 33 bytes each, big-endian: row, ordinal of the
/// step, kind, key, number. A document that leaves has the key of the one that stays; one that stays in
/// company has the size of its group.
final class Edits {
    static final byte DROP = 0;
    static final byte SURVIVE = 1;
    static final int BYTES = 4 + 4 + 1 + 16 + 8;

    private final Int2ObjectMap<Edit> drops = new Int2ObjectOpenHashMap<>();

    /// @param step ordinal in the recipe
    /// @param kept key of the document that stays
    /// @param groupSize members of the group, for the one that stays
    record Edit(int row, int step, byte kind, DocumentKey kept, long groupSize) {

        static Edit drop(int row, int step, DocumentKey kept) {
            return new Edit(row, step, DROP, kept, 0);
        }

        static Edit survive(int row, int step, DocumentKey own, long groupSize) {
            return new Edit(row, step, SURVIVE, own, groupSize);
        }

        byte[] bytes() {
            return ByteBuffer.allocate(BYTES)
                    .putInt(row)
                    .putInt(step)
                    .put(kind)
                    .putLong(kept.high())
                    .putLong(kept.low())
                    .putLong(groupSize)
                    .array();
        }

        static Edit parse(ByteBuffer in) {
            return new Edit(
                    in.getInt(), in.getInt(), in.get(), new DocumentKey(in.getLong(), in.getLong()), in.getLong());
        }
    }

    /// @throws IOException where the bytes are no whole number of edits
    Edits(byte[] bytes, String name) throws IOException {
        if (bytes.length % BYTES != 0) {
            throw new IOException(name + ": edits have " + BYTES + " bytes each, but the file has " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            Edit edit = Edit.parse(in);
            // of several steps that drop a document, the first in the recipe is the one that counts
            if (edit.kind() == DROP
                    && (!drops.containsKey(edit.row())
                            || edit.step() < drops.get(edit.row()).step())) {
                drops.put(edit.row(), edit);
            }
        }
    }

    static void write(OutputStream stream, List<Edit> edits) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16))) {
            for (Edit edit : edits) {
                out.write(edit.bytes());
            }
        }
    }

    /// The edit that drops a row, or null.
    Edit drop(int row) {
        return drops.get(row);
    }
}
