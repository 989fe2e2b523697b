package olmoe.dedup.decontamination;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Finds evaluation text that a document repeats exactly, as Dolma decontaminates against Paloma:
/// paragraphs, which are lines without the white space around them, or the document as a whole. Text of
/// fewer than `minWords` words, segments of UAX #29 that are no white space, is not looked for.
///
/// A finding's score is the share of the item's paragraphs that the document holds. There a Bloom filter
/// is asked; here texts are compared.
final class ExactPassages implements Detector {
    private static final CodePoints TABLE = CodePoints.unicode16();

    private final boolean whole;
    private final int minWords;
    private final List<EvaluationItem> items;
    private final int[] paragraphs; // that are looked for, by item
    private final Map<String, List<Integer>> holders = new HashMap<>();

    /// @param whole whether the document as a whole is compared
    ExactPassages(List<EvaluationItem> items, boolean whole, int minWords) {
        if (minWords < 1) {
            throw new IllegalArgumentException("min-words must be 1 or more but was " + minWords);
        }
        this.items = List.copyOf(items);
        this.whole = whole;
        this.minWords = minWords;
        this.paragraphs = new int[items.size()];
        for (int i = 0; i < items.size(); i++) {
            for (String passage : passages(items.get(i))) {
                List<Integer> known = holders.computeIfAbsent(passage, key -> new ArrayList<>());
                if (known.isEmpty() || known.get(known.size() - 1) != i) {
                    known.add(i);
                    paragraphs[i]++;
                }
            }
        }
    }

    private List<String> passages(EvaluationItem item) {
        List<String> passages = new ArrayList<>();
        TextView text = TextView.of(item.text());
        if (whole) {
            passages.add(stripped(text));
        } else {
            for (int i = 0; i < text.lines().size(); i++) {
                passages.add(text.lines().text(i));
            }
        }
        passages.removeIf(passage -> words(passage) < minWords);
        return passages;
    }

    @Override
    public boolean covers(EvaluationItem item) {
        return !passages(item).isEmpty();
    }

    @Override
    public boolean comparesWhole() {
        return whole;
    }

    @Override
    public List<Finding> find(TextView text) {
        TreeMap<Integer, int[]> found = new TreeMap<>(); // matches, start, end
        Set<String> seen = new HashSet<>();
        Spans lines = text.lines();
        if (whole) {
            if (!lines.isEmpty()) {
                met(found, seen, stripped(text), lines.start(0), lines.end(lines.size() - 1));
            }
        } else {
            for (int i = 0; i < lines.size(); i++) {
                met(found, seen, lines.text(i), lines.start(i), lines.end(i));
            }
        }
        List<Finding> findings = new ArrayList<>();
        found.forEach((item, hit) ->
                findings.add(new Finding(items.get(item), hit[0] / (double) paragraphs[item], hit[0], hit[1], hit[2])));
        return findings;
    }

    private void met(TreeMap<Integer, int[]> found, Set<String> seen, String passage, int start, int end) {
        List<Integer> known = holders.getOrDefault(passage, List.of());
        boolean first = !known.isEmpty() && seen.add(passage);
        for (int item : known) {
            int[] hit = found.computeIfAbsent(item, key -> new int[] {0, start, end});
            hit[0] += first ? 1 : 0;
            hit[2] = end;
        }
    }

    private static String stripped(TextView text) {
        Spans lines = text.lines();
        return lines.isEmpty()
                ? ""
                : new String(text.codePoints(), lines.start(0), lines.end(lines.size() - 1) - lines.start(0));
    }

    private static int words(String passage) {
        Spans segments = TextView.of(passage).segments();
        int words = 0;
        for (int i = 0; i < segments.size(); i++) {
            words += TABLE.isWhiteSpace(segments.codePoint(i, 0)) ? 0 : 1;
        }
        return words;
    }
}
