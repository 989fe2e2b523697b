package olmoe.dedup.decontamination;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import olmoe.tokenizer.text.TextView;

/// Finds passages that are an item with small changes, as allenai/decon does (at e1bcb80, defaults):
/// n-grams of 5 tokens of the document are sampled, 10 tokens apart; from one that a question has, the
/// passage grows both ways until 11 n-grams in a row bring nothing new of that question; then the
/// answer is looked for behind it. Question and answer are scored apart, see [PassageScore].
///
/// Items are left out that have fewer than 20 tokens or 4 different ones, or stand in their evaluation
/// before. The tokens are ours, words instead of cl100k, so that lengths are shorter than there.
final class PassageOverlap implements Detector {
    private static final int GRAM = 5;
    private static final int ANSWER_GRAM = 3;
    private static final int SAMPLE_EVERY = 10;
    private static final int MOST_MISSES = 11;
    private static final int LEAST_TOKENS = 20;
    private static final int LEAST_DISTINCT = 4;
    private static final int SHORT_ANSWER = 3;
    private static final int SHORT_ANSWER_WINDOW = 50;
    private static final int LONG_ANSWER_WINDOW = 100;
    private static final int LEAST_HOT = 2000;

    private final PassageScore scoring;
    private final Tokens.Reader reader;
    private final List<Entry> entries = new ArrayList<>();
    private final Grams questions = new Grams(GRAM);
    private final Grams answers = new Grams(ANSWER_GRAM);
    private final int hot;

    /// One item that is looked for.
    ///
    /// @param grams numbers of the question's n-grams, each once, ascending
    /// @param answerGrams the same of the answer, empty for a short one
    private record Entry(EvaluationItem item, int questionTokens, int[] grams, int[] answer, int[] answerGrams) {

        int distinctAnswerTokens() {
            return new IntOpenHashSet(answer).size();
        }
    }

    PassageOverlap(List<EvaluationItem> items, Tokens.Reader reader, PassageScore scoring) {
        this.reader = reader;
        this.scoring = scoring;
        Set<List<String>> seen = new HashSet<>();
        for (EvaluationItem item : items) {
            int[] question = reader.item(item.question()).ids();
            int[] answer = reader.item(item.answer()).ids();
            if (isLongEnough(question, answer)
                    && seen.add(List.of(item.evaluation(), item.question(), item.answer()))) {
                int entry = entries.size();
                entries.add(new Entry(
                        item,
                        question.length,
                        questions.add(question, entry),
                        answer,
                        answer.length > SHORT_ANSWER ? answers.add(answer, entry) : new int[0]));
            }
        }
        this.hot = Math.max(LEAST_HOT, 2 * (int) Math.sqrt(entries.size()));
        questions.weigh(entries.size());
        answers.weigh(entries.size());
    }

    private static boolean isLongEnough(int[] question, int[] answer) {
        IntOpenHashSet distinct = new IntOpenHashSet(question);
        distinct.addAll(new IntOpenHashSet(answer));
        return question.length + answer.length >= LEAST_TOKENS && distinct.size() >= LEAST_DISTINCT;
    }

    @Override
    public boolean covers(EvaluationItem item) {
        int[] question = reader.item(item.question()).ids();
        return question.length >= GRAM
                && isLongEnough(question, reader.item(item.answer()).ids());
    }

    @Override
    public List<Finding> find(TextView text) {
        Tokens tokens = reader.document(text);
        TreeMap<Integer, Finding> found = new TreeMap<>();
        int last = tokens.size() - GRAM;
        int at = 0;
        while (at <= last) {
            int gram = questions.find(tokens.ids(), at);
            if (gram < 0) {
                at += SAMPLE_EVERY;
            } else if (questions.items(gram).size() > hot) {
                at++;
            } else {
                int end = at;
                for (int entry : questions.items(gram)) {
                    Passage passage = new Passage(tokens.ids(), entries.get(entry), at);
                    end = Math.max(end, passage.stopped);
                    Finding finding = passage.finding(tokens);
                    if (finding != null) {
                        found.merge(entry, finding, (a, b) -> b.score() > a.score() ? b : a);
                    }
                }
                at = end + 1;
            }
        }
        return new ArrayList<>(found.values());
    }

    /// One question around one of its n-grams.
    private final class Passage {
        private final int[] ids;
        private final Entry entry;
        private final IntOpenHashSet matched = new IntOpenHashSet();
        private int first;
        private int last;
        private int stopped;

