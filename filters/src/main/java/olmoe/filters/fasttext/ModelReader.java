package olmoe.filters.fasttext;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads supervised models of fastText, `.bin` and `.ftz`, version 12 (`FastText::loadModel`).
///
/// What the header says is checked against what the file holds; a file that is cut, or says what cannot
/// be, is refused with the byte where that shows.
final class ModelReader {
    static final int MAGIC = 793712314;
    static final int VERSION = 12;
    static final int SUPERVISED = 3;
    static final byte WORD = 0;
    static final byte LABEL = 1;

    private static final int MOST_DIMENSIONS = 1 << 16;
    private static final int MOST_BUCKETS = 1 << 28;
    /// Numbers up to which a quantised matrix is written out, because that adds rows faster.
    private static final long DENSE = 1 << 24;

    private final ModelInput in;

    private ModelReader(ModelInput in) {
        this.in = in;
    }

    /// @throws IOException when it is no such model, with the byte and what was expected there
    static FastTextModel read(InputStream stream) throws IOException {
        return new ModelReader(new ModelInput(stream)).model();
    }

    private FastTextModel model() throws IOException {
        int magic = in.int32("a fastText model");
        if (magic != MAGIC) {
            throw in.refused("expected a fastText model, found other data");
        }
        int version = in.int32("the version");
        if (version != VERSION) {
            throw in.refused("version: expected " + VERSION + ", found " + version);
        }
        ModelSettings settings = settings();
        int size = in.int32("the number of entries");
        int words = in.int32("the number of words");
        int labels = in.int32("the number of labels");
        in.int64("the number of tokens");
        long pruned = in.int64("the number of kept buckets");
        if (words < 0 || labels < 1 || (long) words + labels != size) {
            throw in.refused("entries: expected words and at least one label, found " + words + " and " + labels
                    + " of " + size);
        }
        if (pruned < -1 || pruned > settings.bucket()) {
            throw in.refused("kept buckets: expected up to " + settings.bucket() + ", found " + pruned);
        }
        Dictionary dictionary = dictionary(words, labels);
        long[] kept = pruned < 0 ? null : kept((int) pruned, settings.bucket());
        Rows input = rows("the input matrix", in.flag("whether it is quantised"), settings.dim());
        Buckets buckets = buckets(settings.bucket(), words, kept, input.count());
        Rows output = rows("the output matrix", in.flag("whether the output is quantised"), settings.dim());
        if (output.count() != labels) {
            throw in.refused("output matrix: expected " + labels + " rows, found " + output.count());
        }
        in.end();
        return new FastTextModel(settings, dictionary, buckets, input, output);
    }

    private ModelSettings settings() throws IOException {
        int dim = between("dim", 1, MOST_DIMENSIONS);
        int ws = in.int32("ws");
        int epoch = in.int32("epoch");
        int minCount = in.int32("minCount");
        int neg = in.int32("neg");
        int wordNgrams = between("wordNgrams", 0, 1 << 10);
        int loss = between("loss", 1, ModelSettings.Loss.values().length);
        int model = in.int32("model");
        if (model != SUPERVISED) {
            throw in.refused("expected a supervised model, found one of word vectors (model " + model + ")");
        }
        int bucket = between("bucket", 0, MOST_BUCKETS);
        int minn = in.int32("minn");
        int maxn = between("maxn", 0, 1 << 10);
        int lrUpdateRate = in.int32("lrUpdateRate");
        double t = in.float64("t");
        if (bucket == 0 && (maxn > 0 || wordNgrams > 1)) {
            throw in.refused("bucket: expected some for n-grams, found 0");
        }
        return new ModelSettings(
                dim,
                ws,
                epoch,
                minCount,
                neg,
                wordNgrams,
                ModelSettings.Loss.values()[loss - 1],
                bucket,
                minn,
                maxn,
                lrUpdateRate,
                t);
    }

    private int between(String what, int least, int most) throws IOException {
        int value = in.int32(what);
        if (value < least || value > most) {
            throw in.refused(what + ": expected " + least + " to " + most + ", found " + value);
        }
        return value;
    }

