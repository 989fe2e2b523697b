package olmoe.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds added tokens in text: the leftmost match, of those the longest. Immutable.
final class AddedTokens {
    private static final int NONE = -1;

    private static final short SEVERAL = 256;

    // by first byte of a token: -1 for none, the second byte where all have the same, or SEVERAL
    private final short[] seconds = new short[256];
    // a trie over bytes: children of node n at 256 * n, 0 for none
    private final int[] children;
    private final int[] ids;
    private final boolean empty;

    /// @param contents what is looked for, none of them empty or twice
    /// @param tokenIds their ids
    AddedTokens(List<String> contents, int[] tokenIds) {
        List<int[]> nodes = new ArrayList<>();
        nodes.add(new int[256]);
        int[] nodeIds = {NONE};
        Arrays.fill(seconds, (short) NONE);
        for (int t = 0; t < tokenIds.length; t++) {
            byte[] bytes = contents.get(t).getBytes(StandardCharsets.UTF_8);
            int first = bytes[0] & 0xFF;
            short second = bytes.length > 1 ? (short) (bytes[1] & 0xFF) : SEVERAL;
            seconds[first] = seconds[first] == NONE || seconds[first] == second ? second : SEVERAL;
            int node = 0;
            for (byte b : bytes) {
                int next = nodes.get(node)[b & 0xFF];
                if (next == 0) {
                    next = nodes.size();
                    nodes.get(node)[b & 0xFF] = next;
                    nodes.add(new int[256]);
                    nodeIds = Arrays.copyOf(nodeIds, next + 1);
                    nodeIds[next] = NONE;
                }
                node = next;
            }
            nodeIds[node] = tokenIds[t];
        }
        children = new int[256 * nodes.size()];
        for (int n = 0; n < nodes.size(); n++) {
            System.arraycopy(nodes.get(n), 0, children, 256 * n, 256);
        }
        ids = nodeIds;
        empty = tokenIds.length == 0;
    }

    /// Where the next match begins, or `to`.
    int find(byte[] utf8, int from, int to) {
        if (empty) {
            return to;
        }
        for (int i = from; i < to; i++) {
            short second = seconds[utf8[i] & 0xFF];
            if (second == NONE || second != SEVERAL && (i + 1 == to || second != (utf8[i + 1] & 0xFF))) {
                continue;
            }
            if (end(utf8, i, to) > i) {
                return i;
            }
        }
        return to;
    }

    /// Where the longest match at `start` ends, or `start`.
    int end(byte[] utf8, int start, int to) {
        int node = 0;
        int end = start;
        for (int i = start; i < to; i++) {
            node = children[256 * node + (utf8[i] & 0xFF)];
            if (node == 0) {
                break;
            }
            if (ids[node] != NONE) {
                end = i + 1;
            }
        }
        return end;
    }

    /// The id of a match.
    int id(byte[] utf8, int start, int end) {
        int node = 0;
        for (int i = start; i < end; i++) {
            node = children[256 * node + (utf8[i] & 0xFF)];
        }
        return ids[node];
    }
}
