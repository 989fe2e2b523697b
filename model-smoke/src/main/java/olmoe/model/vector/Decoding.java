package olmoe.model.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.model.Shape;

/// Sequences side by side, each with the keys and values of its tokens so far; new tokens of all of them
/// go through the network together. What a sequence says depends neither on its neighbours nor on how
/// its tokens were cut into calls: the bytes are those of one pass over the whole.
///
/// The memory is fixed when it is made. For one thread; several may share a {@link Network}.
public final class Decoding {
    private final Network network;
    private final Shape shape;
    private final int capacity;
    private final Attention attention;
    private final Rope rope;
    private final Scratch[] scratch;
    private final int[] lengths;
    private final Cache[][] caches; // by sequence and layer
    private Pass pass; // of the last call

    /// Keys and values of one layer of one sequence, by key-value head.
    private record Cache(Panels[] keys, Panels[] values) {}

    /// @param sequences how many there can be
    /// @param budget bytes that keys and values of all sequences may take together
    public Decoding(Network network, int sequences, long budget) {
        this.network = network;
        shape = network.layout().shape();
        if (shape.variant().expertChoice()) {
            throw new IllegalArgumentException(
                    "expected a model whose tokens choose their experts, found expert-choice, where a token's experts "
                            + "depend on tokens that are still to come");
        }
        capacity = capacity(shape, sequences, budget);
        attention = new Attention(network.kernels(), shape, capacity);
        rope = new Rope(shape, capacity);
        scratch = Scratch.of(network.workers());
        lengths = new int[sequences];
        caches = new Cache[sequences][shape.layers()];
        for (Cache[] layers : caches) {
            Arrays.setAll(layers, l -> cache());
        }
    }

    /// What a layer leaves of so many rows. Each layer writes over what the one before left.
    private record Pass(int rows, AttentionBlock.Run attention, ExpertBlock.Run experts) {}

    private Pass pass(int rows) {
        if (pass == null || pass.rows != rows) {
            pass = new Pass(rows, network.attention(0).new Run(rows), network.experts(0).new Run(1, rows));
        }
        return pass;
    }

    private Cache cache() {
        Panels[] keys = new Panels[shape.keyValueHeads()];
        Panels[] values = new Panels[shape.keyValueHeads()];
        for (int group = 0; group < keys.length; group++) {
            keys[group] = new Panels(shape.headSize(), capacity);
            values[group] = new Panels(capacity, shape.headSize());
        }
        return new Cache(keys, values);
    }

    /// Tokens of each sequence that fit the budget, at most the context.
    ///
    /// @throws IllegalArgumentException if not one does
    public static int capacity(Shape shape, int sequences, long budget) {
        int rounded = Math.ceilDiv(shape.headSize(), Panels.COLUMNS) * Panels.COLUMNS;
        long perToken = 4L * shape.layers() * shape.keyValueHeads() * (shape.headSize() + rounded);
        // a panel of keys is whole
        long tokens = budget / sequences / perToken / Panels.COLUMNS * Panels.COLUMNS;
        if (tokens < 1) {
            throw new IllegalArgumentException("expected a cache of at least " + sequences * perToken * Panels.COLUMNS
                    + " bytes for " + sequences + " sequences, found " + budget);
        }
        return (int) Math.min(shape.context(), tokens);
    }

    /// Most tokens of a sequence.
    public int capacity() {
        return capacity;
    }

    /// Tokens of a sequence so far.
    public int length(int sequence) {
        return lengths[sequence];
    }

    /// Forgets a sequence, so that another may take its place.
    public void clear(int sequence) {
        lengths[sequence] = 0;
    }