    private Dictionary dictionary(int words, int labels) throws IOException {
        byte[] bytes = new byte[1 << 12];
        int length = 0;
        IntArrayList starts = new IntArrayList();
        LongArrayList counts = new LongArrayList();
        long all = 0;
        for (int i = 0; i < words + labels; i++) {
            starts.add(length);
            for (byte b = in.int8("an entry"); b != 0; b = in.int8("an entry")) {
                if (length == bytes.length) {
                    if (length > 1 << 30) {
                        throw in.refused("entries: expected less than 1 GiB of them");
                    }
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
                bytes[length++] = b;
            }
            long count = in.int64("the count of an entry");
            byte type = in.int8("the type of an entry");
            if (type != (i < words ? WORD : LABEL)) {
                throw in.refused("entry " + i + ": expected words before labels, found type " + type);
            }
            if (i >= words) {
                // the tree of labels is made of the counts
                all += count;
                if (count < 0 || all < 0 || all >= LabelTree.NO_COUNT) {
                    throw in.refused("entry " + i + ": expected a count of lines, found " + count);
                }
            }
            counts.add(count);
        }
        starts.add(length);
        return new Dictionary(Arrays.copyOf(bytes, length), starts.toIntArray(), counts.toLongArray(), words);
    }

    /// Bucket in the upper half, row in the lower; ascending by bucket.
    private long[] kept(int n, int buckets) throws IOException {
        LongArrayList kept = new LongArrayList();
        for (int i = 0; i < n; i++) {
            int bucket = in.int32("a kept bucket");
            int row = in.int32("the row of a kept bucket");
            if (bucket < 0 || bucket >= buckets || row < 0) {
                throw in.refused("kept bucket: expected 0 to " + (buckets - 1) + " with its row, found " + bucket
                        + " with " + row);
            }
            kept.add((long) bucket << 32 | row);
        }
        long[] sorted = kept.toLongArray();
        Arrays.sort(sorted);
        for (int i = 1; i < n; i++) {
            if (sorted[i - 1] >> 32 == sorted[i] >> 32) {
                throw in.refused("kept bucket " + (sorted[i] >> 32) + " stands twice");
            }
        }
        return sorted;
    }

    private Buckets buckets(int count, int words, long[] kept, int rows) throws IOException {
        if (kept == null) {
            if ((long) words + count != rows) {
                throw in.refused("input matrix: expected " + words + " + " + count + " rows, found " + rows);
            }
            return new Buckets(count, words);
        }
        int[] buckets = new int[kept.length];
        int[] rowOf = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            buckets[i] = (int) (kept[i] >> 32);
            rowOf[i] = (int) kept[i];
            if ((long) words + rowOf[i] >= rows) {
                throw in.refused(
                        "input matrix: expected row " + words + " + " + rowOf[i] + ", found " + rows + " rows");
            }
        }
        if (words > rows) {
            throw in.refused("input matrix: expected " + words + " rows of words, found " + rows);
        }
        return new Buckets(count, words, buckets, rowOf);
    }

    private Rows rows(String what, boolean quantised, int dim) throws IOException {
        boolean normed = quantised && in.flag("whether rows are normed");
        long count = in.int64("rows of " + what);
        long width = in.int64("columns of " + what);
        if (width != dim) {
            throw in.refused(what + ": expected rows of " + dim + " numbers, found " + width);
        }
        if (count < 0 || count * dim > Integer.MAX_VALUE - 8 || count > Integer.MAX_VALUE) {
            throw in.refused(what + ": expected up to 2^31 numbers, found " + count + " rows of " + width);
        }
        return quantised
                ? quantised(what, (int) count, dim, normed)
                : new DenseRows(dim, in.floats((int) count * dim, what));
    }

    private Rows quantised(String what, int count, int dim, boolean normed) throws IOException {
        int size = in.int32("the number of codes");
        if (size < 0 || count == 0 || size % count != 0) {
            throw in.refused(what + ": expected codes for " + count + " rows, found " + size);
        }
        byte[] codes = in.bytes(size, "the codes of " + what);
        int piece = pieces(what, dim, size / count);
        float[] centroids = in.floats(dim * QuantisedRows.CENTROIDS, "the centroids of " + what);
        byte[] normCodes = null;
        float[] norms = null;
        if (normed) {
            normCodes = in.bytes(count, "the codes of norms");
            pieces("norms", 1, 1);
            norms = in.floats(QuantisedRows.CENTROIDS, "the centroids of norms");
        }
        QuantisedRows rows = new QuantisedRows(count, dim, piece, centroids, codes, norms, normCodes);
        return (long) count * dim <= DENSE ? rows.dense() : rows;
    }

    /// @return how many numbers a piece has
    private int pieces(String what, int dim, int pieces) throws IOException {
        int ofDim = in.int32("dim of a quantiser");
        int number = in.int32("pieces of a quantiser");
        int piece = in.int32("numbers in a piece");
        int last = in.int32("numbers in the last piece");
        boolean fits = ofDim == dim
                && number == pieces
                && piece > 0
                && last > 0
                && last <= piece
                && (long) piece * (number - 1) + last == dim;
        if (!fits) {
            throw in.refused(what + ": expected " + dim + " numbers in " + pieces + " pieces, found " + ofDim + " in "
                    + number + " of " + piece + ", the last of " + last);
        }
        return piece;
    }
}
