package olmoe.filters.fasttext;

/// All numbers of a matrix, row after row.
///
/// @param values (count, dim)
record DenseRows(int dim, float[] values) implements Rows {

    @Override
    public int count() {
        return values.length / dim;
    }

    @Override
    public void addTo(int row, float[] sum, int from) {
        int start = row * dim;
        for (int i = 0; i < dim; i++) {
            sum[from + i] += values[start + i];
        }
    }

    @Override
    public float dot(int row, float[] vector) {
        int start = row * dim;
        float dot = 0;
        for (int i = 0; i < dim; i++) {
            dot += values[start + i] * vector[i];
        }
        return dot;
    }
}