        Passage(int[] ids, Entry entry, int at) {
            this.ids = ids;
            this.entry = entry;
            this.first = at;
            this.last = at;
            matched.add(questions.find(ids, at));
            grow(at, -1);
            stopped = grow(at, 1);
        }

        private int grow(int from, int step) {
            int misses = 0;
            int at = from;
            while (misses < MOST_MISSES && at + step >= 0 && at + step <= ids.length - GRAM) {
                at += step;
                int gram = questions.find(ids, at);
                if (gram < 0 || Arrays.binarySearch(entry.grams(), gram) < 0) {
                    misses++;
                    continue;
                }
                if (matched.add(gram)) {
                    misses = 0;
                }
                first = Math.min(first, at);
                last = Math.max(last, at);
            }
            return at;
        }

        /// Null below the limit.
        Finding finding(Tokens tokens) {
            float question = questions.share(matched, entry.grams());
            if (question < scoring.leastQuestion(entry.questionTokens())) {
                return null;
            }
            int length = last + GRAM - first;
            int end = last + GRAM - Math.max(0, length - entry.questionTokens());
            float answer = entry.answer().length == 0 ? Float.NaN : answer(end);
            float score = scoring.of(
                    question, entry.grams().length, answer, entry.questionTokens() + entry.distinctAnswerTokens());
            if (score < (float) scoring.limit()) {
                return null;
            }
            return new Finding(
                    entry.item(), score, matched.size(), tokens.starts()[first], tokens.ends()[last + GRAM - 1]);
        }

        /// Share of the answer in the window behind the question.
        private float answer(int from) {
            int[] answer = entry.answer();
            if (answer.length <= SHORT_ANSWER) {
                int lastStart = Math.min(from + SHORT_ANSWER_WINDOW - 1, ids.length - answer.length);
                for (int at = from; at <= lastStart; at++) {
                    if (Arrays.equals(ids, at, at + answer.length, answer, 0, answer.length)) {
                        return 1;
                    }
                }
                return 0;
            }
            int end = Math.min(ids.length, from + Math.max(2 * answer.length, LONG_ANSWER_WINDOW));
            IntOpenHashSet found = new IntOpenHashSet();
            for (int at = from; at + ANSWER_GRAM <= end; at++) {
                int gram = answers.find(ids, at);
                if (gram >= 0 && Arrays.binarySearch(entry.answerGrams(), gram) >= 0) {
                    found.add(gram);
                }
            }
            return answers.share(found, entry.answerGrams());
        }
    }

    /// The n-grams of one kind, numbered, with the entries that have them.
    private static final class Grams {
        private final int length;
        private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
        private final List<int[]> tokens = new ArrayList<>();
        private final List<IntArrayList> items = new ArrayList<>();
        private float[] weights;

        Grams(int length) {
            this.length = length;
            numbers.defaultReturnValue(-1);
        }

        int[] add(int[] ids, int entry) {
            Int2IntOpenHashMap own = new Int2IntOpenHashMap();
            for (int at = 0; at + length <= ids.length; at++) {
                int number = find(ids, at);
                if (number < 0) {
                    number = tokens.size();
                    numbers.put(hash(ids, at), number);
                    tokens.add(Arrays.copyOfRange(ids, at, at + length));
                    items.add(new IntArrayList(1));
                }
                if (own.put(number, 1) == 0) {
                    items.get(number).add(entry);
                }
            }
            int[] grams = own.keySet().toIntArray();
            IntArrays.quickSort(grams);
            return grams;
        }

        /// Rarer ones weigh more: ln(entries / entries that have it).
        void weigh(int entries) {
            weights = new float[tokens.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] =
                        (float) StrictMath.log((float) entries / items.get(i).size());
            }
        }

        int find(int[] ids, int at) {
            int number = numbers.get(hash(ids, at));
            return number >= 0 && Arrays.equals(ids, at, at + length, tokens.get(number), 0, length) ? number : -1;
        }

        IntArrayList items(int gram) {
            return items.get(gram);
        }

        /// By weight; by count where no n-gram is rarer than another.
        float share(IntOpenHashSet found, int[] grams) {
            float part = 0;
            float all = 0;
            for (int gram : grams) {
                all += weights[gram];
                part += found.contains(gram) ? weights[gram] : 0;
            }
            if (all > 0) {
                return part / all;
            }
            return grams.length == 0 ? 0 : (float) found.size() / grams.length;
        }

        private long hash(int[] ids, int at) {
            long hash = length;
            for (int i = at; i < at + length; i++) {
                hash = (hash ^ ids[i]) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            return hash;
        }
    }
}
