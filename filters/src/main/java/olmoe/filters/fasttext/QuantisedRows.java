package olmoe.filters.fasttext;

/// A matrix whose rows are put together from pieces: for each piece one of 256 centroids, by a code of a
/// byte. With norms, a row is of length about 1 and multiplied by one of 256 norms
/// (arXiv 1612.03651, section 3; `ProductQuantizer`, `QuantMatrix`).
///
/// @param dim numbers in a row
/// @param piece numbers in a piece; the last one may be shorter
/// @param centroids for each piece 256 centroids
/// @param codes (count, pieces)
/// @param norms of the 256 codes, or null
/// @param normCodes (count), or null
record QuantisedRows(int count, int dim, int piece, float[] centroids, byte[] codes, float[] norms, byte[] normCodes)
        implements Rows {
    static final int CENTROIDS = 256;

    @Override
    public void addTo(int row, float[] sum, int from) {
        float norm = norms == null ? 1 : norms[normCodes[row] & 0xff];
        int pieces = codes.length / count;
        for (int p = 0; p < pieces; p++) {
            int at = p * piece;
            int length = Math.min(piece, dim - at);
            int centroid = CENTROIDS * at + (codes[row * pieces + p] & 0xff) * length;
            for (int i = 0; i < length; i++) {
                sum[from + at + i] += norm * centroids[centroid + i];
            }
        }
    }

    @Override
    public float dot(int row, float[] vector) {
        float norm = norms == null ? 1 : norms[normCodes[row] & 0xff];
        int pieces = codes.length / count;
        float dot = 0;
        for (int p = 0; p < pieces; p++) {
            int at = p * piece;
            int length = Math.min(piece, dim - at);
            int centroid = CENTROIDS * at + (codes[row * pieces + p] & 0xff) * length;
            for (int i = 0; i < length; i++) {
                dot += vector[at + i] * centroids[centroid + i];
            }
        }
        return dot * norm;
    }

    /// The same matrix with every number written out.
    DenseRows dense() {
        float[] values = new float[count * dim];
        for (int row = 0; row < count; row++) {
            addTo(row, values, row * dim);
        }
        return new DenseRows(dim, values);
    }
}