    /// Lets sequences grow.
    ///
    /// @param ids new tokens by sequence, none for those that rest
    /// @return logits after the last new token, by sequence; null where there is none
    /// @throws IllegalArgumentException for an id outside the vocabulary, or more tokens than fit
    public float[][] advance(int[]... ids) {
        List<Integer> growing = new ArrayList<>();
        int[] starts = new int[ids.length]; // first row of each sequence
        int rows = 0;
        for (int s = 0; s < ids.length; s++) {
            starts[s] = rows;
            rows += ids[s].length;
            if (ids[s].length > 0) {
                growing.add(s);
                check(s, ids[s]);
            }
        }
        float[][] logits = new float[ids.length][];
        if (rows == 0) {
            return logits;
        }
        int hidden = shape.hidden();
        int[] positions = new int[rows];
        float[] stream = new float[rows * hidden];
        for (int s : growing) {
            for (int t = 0; t < ids[s].length; t++) {
                positions[starts[s] + t] = lengths[s] + t;
                int embedding = network.embedding() + ids[s][t] * hidden;
                System.arraycopy(network.parameters(), embedding, stream, (starts[s] + t) * hidden, hidden);
            }
        }
        Batch batch = new Batch(rope, positions, network.workers(), scratch);
        float[] next = new float[rows * hidden];
        for (int l = 0; l < shape.layers(); l++) {
            AttentionBlock.Run run = pass(rows).attention();
            network.attention(l).project(network.parameters(), stream, run, batch);
            boolean last = l == shape.layers() - 1;
            attend(l, ids, growing, starts, run, last);
            if (last && growing.size() < rows) {
                batch = keepLast(ids, growing, starts, positions, run, stream);
            }
            network.attention(l).finish(stream, next, run, batch);
            ExpertBlock.Run expertRun = pass(batch.rows()).experts();
            network.experts(l).forward(network.parameters(), next, stream, expertRun, batch);
        }
        for (int i = 0; i < growing.size(); i++) {
            int s = growing.get(i);
            lengths[s] += ids[s].length;
            logits[s] = logits(stream, i * hidden, batch);
        }
        return logits;
    }

    private void check(int sequence, int[] ids) {
        if (ids.length > capacity - lengths[sequence]) {
            throw new IllegalArgumentException(
                    "expected at most " + capacity + " tokens, the context or what the cache " + "holds, found "
                            + (lengths[sequence] + (long) ids.length));
        }
        for (int id : ids) {
            if (id < 0 || id >= shape.vocabulary()) {
                throw new IllegalArgumentException(
                        "expected ids from 0 to " + (shape.vocabulary() - 1) + ", found " + id);
            }
        }
    }

    /// Remembers new keys and values, and mixes.
    ///
    /// @param last whether only each sequence's last token is still asked for
    private void attend(int l, int[][] ids, List<Integer> growing, int[] starts, AttentionBlock.Run run, boolean last) {
        int groups = shape.keyValueHeads();
        network.workers().run(growing.size() * groups, (task, worker) -> {
            int s = growing.get(task / groups);
            int group = task % groups;
            Panels keys = caches[s][l].keys()[group];
            Panels values = caches[s][l].values()[group];
            for (int t = 0; t < ids[s].length; t++) {
                remember(run, starts[s] + t, group, lengths[s] + t, keys, values);
            }
            int skipped = last ? ids[s].length - 1 : 0;
            attention.forwardCached(
                    group,
                    starts[s] + skipped,
                    ids[s].length - skipped,
                    lengths[s] + skipped,
                    keys,
                    values,
                    run.rotated,
                    run.mixed,
                    scratch[worker]);
        });
    }

    /// Moves each sequence's last row up front: of the last layer no other is asked for.
    private Batch keepLast(
            int[][] ids, List<Integer> growing, int[] starts, int[] positions, AttentionBlock.Run run, float[] stream) {
        int hidden = shape.hidden();
        int[] kept = new int[growing.size()];
        for (int i = 0; i < kept.length; i++) {
            int s = growing.get(i);
            int row = starts[s] + ids[s].length - 1;
            kept[i] = positions[row];
            System.arraycopy(stream, row * hidden, stream, i * hidden, hidden);
            System.arraycopy(run.mixed, row * hidden, run.mixed, i * hidden, hidden);
        }
        return new Batch(rope, kept, network.workers(), scratch);
    }

    /// Puts the key and the value of a row where {@link Panels} has column and row `position`.
    private void remember(AttentionBlock.Run run, int row, int group, int position, Panels keys, Panels values) {
        int size = shape.headSize();
        int keyAt = row * (shape.hidden() + shape.keyValueWidth()) + shape.hidden() + group * size;
        int valueAt = row * (shape.hidden() + 2 * shape.keyValueWidth())
                + shape.hidden()
                + shape.keyValueWidth()
                + group * size;
        int panel = position / Panels.COLUMNS;
        int column = position % Panels.COLUMNS;
        for (int i = 0; i < size; i++) {
            keys.data()[(panel * size + i) * Panels.COLUMNS + column] = run.rotated[keyAt + i];
            values.data()[(i / Panels.COLUMNS * capacity + position) * Panels.COLUMNS + i % Panels.COLUMNS] =
                    run.projected[valueAt + i];
        }
    }

    private float[] logits(float[] stream, int at, Batch batch) {
        int hidden = shape.hidden();
        float[] normed = new float[hidden];
        network.finalNorm().forward(network.parameters(), stream, at, normed, 0);
        float[] logits = new float[shape.vocabulary()];
        network.head().multiply(normed, 0, 1, logits, 0, shape.vocabulary(), batch);
        return logits;
    }
}
