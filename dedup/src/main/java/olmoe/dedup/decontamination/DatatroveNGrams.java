package olmoe.dedup.decontamination;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.dedup.minhash.XxHash64;
import olmoe.filters.rule.datatrove.DatatroveSimplifyText;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;
import olmoe.tokenizer.text.spacy.SpacyEnglish;

/// datatrove 0.10's NGramsDecontFilter as it is set if nobody says otherwise (pipeline/decont/n_grams.py):
/// n words of an answer, or of a question and its answer together, at least one of the answer; those of a
/// question alone are not looked for. Words are spaCy's of the simplified text, so that every number is 0,
/// and an n-gram is its xxHash64. Of several items with the same n-gram the last one is named.
///
/// Findings stand in the order of the text, each with the whole text as its place and 1 as its score.
final class DatatroveNGrams implements Detector {
    private static final int NONE = -1;

    private final int length;
    private final List<EvaluationItem> items;
    private final Long2IntOpenHashMap grams = new Long2IntOpenHashMap(); // to the item

    DatatroveNGrams(List<EvaluationItem> items, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("ngram must be at least 1 but was " + length);
        }
        this.length = length;
        this.items = List.copyOf(items);
        grams.defaultReturnValue(NONE);
        for (int i = 0; i < items.size(); i++) {
            for (long gram : grams(items.get(i))) {
                grams.put(gram, i);
            }
        }
    }

    private long[] grams(EvaluationItem item) {
        List<String> question = words(item.question());
        List<String> answer = words(item.answer());
        int before = Math.min(question.size(), length - 1);
        List<String> both = new ArrayList<>(question.subList(question.size() - before, question.size()));
        both.addAll(answer);
        return grams(both);
    }

    private static List<String> words(String text) {
        Spans words = SpacyEnglish.words(
                DatatroveSimplifyText.simplified(text).codePoints().toArray());
        List<String> list = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            list.add(words.text(i));
        }
        return list;
    }

    /// Hashes of every n words in a row.
    private long[] grams(List<String> words) {
        byte[] joined = String.join(" ", words).getBytes(StandardCharsets.UTF_8);
        int[] starts = new int[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            starts[i + 1] = starts[i] + words.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        long[] hashes = new long[Math.max(0, words.size() - length + 1)];
        Arrays.setAll(hashes, i -> XxHash64.hash(joined, starts[i], starts[i + length] - 1));
        return hashes;
    }

    @Override
    public boolean covers(EvaluationItem item) {
        return grams(item).length > 0;
    }

    @Override
    public List<Finding> find(TextView text) {
        int[] points = text.codePoints();
        Map<Integer, Integer> matches = new LinkedHashMap<>(); // by item
        for (long gram : grams(words(new String(points, 0, points.length)))) {
            int item = grams.get(gram);
            if (item != NONE) {
                matches.merge(item, 1, Integer::sum);
            }
        }
        List<Finding> findings = new ArrayList<>();
        matches.forEach((item, count) -> findings.add(new Finding(items.get(item), 1, count, 0, points.length)));
        return findings;
    }
}
