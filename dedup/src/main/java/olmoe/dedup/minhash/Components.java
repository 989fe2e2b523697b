package olmoe.dedup.minhash;

import java.util.Arrays;

/// Connected components by union-find on primitive arrays, 8 bytes a node. The larger component takes
/// the smaller in, and of equal ones the first named the second: datatrove's rule, by which the root of
/// a component is the document that it keeps.
public final class Components {
    private final int[] parents;
    private final int[] sizes;

    public Components(int nodes) {
        parents = new int[nodes];
        sizes = new int[nodes];
        Arrays.setAll(parents, i -> i);
        Arrays.fill(sizes, 1);
    }

    public void union(int a, int b) {
        int first = root(a);
        int second = root(b);
        if (first == second) {
            return;
        }
        if (sizes[first] < sizes[second]) {
            int other = first;
            first = second;
            second = other;
        }
        parents[second] = first;
        sizes[first] += sizes[second];
    }

    public int root(int node) {
        int root = node;
        while (parents[root] != root) {
            root = parents[root];
        }
        for (int at = node; parents[at] != root; ) {
            int next = parents[at];
            parents[at] = root;
            at = next;
        }
        return root;
    }

    /// Members of the component.
    public int size(int node) {
        return sizes[root(node)];
    }
}
