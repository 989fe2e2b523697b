package olmoe.filters.rule;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.IntPredicate;

/// Finds which of many words begin at a place of a text. Immutable, for several threads.
public final class WordTrie {
    private static final int ROOT = 0;
    private static final int ASCII = 0x80;
    private static final int MANY = 8;

    private final int[] points; // that lead to each node; the children of a node are neighbours, by their points
    private final int[] firstChildren; // of each node; one more for the end of the last
    private final BitSet words = new BitSet(); // nodes where a word ends
    private final int[] begins = new int[ASCII]; // the root's children, or the root

    private final int longestWord;

    /// The words that share a beginning, as a part of all words in their order.
    private record Shared(int from, int to, int length) {}

    public WordTrie(Collection<String> words) {
        int[][] sorted = words.stream()
                .map(word -> word.codePoints().toArray())
                .sorted(Arrays::compare)
                .toArray(int[][]::new);
        IntArrayList pointsOfNodes = new IntArrayList();
        IntArrayList children = new IntArrayList();
        ArrayDeque<Shared> begun = new ArrayDeque<>();
        pointsOfNodes.add(-1);
        begun.add(new Shared(0, sorted.length, 0));
        int mostCharacters = 0;
        for (int node = ROOT; !begun.isEmpty(); node++) {
            Shared shared = begun.remove();
            int at = shared.from();
            while (at < shared.to() && sorted[at].length == shared.length()) {
                this.words.set(node);
                mostCharacters = Math.max(mostCharacters, shared.length());
                at++;
            }
            children.add(pointsOfNodes.size());
            while (at < shared.to()) {
                int from = at;
                int point = sorted[from][shared.length()];
                while (at < shared.to() && sorted[at][shared.length()] == point) {
                    at++;
                }
                if (node == ROOT && point < ASCII) {
                    begins[point] = pointsOfNodes.size();
                }
                pointsOfNodes.add(point);
                begun.add(new Shared(from, at, shared.length() + 1));
            }
        }
        children.add(pointsOfNodes.size());
        this.points = pointsOfNodes.toIntArray();
        this.firstChildren = children.toIntArray();
        longestWord = mostCharacters;
    }

    /// The code points of the longest word.
    public int longestWord() {
        return longestWord;
    }

    /// Where the longest word ends that begins at `at`, ends at `to` at the latest and at a place that is
    /// accepted, or -1.
    public int longest(int[] text, int at, int to, IntPredicate accepted) {
        if (at >= to) {
            return -1;
        }
        int longest = -1;
        int end = at + 1;
        int node = text[at] < ASCII ? begins[text[at]] : child(ROOT, text[at]);
        while (node != ROOT) {
            if (words.get(node) && accepted.test(end)) {
                longest = end;
            }
            node = end < to ? child(node, text[end++]) : ROOT;
        }
        return longest;
    }

    /// The root where there is none. Most nodes have one child.
    private int child(int node, int point) {
        int child = firstChildren[node];
        int end = firstChildren[node + 1];
        if (end - child > MANY) {
            return Math.max(Arrays.binarySearch(points, child, end, point), ROOT);
        }
        while (child < end && points[child] != point) {
            child++;
        }
        return child < end ? child : ROOT;
    }
}
