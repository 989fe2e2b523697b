package olmoe.dedup.minhash;

import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the similar pairs of one set of documents on one machine. In memory are the ids, 8 bytes a
/// document and band, about 40 bytes a document, and shingles up to a quarter of the heap; more of them
/// lie in a temporary file.
public final class NearPairs implements Closeable {
    private static final int DIFFERENT = 1 << 18;
    private static final int WHOLE = 64; // members of a bucket whose pairs are gathered
    private static final int GATHERED = 1 << 22; // pairs
    private static final int NONE = -1;
    private static final int TOGETHER = 1 << 13; // documents of a part, about

    private final ParameterSet parameters;
    private final int cap;
    private final Bucket buckets;
    private final Sketcher sketcher;
    private final Likeness likeness = new Likeness();
    private final ShingleStore shingles;
    private final List<String> ids = new ArrayList<>();
    private final IntArrayList compared = new IntArrayList(); // numbers of the documents that have bands
    private final LongArrayList[] bands;
    private final long[] different = new long[DIFFERENT]; // pairs that a band before found too different, by their hash
    private final LongArrayList gathered = new LongArrayList(); // pairs of ranks to be compared
    private final Long2DoubleOpenHashMap similar = new Long2DoubleOpenHashMap(); // by ranks

    /// Takes two documents that are similar enough, the one of smaller id first.
    public interface Pairs {
        void take(String a, String b, double similarity) throws IOException;
    }

    /// @param cap how many others a document is compared with in one band
    public NearPairs(ParameterSet parameters, int cap) {
        this.parameters = parameters;
        this.cap = cap;
        this.buckets = new Bucket(cap, true);
        this.sketcher = parameters.sketcher();
        this.shingles =
                new ShingleStore(Runtime.getRuntime().maxMemory() / 4, Path.of(System.getProperty("java.io.tmpdir")));
        this.bands = new LongArrayList[parameters.bands()];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = new LongArrayList();
        }
        similar.defaultReturnValue(-1);
    }

    public void add(String id, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(id, utf8, utf8.length);
    }

    /// @param utf8 the text, well-formed, from 0 on
    public void add(String id, byte[] utf8, int length) throws IOException {
        Sketch sketch = sketcher.sketch(utf8, length);
        if (sketch.compared()) {
            compared.add(ids.size());
            for (int band = 0; band < bands.length; band++) {
                bands[band].add(sketch.bands()[band]);
            }
            shingles.add(sketch.shingles());
        }
        ids.add(id);
    }

    /// Finds all pairs that meet in a band, within the cap, and reach the threshold; gives them by the ids.
    ///
    /// @return how many
    public int find(Pairs pairs) throws IOException {
        int[] ranked = ranked();
        for (LongArrayList band : bands) {
            band(band.elements(), ranked);
        }
        compareGathered(ranked);
        long[] found = similar.keySet().toLongArray();
        Arrays.sort(found);
        for (long pair : found) {
            pairs.take(id(ranked[(int) (pair >>> Integer.SIZE)]), id(ranked[(int) pair]), similar.get(pair));
        }
        return found.length;
    }

    private String id(int place) {
        return ids.get(compared.getInt(place));
    }

    /// Places in `compared`, in the order of the ids; equal ids as they came.
    private int[] ranked() {
        Integer[] places = new Integer[compared.size()];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, (x, y) -> id(x).compareTo(id(y)));
        int[] ranked = new int[places.length];
        Arrays.setAll(ranked, i -> places[i]);
        return ranked;
    }

    /// Brings together those of equal keys. Keys are first put apart by their upper bits, so that each part's
    /// table stays in the cache however many documents there are.
    private void band(long[] keys, int[] ranked) throws IOException {
        int bits = 0;
        while (ranked.length >>> bits > TOGETHER) {
            bits++;
        }
        int[] ends = new int[1 << bits];
        for (int place : ranked) {
            ends[part(keys[place], bits)]++;
        }
        int most = 0;
        int sum = 0;
        for (int part = 0; part < ends.length; part++) {
            most = Math.max(most, ends[part]);
            sum += ends[part];
            ends[part] = sum - ends[part]; // where it begins, until it is filled
        }
        int[] ranks = new int[ranked.length]; // by part, ascending in each
        long[] parted = new long[ranked.length];
        for (int rank = 0; rank < ranked.length; rank++) {
            long key = keys[ranked[rank]];
            int at = ends[part(key, bits)]++;
            ranks[at] = rank;
            parted[at] = key;
        }
        int[] first = new int[HashCommon.arraySize(most, 0.5f)];
        int[] next = new int[most];
        int from = 0;
        for (int end : ends) {
            Arrays.fill(first, NONE);
            for (int i = end - 1; i >= from; i--) {
                int slot = (int) parted[i] & first.length - 1; // keys are well mixed
                while (first[slot] != NONE && parted[from + first[slot]] != parted[i]) {
                    slot = slot + 1 & first.length - 1;
                }
                next[i - from] = first[slot];
                first[slot] = i - from;
            }
            buckets(first, next, ranks, from, ranked);
            from = end;
        }
    }

    private static int part(long key, int bits) {
        return bits == 0 ? 0 : (int) (key >>> Long.SIZE - bits);
    }

    /// @param first heads of chains that ascend by rank
    /// @param from where the part begins among all ranks
    private void buckets(int[] first, int[] next, int[] ranks, int from, int[] ranked) throws IOException {
        IntArrayList members = new IntArrayList();
        for (int head : first) {
            if (head != NONE && next[head] != NONE) {
                members.clear();
                for (int i = head; i != NONE; i = next[i]) {
                    members.add(ranks[from + i]);
                }
                int[] here = members.elements();
                if (members.size() <= WHOLE && members.size() - 1 <= cap) {
                    gather(here, members.size(), ranked);
                } else {
                    buckets.compare(members.size(), (earlier, later) -> matches(here[earlier], here[later], ranked));
                }
            }
        }
    }

    /// Keeps the pairs of a bucket that is compared whole for later, when each is compared once, however many bands it
    /// meets in, and those of one document one after the other.
    private void gather(int[] members, int size, int[] ranked) throws IOException {
        for (int later = 1; later < size; later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                gathered.add((long) members[earlier] << Integer.SIZE | members[later]);
            }
        }
        if (gathered.size() >= GATHERED) {
            compareGathered(ranked);
        }
    }

    private void compareGathered(int[] ranked) throws IOException {
        long[] pairs = gathered.elements();
        Arrays.sort(pairs, 0, gathered.size());
        for (int i = 0; i < gathered.size(); i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                matches((int) (pairs[i] >>> Integer.SIZE), (int) pairs[i], ranked);
            }
        }
        gathered.clear();
    }

    private boolean matches(int earlier, int later, int[] ranked) throws IOException {
        long pair = (long) earlier << Integer.SIZE | later;
        int slot = (int) HashCommon.mix(pair) & DIFFERENT - 1;
        if (different[slot] == pair) {
            return false;
        }
        if (similar.containsKey(pair)) {
            return true;
        }
        double similarity =
                likeness.similarity(shingles.get(ranked[earlier]), shingles.get(ranked[later]), parameters.threshold());
        if (similarity < 0) {
            different[slot] = pair;
            return false;
        }
        similar.put(pair, similarity);
        return true;
    }

    public int documents() {
        return ids.size();
    }

    /// Documents that have too few tokens to be compared.
    public int tooShort() {
        return ids.size() - compared.size();
    }

    /// Pairs that the cap left out.
    public long uncompared() {
        return buckets.uncompared();
    }

    @Override
    public void close() throws IOException {
        shingles.close();
    }
}
