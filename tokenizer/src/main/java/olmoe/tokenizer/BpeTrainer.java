package olmoe.tokenizer;

import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Learns a byte-level BPE tokenizer: NFC, GPT-2's pre-tokens, the 256 bytes and two special tokens from
/// the start, then always the most frequent pair, of equal ones that of the smaller ids.
///
/// The result is that of Hugging Face's `BpeTrainer` with the same settings, its `tokenizer.json` byte for
/// byte, and does not depend on the order of the texts. Texts are counted as they come and not kept.
///
/// One instance a tokenizer, not for several threads.
public final class BpeTrainer {
    private static final List<String> SPECIAL = List.of(Tokenizer.END_OF_TEXT, Tokenizer.PADDING);

    /// Ids that are there before the first merge.
    public static final int SMALLEST_VOCABULARY = 256 + 2;

    private final int vocabulary;
    private final long minFrequency;
    private PreTokenCounts counts = new PreTokenCounts(); // null when the words are read

    private final List<String> tokens = new ArrayList<>();
    private final Object2IntOpenHashMap<String> ids = new Object2IntOpenHashMap<>();
    private final int[] byteIds = new int[256];

    // words: symbols of word w from starts[w] on, lengths[w] of them
    private int[] symbols;
    private int[] starts;
    private int[] lengths;
    private long[] wordCounts;

    private final PairCounts pairs = new PairCounts();
    private final MergeQueue queue = new MergeQueue(pairs);
    // words in which a pair came up since the last merge, by the pair's number
    private final Int2ObjectLinkedOpenHashMap<IntArrayList> fresh = new Int2ObjectLinkedOpenHashMap<>();

    /// @param vocabulary ids wanted, special tokens included; fewer come out where the texts give out
    /// @param minFrequency how often a pair must occur at least
    public BpeTrainer(int vocabulary, long minFrequency) {
        if (vocabulary < SMALLEST_VOCABULARY) {
            throw new IllegalArgumentException("vocabulary must be at least " + SMALLEST_VOCABULARY + ", 256 bytes and "
                    + SPECIAL.size() + " special tokens, but was " + vocabulary);
        }
        this.vocabulary = vocabulary;
        this.minFrequency = minFrequency;
        ids.defaultReturnValue(-1);
    }

    /// Counts the pre-tokens of one text.
    ///
    /// @throws IllegalArgumentException for an unpaired surrogate
    public void add(String text) {
        counts.add(text);
    }

    /// Takes a pre-token that was counted elsewhere.
    ///
    /// @throws IllegalArgumentException for a text that is none
    public void addPreToken(String preToken, long count) {
        counts.addPreToken(preToken, count);
    }

    /// Learns the merges from what was added, once.
    public Tokenizer train() {
        return train(ids -> {});
    }

    /// Learns the merges from what was added, once.
    ///
    /// @param progress is told after each merge how many ids there are
    public Tokenizer train(IntConsumer progress) {
        addFirstTokens();
        readWords();
        countPairs();
        Map<Long, int[]> merges = new LinkedHashMap<>();
        while (tokens.size() < vocabulary && queue.poll()) {
            long count = pairs.count(queue.number());
            if (queue.count() != count) {
                queue.putBack(count);
                continue;
            }
            if (count < 1 || count < minFrequency) {
                break;
            }
            long pair = pairs.pair(queue.number());
            int left = (int) (pair >>> 32);
            int right = (int) pair;
            int result = token(tokens.get(left) + tokens.get(right));
            merges.remove(pair); // a pair that came up again takes the later rank
            merges.put(pair, new int[] {left, right, result});
            for (int word : queue.takeWords()) {
                merge(word, left, right, result);
            }
            offerFresh();
            progress.accept(tokens.size());
        }
        List<Tokenizer.Added> added = new ArrayList<>();
        for (String special : SPECIAL) {
            added.add(new Tokenizer.Added(ids.getInt(special), special, false, true));
        }
        int[] triples = new int[3 * merges.size()];
        int[] results = new int[merges.size()];
        BytePairs learned = new BytePairs(results, merges.size());
        int rank = 0;
        for (int[] merge : merges.values()) {
            System.arraycopy(merge, 0, triples, 3 * rank, 3);
            results[rank] = merge[2];
            learned.add(merge[0], merge[1], rank);
            rank++;
        }
        return new Tokenizer(
                new Tokenizer.Parts(Vocabulary.of(tokens), triples, added, TextRules.OLMO),
                new Symbols.Bytes(byteIds),
                learned,
                null);
    }

