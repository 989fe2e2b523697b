package olmoe.pipelines;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import olmoe.dedup.SimilarityStep;
import olmoe.dedup.minhash.Bucket;
import olmoe.dedup.minhash.Likeness;
import olmoe.dedup.minhash.ShingleTable.Entry;
import olmoe.filters.DocumentKey;
import olmoe.pipelines.io.KillPoint;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/// Reads a bucket once, in 16 bytes a member, 24 where dates count, compares its members by their shingles, and
/// emits who leaves. At the end of a bundle it emits what was counted, to the first part.
final class CompareBucket extends DoFn<KV<Long, Iterable<BandMember>>, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final MatchParts parts;
    private final int k;
    private transient StoredShingles stored;
    private transient Likeness likeness;
    private transient Bucket bucket;
    private transient SimilarityStep step;
    private transient int ordinal;
    private transient long shingleBytes;
    private transient long[] orders;
    private transient long[] dates; // null where they do not count
    private transient int[] partOf;
    private transient int[] rowOf;
    private transient int size;
    private transient boolean ownMembers;

    /// @param k the step's place in its match
    CompareBucket(MatchParts parts, int k) {
        this.parts = parts;
        this.k = k;
    }

    @Setup
    public void bind() {
        step = (SimilarityStep) parts.phase().steps().get(k);
        ordinal = parts.phase().ordinals().get(k);
        stored = new StoredShingles(parts, k);
        likeness = new Likeness();
        orders = new long[16];
        dates = parts.dated() ? new long[16] : null;
        partOf = new int[16];
        rowOf = new int[16];
    }

    @StartBundle
    public void start() {
        bucket = new Bucket(step.cap(), false);
        shingleBytes = 0;
    }

    @ProcessElement
    public void compare(@Element KV<Long, Iterable<BandMember>> element, OutputReceiver<KV<Integer, byte[]>> out)
            throws IOException {
        size = 0;
        ownMembers = false;
        Iterator<BandMember> members = element.getValue().iterator();
        while (members.hasNext()) {
            add(members.next());
        }
        if (size == 1 || !ownMembers) {
            return;
        }
        int[] order = ordered();
        bucket.compare(size, (earlier, later) -> {
            int a = order[earlier];
            int b = order[later];
            Entry before = stored.get(partOf[a], rowOf[a]);
            Entry after = stored.get(partOf[b], rowOf[b]);
            shingleBytes += after.bytes();
            KillPoint.DURING_VERIFICATION.reach();
            double similarity = likeness.similarity(after.shingles(), before.shingles(), step.threshold());
            if (similarity < 0) {
                return false;
            }
            if (!parts.isOwn(partOf[b])) {
                return true;
            }
            Edits.Edit edit = new Edits.Edit(rowOf[b], ordinal, before.key(), partOf[a], rowOf[a], similarity);
            out.output(KV.of(partOf[b], new Edits.Candidate(edit, date(a)).bytes()));
            return true;
        });
    }

    private void add(BandMember member) {
        if (size == orders.length) {
            int capacity = Math.multiplyExact(size, 2);
            orders = Arrays.copyOf(orders, capacity);
            dates = dates == null ? null : Arrays.copyOf(dates, capacity);
            partOf = Arrays.copyOf(partOf, capacity);
            rowOf = Arrays.copyOf(rowOf, capacity);
        }
        orders[size] = member.order();
        if (dates != null) {
            dates[size] = member.date();
        }
        partOf[size] = member.part();
        rowOf[size] = member.row();
        size++;
        ownMembers |= parts.isOwn(member.part());
    }

    private long date(int member) {
        return dates == null ? 0 : dates[member];
    }

    /// By priority, date and the beginnings of keys.
    private int compare(int a, int b) {
        if (dates != null && orders[a] >>> 48 == orders[b] >>> 48 && dates[a] != dates[b]) {
            return Long.compare(dates[a], dates[b]);
        }
        return Long.compareUnsigned(orders[a], orders[b]);
    }

    /// The members in the order of survival. Keys that begin alike are looked up whole.
    private int[] ordered() throws IOException {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        IntArrays.quickSort(order, (a, b) -> {
            int compared = compare(a, b);
            compared = compared != 0 ? compared : Integer.compare(partOf[a], partOf[b]);
            return compared != 0 ? compared : Integer.compare(rowOf[a], rowOf[b]);
        });
        int start = 0;
        for (int end = 1; end <= size; end++) {
            if (end == size || compare(order[end], order[start]) != 0) {
                if (end - start > 1) {
                    orderByWholeKeys(order, start, end);
                }
                start = end;
            }
        }
        return order;
    }

    private void orderByWholeKeys(int[] order, int from, int to) throws IOException {
        DocumentKey[] keys = new DocumentKey[to - from];
        Integer[] places = new Integer[to - from];
        int[] members = Arrays.copyOfRange(order, from, to);
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
            keys[i] = stored.get(partOf[members[i]], rowOf[members[i]]).key();
        }
        Arrays.sort(places, (a, b) -> keys[a].compareTo(keys[b])); // stable
        for (int i = 0; i < places.length; i++) {
            order[from + i] = members[places[i]];
        }
    }

    @FinishBundle
    public void count(FinishBundleContext context) {
        if (bucket.compared() > 0) {
            byte[] counts = MatchCounts.bytes(ordinal, bucket.compared(), bucket.uncompared(), shingleBytes);
            context.output(KV.of(0, counts), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
        }
    }

    @Teardown
    public void close() throws IOException {
        stored.close();
    }
}
