package olmoe.tokenizer.text;

/// The n-grams of one sequence that occur more than once, compared by content, never by hash alone.
///
/// An n-gram can only repeat where the (n-1)-grams at both of its ends repeat, so a longer n costs
/// little once a text has nothing left that repeats: only those that do are held, in the order of their positions.
public final class RepeatedNGrams {
    private final int[] words; // the sequence as numbers, equal ones alike
    private final int n;
    // of each n-gram that occurs elsewhere too
    private final int[] positions;
    private final int[] ids;
    private final int copies;
    private final int[] counts; // by id

    private RepeatedNGrams(int[] words, int n, int[] positions, int[] ids, int candidates, int[] counts) {
        this.words = words;
        this.n = n;
        this.positions = positions;
        this.ids = ids;
        this.counts = counts;
        int kept = 0;
        for (int k = 0; k < candidates; k++) {
            if (counts[ids[k]] > 1) {
                positions[kept] = positions[k];
                ids[kept++] = ids[k];
            }
        }
        copies = kept;
    }

    /// The single words of a sequence.
    public static RepeatedNGrams ofWords(Spans words) {
        int[] positions = new int[words.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        return new RepeatedNGrams(words.ids(), 1, positions, words.ids().clone(), positions.length, words.counts());
    }

    /// The n-grams one word longer.
    public RepeatedNGrams longer() {
        int candidates = 0;
        for (int k = 0; k + 1 < copies; k++) {
            candidates += positions[k + 1] == positions[k] + 1 ? 1 : 0;
        }
        int[] longerPositions = new int[candidates];
        int[] longerIds = new int[candidates];
        int[] longerCounts = new int[candidates];
        int[] firsts = new int[Math.max(4, Integer.highestOneBit(Math.max(1, candidates)) << 2)]; // id + 1
        int[] prefixes = new int[candidates]; // by id: the shorter n-gram that it begins with
        int[] lasts = new int[candidates]; // by id: its last word
        int distinct = 0;
        int next = 0;
        for (int k = 0; k + 1 < copies; k++) {
            if (positions[k + 1] != positions[k] + 1) {
                continue;
            }
            int last = words[positions[k] + n];
            int slot = slot(ids[k], last) & firsts.length - 1;
            while (firsts[slot] != 0 && (prefixes[firsts[slot] - 1] != ids[k] || lasts[firsts[slot] - 1] != last)) {
                slot = slot + 1 & firsts.length - 1;
            }
            if (firsts[slot] == 0) {
                prefixes[distinct] = ids[k];
                lasts[distinct] = last;
                firsts[slot] = ++distinct;
            }
            int id = firsts[slot] - 1;
            longerCounts[id]++;
            longerPositions[next] = positions[k];
            longerIds[next++] = id;
        }
        return new RepeatedNGrams(words, n + 1, longerPositions, longerIds, candidates, longerCounts);
    }

    private static int slot(int id, int last) {
        long hash = ((long) id << Integer.SIZE | last) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32 ^ hash >>> 52);
    }

    public int n() {
        return n;
    }

    /// How many n-grams the sequence has, repeated or not.
    public int size() {
        return Math.max(0, words.length - n + 1);
    }

    /// How many of them occur elsewhere too. Each of these is meant by its number k, from the left.
    public int copies() {
        return copies;
    }

    /// Where the k-th begins.
    public int position(int k) {
        return positions[k];
    }

    /// How often the k-th occurs, 2 at least.
    public int count(int k) {
        return counts[ids[k]];
    }

    /// Which of them is the most common one, of several the first in the sequence; -1 where none repeats.
    public int mostCommon() {
        int best = -1;
        for (int k = 0; k < copies; k++) {
            if (best < 0 || count(k) > count(best)) {
                best = k;
            }
        }
        return best;
    }

    /// A number that the k-th shares with all its copies, less than that of all n-grams.
    public int id(int k) {
        return ids[k];
    }
}
