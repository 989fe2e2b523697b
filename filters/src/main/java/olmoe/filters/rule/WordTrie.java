package olmoe.filters.rule;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.IntPredicate;

/// Finds which of many words begin at a place of a text. Immutable, for several threads.
public final class WordTrie {
    private static final int ROOT = 0;

    private final Long2IntOpenHashMap edges = new Long2IntOpenHashMap(); // node and code point to node
    private final BitSet words = new BitSet(); // nodes where a word ends
    private final BitSet firsts = new BitSet(); // code points that begin a word

    private final int longestWord;

    public WordTrie(Collection<String> words) {
        edges.defaultReturnValue(-1);
        int nodes = 1;
        int mostCharacters = 0;
        for (String word : words) {
            int node = ROOT;
            for (int c : word.codePoints().toArray()) {
                int next = edges.get(edge(node, c));
                if (next < 0) {
                    next = nodes++;
                    edges.put(edge(node, c), next);
                }
                firsts.set(c, firsts.get(c) || node == ROOT);
                node = next;
            }
            this.words.set(node);
            mostCharacters = Math.max(mostCharacters, word.codePointCount(0, word.length()));
        }
        edges.trim();
        longestWord = mostCharacters;
    }

    /// The code points of the longest word.
    public int longestWord() {
        return longestWord;
    }

    /// Where the longest word ends that begins at `at`, ends at `to` at the latest and at a place that is
    /// accepted, or -1.
    public int longest(int[] text, int at, int to, IntPredicate accepted) {
        if (at >= to || !firsts.get(text[at])) {
            return -1;
        }
        int longest = -1;
        int node = ROOT;
        for (int end = at; end < to; ) {
            node = edges.get(edge(node, text[end++]));
            if (node < 0) {
                break;
            }
            if (words.get(node) && accepted.test(end)) {
                longest = end;
            }
        }
        return longest;
    }

    private static long edge(int node, int c) {
        return (long) node << 21 | c;
    }
}
