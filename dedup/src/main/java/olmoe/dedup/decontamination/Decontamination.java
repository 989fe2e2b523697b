package olmoe.dedup.decontamination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Judge;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;
import olmoe.tokenizer.text.TextView;

/// A corpus's guard against a list of evaluations: the step that drops, and what it can find at all.
public final class Decontamination {
    private static final String NGRAM = "ngram";
    private static final String PARAGRAPH = "paragraph";
    private static final String DOCUMENT = "document";
    private static final String PASSAGE = "passage";
    private static final List<String> VARIANTS = List.of(NGRAM, PARAGRAPH, DOCUMENT, PASSAGE);

    private final Decontaminate step;
    private final List<EvaluationItem> items;

    private Decontamination(Decontaminate step, List<EvaluationItem> items) {
        this.step = step;
        this.items = items;
    }

    /// | variant | finds | settings |
    /// | --- | --- | --- |
    /// | `ngram` | n words in a row, or a short item whole | `ngram` 13, `shortest` 3, `min-score` 0 |
    /// | `paragraph` | a paragraph, as Dolma does | `min-words` 13, `min-score` 0 |
    /// | `document` | an item that is the whole document | `min-words` 13 |
    /// | `passage` | a passage like question and answer, as decon does | `min-score` 0.8 |
    ///
    /// @throws ConfigurationException for another variant, and for settings that it refuses or does not have
    /// @throws CheckException where an item that is put into a page is not found there
    public static Decontamination of(String variant, List<EvaluationItem> items, Settings settings) {
        if (!VARIANTS.contains(variant)) {
            throw settings.refused("no way to decontaminate is named " + variant + Suggestion.of(variant, VARIANTS));
        }
        double minScore =
                variant.equals(DOCUMENT) ? 0 : settings.fraction("min-score", variant.equals(PASSAGE) ? 0.8 : 0);
        Decontaminate step;
        try {
            step = new Decontaminate(variant, detector(variant, items, minScore, settings), minScore);
        } catch (IllegalArgumentException e) {
            throw settings.refused(e.getMessage());
        }
        KnownPositive.check(step, items);
        return new Decontamination(step, List.copyOf(items));
    }

    private static Detector detector(String variant, List<EvaluationItem> items, double minScore, Settings settings) {
        return switch (variant) {
            case NGRAM -> new NGramOverlap(items, settings.count("ngram", 13), settings.count("shortest", 3));
            case PASSAGE -> new PassageOverlap(items, new Tokens.Words(), new PassageScore(minScore, 20, 50));
            default -> new ExactPassages(items, variant.equals(DOCUMENT), settings.count("min-words", 13));
        };
    }

    public Judge step() {
        return step;
    }

    /// Every item that a text holds, for evidence; [#step] drops if and only if there is one.
    public List<Finding> findings(String text) {
        return step.findings(TextView.of(text));
    }

    /// What is looked for and what is not, a line an evaluation, for the person who relies on it.
    public List<String> coverage() {
        Map<String, long[]> counts = new TreeMap<>(); // items, covered
        for (EvaluationItem item : items) {
            long[] count = counts.computeIfAbsent(item.evaluation(), key -> new long[2]);
            count[0]++;
            count[1] += step.detector().covers(item) ? 1 : 0;
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((evaluation, count) -> lines.add(evaluation + ": " + count[0] + " items"
                + (count[1] == count[0] ? "" : ", " + (count[0] - count[1]) + " too short to look for")));
        return lines;
    }
}
