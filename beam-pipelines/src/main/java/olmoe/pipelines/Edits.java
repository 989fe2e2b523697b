package olmoe.pipelines;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import olmoe.filters.DocumentKey;

/// What a match found out about one part's documents: those that it drops, each with the document that
/// it resembles. 40 bytes each, big-endian: row, ordinal of the step, then key, part and row of the
/// other, then the similarity; in ascending order of rows. Of several steps that drop a document the
/// first in the recipe is the one that counts, and the only one here.
final class Edits {
    static final int BYTES = 4 + 4 + 16 + 4 + 4 + 8;

    private Edits() {}

    /// A document that a step could drop for another.
    ///
    /// @param date of the other, as its place in the order of survival
    record Candidate(Edit edit, long date) {
        static final int BYTES = Edits.BYTES + Long.BYTES;

        byte[] bytes() {
            return ByteBuffer.allocate(BYTES).put(edit.bytes()).putLong(date).array();
        }

        static Candidate parse(ByteBuffer in) {
            return new Candidate(Edit.parse(in), in.getLong());
        }
    }

    /// @param step ordinal in the recipe
    /// @param matched key of the document that this one resembles
    /// @param part ordinal of that document's part
    /// @param otherRow its row there
    record Edit(int row, int step, DocumentKey matched, int part, int otherRow, double similarity) {

        byte[] bytes() {
            return ByteBuffer.allocate(BYTES)
                    .putInt(row)
                    .putInt(step)
                    .putLong(matched.high())
                    .putLong(matched.low())
                    .putInt(part)
                    .putInt(otherRow)
                    .putDouble(similarity)
                    .array();
        }

        static Edit parse(ByteBuffer in) {
            return new Edit(
                    in.getInt(),
                    in.getInt(),
                    new DocumentKey(in.getLong(), in.getLong()),
                    in.getInt(),
                    in.getInt(),
                    in.getDouble());
        }
    }

    /// @throws IOException where the bytes are no whole number of edits
    static List<Edit> read(byte[] bytes, String name) throws IOException {
        if (bytes.length % BYTES != 0) {
            throw new IOException(name + ": edits have " + BYTES + " bytes each, but the file has " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Edit> edits = new ArrayList<>();
        while (in.hasRemaining()) {
            edits.add(Edit.parse(in));
        }
        return edits;
    }

    /// One edit a row: of the first step, and of its candidates the one that precedes the others.
    ///
    /// @param priorities of the sources of all parts, by ordinal
    static List<Edit> chosen(List<Candidate> candidates, int[] priorities) {
        TreeMap<Integer, Candidate> chosen = new TreeMap<>();
        for (Candidate candidate : candidates) {
            chosen.merge(candidate.edit().row(), candidate, (a, b) -> compare(a, b, priorities) <= 0 ? a : b);
        }
        return chosen.values().stream().map(Candidate::edit).toList();
    }

    private static int compare(Candidate first, Candidate second, int[] priorities) {
        Edit a = first.edit();
        Edit b = second.edit();
        int order = Integer.compare(a.step(), b.step());
        order = order != 0 ? order : Integer.compare(priorities[a.part()], priorities[b.part()]);
        order = order != 0 ? order : Long.compare(first.date(), second.date());
        order = order != 0 ? order : a.matched().compareTo(b.matched());
        order = order != 0 ? order : Integer.compare(a.part(), b.part());
        return order != 0 ? order : Integer.compare(a.otherRow(), b.otherRow());
    }

    static void write(OutputStream stream, List<Edit> edits) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16))) {
            for (Edit edit : edits) {
                out.write(edit.bytes());
            }
        }
    }
}
