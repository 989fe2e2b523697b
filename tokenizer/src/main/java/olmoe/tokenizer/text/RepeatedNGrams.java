package olmoe.tokenizer.text;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/// The n-grams of one sequence that occur more than once, compared by content, never by hash alone.
///
/// An n-gram can only repeat where the (n-1)-grams at both of its ends repeat, so a longer n costs
/// little once a text has nothing left that repeats.
public final class RepeatedNGrams {
    private static final int ONCE = -1;

    private final int[] words; // the sequence as numbers, equal ones alike
    private final int n;
    private final int[] ids; // by position; ONCE, or a number shared by all copies
    private final int[] counts; // by id

    private RepeatedNGrams(int[] words, int n, int[] ids, int[] counts) {
        this.words = words;
        this.n = n;
        this.ids = ids;
        this.counts = counts;
    }

    /// The single words of a sequence.
    public static RepeatedNGrams ofWords(Spans words) {
        return repeated(words.ids(), 1, words.ids().clone(), words.counts());
    }

    /// The n-grams one word longer.
    public RepeatedNGrams longer() {
        int[] longer = new int[Math.max(0, ids.length - 1)];
        int candidates = 0;
        for (int i = 0; i < longer.length; i++) {
            longer[i] = ids[i] == ONCE || ids[i + 1] == ONCE ? ONCE : candidates++;
        }
        int[] longerCounts = new int[candidates];
        Long2IntOpenHashMap known = new Long2IntOpenHashMap(candidates);
        known.defaultReturnValue(ONCE);
        int distinct = 0;
        for (int i = 0; candidates > 0 && i < longer.length; i++) {
            if (longer[i] != ONCE) {
                int id = known.putIfAbsent((long) ids[i] << Integer.SIZE | words[i + n], distinct);
                longer[i] = id == ONCE ? distinct++ : id;
                longerCounts[longer[i]]++;
            }
        }
        return repeated(words, n + 1, longer, longerCounts);
    }

    private static RepeatedNGrams repeated(int[] words, int n, int[] ids, int[] counts) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != ONCE && counts[ids[i]] < 2) {
                ids[i] = ONCE;
            }
        }
        return new RepeatedNGrams(words, n, ids, counts);
    }

    public int n() {
        return n;
    }

    /// How many n-grams the sequence has, repeated or not.
    public int size() {
        return ids.length;
    }

    /// How often the n-gram at a position occurs, 1 for one that does not repeat.
    public int count(int position) {
        return ids[position] == ONCE ? 1 : counts[ids[position]];
    }

    /// A number that all copies of a repeated n-gram share, -1 for one that does not repeat.
    public int id(int position) {
        return ids[position];
    }

    /// Whether the n-gram at a position occurs elsewhere too.
    public boolean isRepeated(int position) {
        return ids[position] != ONCE;
    }
}
