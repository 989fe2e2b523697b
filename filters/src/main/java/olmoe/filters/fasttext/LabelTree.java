package olmoe.filters.fasttext;

/// The Huffman tree of labels by their counts: labels are the nodes 0..n-1, inner nodes follow, the last
/// is the root. Row k of the output matrix belongs to inner node n + k (`HierarchicalSoftmaxLoss`).
final class LabelTree {
    /// More than any count.
    static final long NO_COUNT = 1_000_000_000_000_000L;

    final int labels;
    final int[] left;
    final int[] right;
    final int[] parent;

    /// @param counts not negative, in the order of labels, of a sum below NO_COUNT
    LabelTree(long[] counts) {
        labels = counts.length;
        int nodes = 2 * labels - 1;
        left = new int[nodes];
        right = new int[nodes];
        parent = new int[nodes];
        long[] sums = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            sums[i] = i < labels ? counts[i] : NO_COUNT;
            parent[i] = -1;
        }
        int leaf = labels - 1;
        int node = labels;
        for (int i = labels; i < nodes; i++) {
            int[] least = new int[2];
            for (int j = 0; j < 2; j++) {
                least[j] = leaf >= 0 && sums[leaf] < sums[node] ? leaf-- : node++;
            }
            left[i] = least[0];
            right[i] = least[1];
            sums[i] = sums[least[0]] + sums[least[1]];
            parent[least[0]] = i;
            parent[least[1]] = i;
        }
    }

    int root() {
        return left.length - 1;
    }

    boolean isLabel(int node) {
        return node < labels;
    }
}
