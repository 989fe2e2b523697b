package olmoe.dedup.minhash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Which documents systems would keep that link all of a band unverified: in each band documents of equal
/// rows are linked in their order, and of each component one stays. All signatures are in memory, 8 bytes a
/// lane: for comparing systems, not for large corpora.
public final class ComponentSurvivors {

    /// Which one.
    public enum Kept {
        /// The root of the union: datatrove 0.10, whose outcome `datatrove` and `fineweb` equal.
        ROOT,

        /// That of the smallest row: text-dedup without its check, whose outcome `text-dedup` equals; bigcode and
        /// RedPajama v2, of which the rule is theirs and the signatures are others.
        FIRST
    }

    private final ParameterSet parameters;
    private final Kept rule;
    private final Sketcher sketcher;
    private final List<long[]> signatures = new ArrayList<>();

    public ComponentSurvivors(ParameterSet parameters, Kept rule) {
        this.parameters = parameters;
        this.rule = rule;
        this.sketcher = parameters.sketcher();
    }

    public void add(String text) {
        signatures.add(sketcher.signature(text));
    }

    /// For each document in the order in which they were added whether it stays.
    public boolean[] kept() {
        Integer[] order = new Integer[signatures.size()];
        Components components = new Components(order.length);
        for (int band = 0; band < parameters.bands(); band++) {
            int from = band * parameters.rows();
            int to = from + parameters.rows();
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> compare(signatures.get(a), signatures.get(b), from, to)); // stable
            for (int i = 1; i < order.length; i++) {
                long[] before = signatures.get(order[i - 1]);
                if (before.length > 0 && compare(before, signatures.get(order[i]), from, to) == 0) {
                    components.union(order[i - 1], order[i]);
                }
            }
        }
        boolean[] kept = new boolean[order.length];
        BitSet seen = new BitSet(); // roots of components that have had their first document
        for (int i = 0; i < kept.length; i++) {
            int root = components.root(i);
            kept[i] = rule == Kept.ROOT ? root == i : !seen.get(root);
            seen.set(root);
        }
        return kept;
    }

    /// A document without a signature comes first.
    private static int compare(long[] a, long[] b, int from, int to) {
        return a.length == 0 || b.length == 0
                ? Integer.compare(a.length, b.length)
                : Arrays.compare(a, from, to, b, from, to);
    }
}
