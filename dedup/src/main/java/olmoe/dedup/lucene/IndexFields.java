package olmoe.dedup.lucene;

import java.nio.ByteBuffer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/// How one document stands in the index: its key and URL, a term for each lane's minimum, its minima and
/// its shingles.
final class IndexFields {
    static final String KEY = "key";
    static final String URL = "url";
    static final String MINIMUM = "minimum";
    static final String MINIMA = "minima";
    static final String SHINGLES = "shingles";

    private IndexFields() {}

    static Document document(String key, String url, long[] minima, int[] shingles) {
        Document document = new Document();
        document.add(new StringField(KEY, key, Field.Store.YES));
        document.add(new StoredField(URL, url));
        for (int lane = 0; lane < minima.length; lane++) {
            document.add(new StringField(MINIMUM, term(lane, minima[lane]).bytes(), Field.Store.NO));
        }
        ByteBuffer longs = ByteBuffer.allocate(minima.length * Long.BYTES);
        longs.asLongBuffer().put(minima);
        document.add(new StoredField(MINIMA, longs.array()));
        ByteBuffer ints = ByteBuffer.allocate(shingles.length * Integer.BYTES);
        ints.asIntBuffer().put(shingles);
        document.add(new StoredField(SHINGLES, ints.array()));
        return document;
    }

    /// Lane in 2 bytes, minimum in 8.
    static Term term(int lane, long minimum) {
        byte[] bytes = ByteBuffer.allocate(Short.BYTES + Long.BYTES)
                .putShort((short) lane)
                .putLong(minimum)
                .array();
        return new Term(MINIMUM, new BytesRef(bytes));
    }

    static long[] minima(Document document) {
        ByteBuffer bytes = bytes(document, MINIMA);
        long[] minima = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(minima);
        return minima;
    }

    static int[] shingles(Document document) {
        ByteBuffer bytes = bytes(document, SHINGLES);
        int[] shingles = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(shingles);
        return shingles;
    }

    private static ByteBuffer bytes(Document document, String field) {
        BytesRef ref = document.getBinaryValue(field);
        return ByteBuffer.wrap(ref.bytes, ref.offset, ref.length);
    }
}
