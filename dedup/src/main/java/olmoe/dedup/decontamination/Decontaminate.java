package olmoe.dedup.decontamination;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Drops a document that holds items of evaluations, verbatim or nearly so. Reworded and translated
/// items are not found: of the GSM8K problems that a language model has reworded, none.
///
/// The reason of a drop is the evaluation of the item with the highest score, of equals the first; its
/// value is that score. Findings below the limit are not counted.
///
/// @param variant how it is looked for: `ngram`, `paragraph`, …
/// @param minScore share of an item from which it counts; 0 means any part that the detector finds
record Decontaminate(String variant, Detector detector, double minScore) implements Judge {

    @Override
    public String name() {
        return "decontaminate/" + variant;
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        Finding best = null;
        long items = 0;
        for (Finding finding : findings(text)) {
            items++;
            best = best == null || finding.score() > best.score() ? finding : best;
        }
        if (best == null) {
            return Verdict.KEEP;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("evaluation", best.item().evaluation());
        values.put("item", (long) best.item().line());
        values.put("start", (long) best.start());
        values.put("end", (long) best.end());
        values.put("score", best.score());
        values.put("matches", (long) best.matches());
        values.put("items", items);
        return new Verdict.Drop(best.item().evaluation(), best.score(), minScore, values);
    }

    /// All that count.
    List<Finding> findings(TextView text) {
        return detector.find(text).stream()
                .filter(finding -> finding.score() >= minScore)
                .toList();
    }
}
