package olmoe.dedup.decontamination;

import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import olmoe.tokenizer.text.TextView;

/// Finds items that share n words in a row with a document; words are runs of `\w` in lower case. An
/// item of fewer than n words is looked for as a whole, down to a shortest length: below it an item
/// cannot be told from ordinary text.
///
/// A finding's score is the share of the item's n-grams that the document holds. Every hit on a hash
/// is compared word by word, so no finding is one of hashes alone.
final class NGramOverlap implements Detector {
    private final int length;
    private final int shortest;
    private final List<EvaluationItem> items;
    private final Vocabulary vocabulary = new Vocabulary();
    private final int[] words; // of all items, as numbers of the vocabulary
    private final int[] starts; // where an item's words begin; one more at the end
    private final NGrams grams;
    private final NGrams tails; // the last words of items that are shorter than an n-gram

    NGramOverlap(List<EvaluationItem> items, int length, int shortest) {
        if (length < 1 || shortest < 1 || shortest > length) {
            throw new IllegalArgumentException(
                    "shortest must be between 1 and ngram " + length + " but was " + shortest);
        }
        this.length = length;
        this.shortest = shortest;
        this.items = List.copyOf(items);
        this.starts = new int[items.size() + 1];
        IntArrayList flat = new IntArrayList();
        LongArrayList gramHashes = new LongArrayList();
        IntArrayList gramPlaces = new IntArrayList();
        LongArrayList tailHashes = new LongArrayList();
        IntArrayList tailPlaces = new IntArrayList();
        for (int i = 0; i < items.size(); i++) {
            LowerCaseWords text = LowerCaseWords.of(TextView.of(items.get(i).text()));
            starts[i] = flat.size();
            if (text.size() >= length) {
                hash(text, 0, length, flat.size(), gramHashes, gramPlaces);
            } else if (text.size() >= shortest) {
                hash(text, text.size() - shortest, shortest, flat.size(), tailHashes, tailPlaces);
            }
            for (int w = 0; w < text.size(); w++) {
                flat.add(vocabulary.add(text, w));
            }
        }
        starts[items.size()] = flat.size();
        this.words = flat.toIntArray();
        this.grams = new NGrams(gramHashes.toLongArray(), gramPlaces.toIntArray());
        this.tails = new NGrams(tailHashes.toLongArray(), tailPlaces.toIntArray());
    }

    private static void hash(
            LowerCaseWords text, int from, int length, int offset, LongArrayList hashes, IntArrayList places) {
        NGrams.Rolling rolling = new NGrams.Rolling(length);
        for (int w = from; w < text.size(); w++) {
            rolling.add(text.hash(w));
            if (w - from >= length) {
                rolling.remove(text.hash(w - length));
            }
            if (w - from >= length - 1) {
                hashes.add(rolling.value());
                places.add(offset + w - length + 1);
            }
        }
    }

    @Override
    public boolean covers(EvaluationItem item) {
        return LowerCaseWords.of(TextView.of(item.text())).size() >= shortest;
    }

    @Override
    public List<Finding> find(TextView text) {
        return new Scan(LowerCaseWords.of(text)).run();
    }

    /// One document.
    private final class Scan {
        private final LowerCaseWords text;
        private final int[] numbers; // of its words, -1 for one that no item has
        private final TreeMap<Integer, Hits> hits = new TreeMap<>();
        private final Int2ObjectOpenHashMap<List<Hits>> known = new Int2ObjectOpenHashMap<>();

        Scan(LowerCaseWords text) {
            this.text = text;
            this.numbers = new int[text.size()];
        }

        List<Finding> run() {
            NGrams.Rolling gram = new NGrams.Rolling(length);
            NGrams.Rolling tail = new NGrams.Rolling(shortest);
            int run = 0; // words in a row that items have
            for (int w = 0; w < text.size(); w++) {
                numbers[w] = vocabulary.find(text.hash(w));
                if (numbers[w] < 0) {
                    run = 0;
                    gram.clear();
                    tail.clear();
                    continue;
                }
                run++;
                if (roll(gram, w, run)) {
                    int entry = grams.find(gram.value());
                    if (entry >= 0) {
                        overlap(entry, w - length + 1);
                    }
                }
                if (roll(tail, w, run)) {
                    int entry = tails.find(tail.value());
                    if (entry >= 0) {
                        whole(entry, w + 1);
                    }
                }
            }
            List<Finding> findings = new ArrayList<>();
            hits.values().forEach(found -> findings.add(found.finding(text)));
            return findings;
        }

        private boolean roll(NGrams.Rolling rolling, int word, int run) {
            rolling.add(text.hash(word));
            if (run > rolling.length()) {
                rolling.remove(text.hash(word - rolling.length()));
            }
            return run >= rolling.length();
        }

        /// An n-gram met again adds a position to its items, whatever the number of its places in them.
        private void overlap(int entry, int at) {
            List<Hits> met = known.get(entry);
            if (met == null) {
                met = new ArrayList<>();
                known.put(entry, met);
                for (int e = entry; ; e++) {
                    int place = grams.place(e);
                    if (equal(place, at, length)) {
                        int item = itemAt(place);
                        Hits found = hits.computeIfAbsent(item, Hits::new);
                        found.grams.set(place - starts[item]);
                        if (met.isEmpty() || met.get(met.size() - 1) != found) {
                            met.add(found);
                        }
                    }
                    if (!grams.more(e)) {
                        break;
                    }
                }
            } else if (!equal(grams.place(entry), at, length)) {
                return;
            }
            for (Hits found : met) {
                found.at(at, at + length);
            }
        }

        /// @param end after the last word
        private void whole(int entry, int end) {
            for (int e = entry; ; e++) {
                int item = itemAt(tails.place(e));
                int size = starts[item + 1] - starts[item];
                if (end >= size && equal(starts[item], end - size, size)) {
                    Hits found = hits.computeIfAbsent(item, Hits::new);
                    found.grams.set(0);
                    found.at(end - size, end);
                }
                if (!tails.more(e)) {
                    return;
                }
            }
        }

        private boolean equal(int place, int at, int count) {
            if (!Arrays.equals(words, place, place + count, numbers, at, at + count)) {
                return false;
            }
            for (int w = at; w < at + count; w++) {
                if (!vocabulary.equal(numbers[w], text, w)) {
                    return false;
                }
            }
            return true;
        }
    }

    private int itemAt(int place) {
        int found = Arrays.binarySearch(starts, place);
        if (found < 0) {
            return -found - 2;
        }
        while (starts[found + 1] == place) {
            found++; // items without words begin where the next one does
        }
        return found;
    }

    private final class Hits {
        private final int item;
        private final BitSet grams = new BitSet();
        private int first = Integer.MAX_VALUE;
        private int end;
        private int positions;

        Hits(int item) {
            this.item = item;
        }

        void at(int from, int to) {
            first = Math.min(first, from);
            end = Math.max(end, to);
            positions++;
        }

        Finding finding(LowerCaseWords text) {
            int all = Math.max(1, starts[item + 1] - starts[item] - length + 1);
            return new Finding(
                    items.get(item),
                    grams.cardinality() / (double) all,
                    positions,
                    text.start(first),
                    text.end(end - 1));
        }
    }
}