    private void addFirstTokens() {
        SPECIAL.forEach(this::token);
        char[] alphabet = new char[256];
        for (int b = 0; b < 256; b++) {
            alphabet[b] = ByteAlphabet.character(b);
        }
        char[] sorted = alphabet.clone();
        Arrays.sort(sorted);
        for (char c : sorted) {
            token(String.valueOf(c));
        }
        for (int b = 0; b < 256; b++) {
            byteIds[b] = ids.getInt(String.valueOf(alphabet[b]));
        }
    }

    /// The id of a token, a new one where there is none.
    private int token(String token) {
        int id = ids.getInt(token);
        if (id < 0) {
            id = tokens.size();
            tokens.add(token);
            ids.put(token, id);
        }
        return id;
    }

    private void readWords() {
        int[] sorted = counts.sorted();
        starts = new int[sorted.length];
        lengths = new int[sorted.length];
        wordCounts = new long[sorted.length];
        int total = 0;
        for (int w = 0; w < sorted.length; w++) {
            starts[w] = total;
            lengths[w] = counts.length(sorted[w]);
            wordCounts[w] = counts.count(sorted[w]);
            total += lengths[w];
        }
        symbols = new int[total];
        for (int w = 0; w < sorted.length; w++) {
            for (int i = 0; i < lengths[w]; i++) {
                symbols[starts[w] + i] = byteIds[counts.byteAt(sorted[w], i)];
            }
        }
        counts = null;
    }

    private void countPairs() {
        for (int w = 0; w < starts.length; w++) {
            for (int i = starts[w]; i + 1 < starts[w] + lengths[w]; i++) {
                change(symbols[i], symbols[i + 1], w, wordCounts[w]);
            }
        }
        offerFresh();
    }

    /// Merges a pair wherever it stands in a word, from the left, and counts what that takes and gives.
    /// The merged pair's own count stays, as in the reference.
    private void merge(int word, int left, int right, int result) {
        int start = starts[word];
        int length = lengths[word];
        long count = wordCounts[word];
        int write = start;
        int read = start;
        int end = start + length;
        while (read < end) {
            if (read + 1 < end && symbols[read] == left && symbols[read + 1] == right) {
                if (write > start) {
                    change(symbols[write - 1], left, word, -count);
                    change(symbols[write - 1], result, word, count);
                }
                if (read + 2 < end) {
                    change(right, symbols[read + 2], word, -count);
                    change(result, symbols[read + 2], word, count);
                }
                symbols[write++] = result;
                read += 2;
            } else {
                symbols[write++] = symbols[read++];
            }
        }
        lengths[word] = write - start;
    }

    private void change(int left, int right, int word, long by) {
        int number = pairs.number((long) left << 32 | right);
        pairs.add(number, by);
        if (by > 0) {
            IntArrayList words = fresh.get(number);
            if (words == null) {
                words = new IntArrayList(2);
                fresh.put(number, words);
            }
            if (words.isEmpty() || words.getInt(words.size() - 1) != word) {
                words.add(word);
            }
        }
    }

    private void offerFresh() {
        while (!fresh.isEmpty()) {
            int number = fresh.firstIntKey();
            int[] words = fresh.removeFirst().toIntArray();
            if (pairs.count(number) > 0) {
                queue.add(number, pairs.count(number), words);
            }
        }
    }
}
