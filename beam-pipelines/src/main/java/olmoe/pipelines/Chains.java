package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.filters.DocumentKey;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;

/// Follows each document that a match drops to the one that stays: it resembles one that may resemble
/// another. Every link goes to an earlier document in the order of survival, so each chain ends. Runs on
/// the driver, in 80 bytes a dropped document, and counts the clusters on the way.
final class Chains {
    private static final int LISTED = 10;

    private final MatchParts parts;
    private final MatchPhase phase;
    private final List<Block> blocks;
    private final Places places;
    private final Map<Integer, Map<Integer, String>> earlier = new HashMap<>(); // by part, then row
    private final int[] starts; // of each part's edits among all
    private int[] rows = new int[16];
    private int[] steps = new int[16];
    private int[] otherParts = new int[16];
    private int[] otherRows = new int[16];
    private long[] high = new long[16];
    private long[] low = new long[16];
    private int[] ends; // the edit whose other document ends the chain
    private long[] keptHigh; // of an end, the key of the document that stays
    private long[] keptLow;
    private int size;

    /// @param blocks the corpus' own parts
    Chains(MatchParts parts, List<Block> blocks) {
        this.parts = parts;
        this.phase = parts.phase();
        this.blocks = blocks;
        this.places = parts.home();
        this.starts = new int[blocks.size() + 1];
    }

    /// Writes 16 bytes an edit beside each part's edits, the key of the document that stays; and the
    /// clusters' counts.
    void write() throws IOException {
        MatchCounts counts = new MatchCounts();
        for (int part = 0; part < blocks.size(); part++) {
            String path = phase.path(blocks.get(part));
            for (Edits.Edit edit : Edits.read(places.read(path + MatchPhase.EDITS), path)) {
                add(edit);
            }
            starts[part + 1] = size;
            counts.add(PartState.commit(places, path).counts());
        }
        follow();
        for (int part = 0; part < blocks.size(); part++) {
            ByteBuffer kept = ByteBuffer.allocate((starts[part + 1] - starts[part]) * 2 * Long.BYTES);
            for (int i = starts[part]; i < starts[part + 1]; i++) {
                kept.putLong(keptHigh[ends[i]]).putLong(keptLow[ends[i]]);
            }
            places.write(phase.path(blocks.get(part)) + MatchPhase.KEPT, kept.array());
        }
        places.write(phase.clusters(), CanonicalJson.bytes(clusters(counts)));
    }

    private void add(Edits.Edit edit) {
        if (size == rows.length) {
            int capacity = Math.multiplyExact(size, 2);
            rows = Arrays.copyOf(rows, capacity);
            steps = Arrays.copyOf(steps, capacity);
            otherParts = Arrays.copyOf(otherParts, capacity);
            otherRows = Arrays.copyOf(otherRows, capacity);
            high = Arrays.copyOf(high, capacity);
            low = Arrays.copyOf(low, capacity);
        }
        rows[size] = edit.row();
        steps[size] = edit.step();
        otherParts[size] = edit.part();
        otherRows[size] = edit.otherRow();
        high[size] = edit.matched().high();
        low[size] = edit.matched().low();
        size++;
    }

    private void follow() throws IOException {
        ends = new int[size];
        Arrays.fill(ends, -1);
        keptHigh = Arrays.copyOf(high, size);
        keptLow = Arrays.copyOf(low, size);
        int[] chain = new int[16];
        for (int i = 0; i < size; i++) {
            int length = 0;
            int at = i;
            int next = i;
            while (next >= 0 && ends[next] < 0) {
                at = next;
                if (length == chain.length) {
                    chain = Arrays.copyOf(chain, 2 * length);
                }
                chain[length++] = at;
                next = find(otherParts[at], otherRows[at]);
            }
            int end = next >= 0 ? ends[next] : at;
            if (next < 0) {
                endInEarlierCorpus(end);
            }
            for (int j = 0; j < length; j++) {
                ends[chain[j]] = end;
            }
        }
    }

    /// A document of an earlier corpus may have been dropped there: then the one that stayed is the end, which its
    /// ledger names. Where a takedown has taken that one away, the chain ends before it.
    private void endInEarlierCorpus(int edit) throws IOException {
        int part = otherParts[edit];
        if (parts.isOwn(part)) {
            return;
        }
        Map<Integer, String> ends = earlier.get(part);
        if (ends == null) {
            ends = new HashMap<>();
            String ledger = "ledger/" + parts.blocks().get(part).place() + ".parquet";
            for (Ledger.Entry entry : Ledger.read(parts.places(part).open(ledger), ledger)) {
                if (entry.phase() == phase.number() && entry.keptKey() != null) {
                    ends.put(entry.row(), entry.keptKey());
                }
            }
            earlier.put(part, ends);
        }
        String end = ends.get(otherRows[edit]);
        if (end != null) {
            DocumentKey kept = DocumentKey.parse(end);
            keptHigh[edit] = kept.high();
            keptLow[edit] = kept.low();
        }
    }

    /// The edit that drops a document, or a negative number.
    private int find(int part, int row) {
        return !parts.isOwn(part) ? -1 : Arrays.binarySearch(rows, starts[part], starts[part + 1], row);
    }

    /// For each step how many documents it drops and how large the clusters are, the document that stays
    /// included; and the largest by name.
    private ObjectNode clusters(MatchCounts counts) {
        ObjectNode json = CanonicalJson.object();
        for (int ordinal : phase.ordinals()) {
            Map<DocumentKey, Integer> sizes = new HashMap<>();
            long documents = 0;
            for (int i = 0; i < size; i++) {
                if (steps[i] == ordinal) {
                    sizes.merge(new DocumentKey(keptHigh[ends[i]], keptLow[ends[i]]), 1, Integer::sum);
                    documents++;
                }
            }
            ObjectNode step = json.putObject(Integer.toString(ordinal)).put("documents", documents);
            step.put("groups", sizes.size());
            SortedMap<Integer, Long> histogram = new TreeMap<>();
            List<Cluster> clusters = new ArrayList<>();
            sizes.forEach((kept, dropped) -> {
                histogram.merge(dropped + 1, 1L, Long::sum);
                clusters.add(new Cluster(dropped + 1, kept));
            });
            step.put("largest", histogram.isEmpty() ? 0 : histogram.lastKey());
            counts.put(step, ordinal);
            ObjectNode sizesNode = step.putObject("sizes");
            histogram.forEach((documentsIn, groups) -> sizesNode.put(Integer.toString(documentsIn), groups));
            ArrayNode largest = step.putArray("clusters");
            clusters.stream()
                    .sorted(Comparator.comparingInt(Cluster::documents)
                            .reversed()
                            .thenComparing(Cluster::kept))
                    .limit(LISTED)
                    .forEach(cluster -> largest.addObject()
                            .put("documents", cluster.documents())
                            .put("kept", cluster.kept().toString()));
        }
        return json;
    }

    private record Cluster(int documents, DocumentKey kept) {}
}
