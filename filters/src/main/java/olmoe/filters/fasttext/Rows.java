package olmoe.filters.fasttext;

/// A matrix by its rows.
interface Rows {

    int count();

    /// Adds row `row` to sum[from] and those after it.
    void addTo(int row, float[] sum, int from);

    float dot(int row, float[] vector);
}
