package olmoe.tokenizer;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.text.ByteScan;

/// Finds added tokens in text: the leftmost match, of those the longest. Immutable.
final class AddedTokens {
    /// Bytes that are read after the last one.
    static final int SLACK = ByteScan.BLOCK;

    private static final ByteScan SCAN = ByteScan.fastest();
    private static final long ONES = 0x0101010101010101L;
    private static final int NONE = -1;

    /// No token stands at a place.
    static final long NO_MATCH = -1;

    /// Up to so many different beginnings are looked for at many places at a time.
    private static final int FEW = 4;

    // the first two bytes of tokens, each eight times; the second twice the first where a token has but one
    private final long[] firsts;
    private final long[] seconds;
    private final boolean few;
    // a trie over bytes: children of node n at 256 * n, 0 for none
    private final int[] children;
    private final int[] ids;
    private final boolean empty;

    /// @param contents what is looked for, none of them empty or twice
    /// @param tokenIds their ids
    AddedTokens(List<String> contents, int[] tokenIds) {
        List<int[]> nodes = new ArrayList<>();
        nodes.add(new int[256]);
        IntArrayList nodeIds = IntArrayList.of(NONE);
        IntLinkedOpenHashSet beginnings = new IntLinkedOpenHashSet();
        boolean allHaveTwo = true;
        for (int t = 0; t < tokenIds.length; t++) {
            byte[] bytes = contents.get(t).getBytes(StandardCharsets.UTF_8);
            allHaveTwo &= bytes.length > 1;
            beginnings.add(bytes[0] & 0xFF | (bytes.length > 1 ? (bytes[1] & 0xFF) << 8 : 0));
            int node = 0;
            for (byte b : bytes) {
                int next = nodes.get(node)[b & 0xFF];
                if (next == 0) {
                    next = nodes.size();
                    nodes.get(node)[b & 0xFF] = next;
                    nodes.add(new int[256]);
                    nodeIds.add(NONE);
                }
                node = next;
            }
            nodeIds.set(node, tokenIds[t]);
        }
        children = new int[256 * nodes.size()];
        for (int n = 0; n < nodes.size(); n++) {
            System.arraycopy(nodes.get(n), 0, children, 256 * n, 256);
        }
        ids = nodeIds.toIntArray();
        empty = tokenIds.length == 0;
        few = allHaveTwo && beginnings.size() <= FEW;
        firsts = new long[few ? beginnings.size() : 0];
        seconds = new long[firsts.length];
        for (int i = 0; i < firsts.length; i++) {
            int beginning = beginnings.removeFirstInt();
            firsts[i] = (beginning & 0xFF) * ONES;
            seconds[i] = (beginning >> 8) * ONES;
        }
    }

    /// Where the next match begins, or `to`.
    ///
    /// @param utf8 readable for [#SLACK] bytes more
    int find(byte[] utf8, int from, int to) {
        if (empty) {
            return to;
        }
        int i = from;
        while (i < to) {
            i = few ? SCAN.nextPair(utf8, i, to, firsts, seconds) : i;
            if (i < to && children[utf8[i] & 0xFF] != 0 && match(utf8, i, to) != NO_MATCH) {
                return i;
            }
            i++;
        }
        return to;
    }

    /// The longest match at `start`: its end in the upper half, its id in the lower one; or [#NO_MATCH].
    long match(byte[] utf8, int start, int to) {
        long match = NO_MATCH;
        int node = 0;
        for (int i = start; i < to; i++) {
            node = children[256 * node + (utf8[i] & 0xFF)];
            if (node == 0) {
                break;
            }
            if (ids[node] != NONE) {
                match = (long) (i + 1) << 32 | ids[node];
            }
        }
        return match;
    }
}
