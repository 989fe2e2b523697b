package olmoe.filters.rule.dolma.secrets;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import java.util.List;

/// Where parts of a text stand in it first, in time linear in both: Aho and Corasick's machine, which reads the text
/// once for all of them. What ends where another part ends was found with it, so that none is looked at twice.
final class FirstPlaces {
    private static final int POINTS = 0x110000;

    private final int[] text;
    private final Long2IntOpenHashMap next = new Long2IntOpenHashMap(); // 0 where none: no part leads to the root
    private int nodes = 1;
    private int[] parent = new int[16];
    private int[] depth = new int[16];
    private int[] last = new int[16]; // the code point that leads here
    private boolean[] ends = new boolean[16];

    /// @param from inclusive, in code points
    /// @param to exclusive, greater than `from`
    record Part(int from, int to) {}

    private FirstPlaces(int[] text) {
        this.text = text;
    }

    /// For each part the offset of the first place in the text between the two offsets that holds the same.
    static int[] of(List<Part> parts, int[] text, int from, int to) {
        FirstPlaces machine = new FirstPlaces(text);
        int[] nodes = parts.stream().mapToInt(machine::add).toArray();
        int[] first = machine.read(from, to);
        return Arrays.stream(nodes).map(node -> first[node]).toArray();
    }

    private int add(Part part) {
        int node = 0;
        for (int i = part.from(); i < part.to(); i++) {
            long key = key(node, text[i]);
            int child = next.get(key);
            if (child == 0) {
                child = nodes++;
                next.put(key, child);
                if (child == parent.length) {
                    parent = Arrays.copyOf(parent, 2 * child);
                    depth = Arrays.copyOf(depth, 2 * child);
                    last = Arrays.copyOf(last, 2 * child);
                    ends = Arrays.copyOf(ends, 2 * child);
                }
                parent[child] = node;
                depth[child] = depth[node] + 1;
                last[child] = text[i];
            }
            node = child;
        }
        ends[node] = true;
        return node;
    }

    private int[] read(int from, int to) {
        int[] shorter = new int[nodes]; // the node of the longest ending that begins a part
        int[] part = new int[nodes]; // the first on that way where a part ends
        int missing = 0;
        for (int node : byDepth()) {
            shorter[node] = parent[node] == 0 ? 0 : step(shorter, shorter[parent[node]], last[node]);
            part[node] = ends[node] ? node : part[shorter[node]];
            missing += ends[node] ? 1 : 0;
        }
        int[] first = new int[nodes];
        Arrays.fill(first, -1);
        int node = 0;
        for (int i = from; i < to && missing > 0; i++) {
            node = step(shorter, node, text[i]);
            for (int end = part[node]; end != 0 && first[end] < 0; end = part[shorter[end]]) {
                first[end] = i + 1 - depth[end];
                missing--;
            }
        }
        return first;
    }

    private int step(int[] shorter, int from, int point) {
        int node = from;
        int child = next.get(key(node, point));
        while (child == 0 && node != 0) {
            node = shorter[node];
            child = next.get(key(node, point));
        }
        return child;
    }

    /// All nodes but the root, the shallow ones first.
    private int[] byDepth() {
        int[] places = new int[nodes + 1];
        for (int node = 1; node < nodes; node++) {
            places[depth[node] + 1]++;
        }
        for (int d = 1; d <= nodes; d++) {
            places[d] += places[d - 1];
        }
        int[] sorted = new int[nodes - 1];
        for (int node = 1; node < nodes; node++) {
            sorted[places[depth[node]]++] = node;
        }
        return sorted;
    }

    private static long key(int node, int point) {
        return (long) node * POINTS + point;
    }
}
