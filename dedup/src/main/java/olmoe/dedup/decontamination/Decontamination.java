package olmoe.dedup.decontamination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import olmoe.filters.Judge;
import olmoe.filters.Resource;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.Suggestion;
import olmoe.tokenizer.text.TextView;

/// A corpus's guard against a list of evaluations: the step that drops, and what it can find at all.
public final class Decontamination {
    /// The variant of a step that names none.
    public static final String STANDARD = "ngram";

    private static final String NGRAM = STANDARD;
    private static final String DATATROVE = "ngram/datatrove";
    private static final String PARAGRAPH = "paragraph";
    private static final String DOCUMENT = "document";
    private static final String PASSAGE = "passage";
    private static final List<String> VARIANTS = List.of(NGRAM, DATATROVE, PARAGRAPH, DOCUMENT, PASSAGE);

    private static final Map<String, Decontamination> SHARED = new ConcurrentHashMap<>();

    private final Decontaminate step;
    private final List<EvaluationItem> items;

    private Decontamination(Decontaminate step, List<EvaluationItem> items) {
        this.step = step;
        this.items = items;
    }

    /// What a recipe or a command line says.
    private record Plan(String variant, int ngram, int shortest, int minWords, double minScore) {

        Detector detector(List<EvaluationItem> items) {
            return switch (variant) {
                case NGRAM -> new NGramOverlap(items, ngram, shortest);
                case DATATROVE -> new DatatroveNGrams(items, ngram);
                case PASSAGE -> new PassageOverlap(items, new Tokens.Words(), new PassageScore(minScore, 20, 50));
                default -> new ExactPassages(items, variant.equals(DOCUMENT), minWords);
            };
        }
    }

    /// The step that `decontaminate: {against: …}` names. Made once in a JVM, however often it is asked for.
    ///
    /// | variant | finds | settings |
    /// | --- | --- | --- |
    /// | `ngram` | n words in a row, or a short item whole | `ngram` 13, `shortest` 3, `min-score` 0 |
    /// | `ngram/datatrove` | n words in a row, at least one of the answer, as datatrove does | `ngram` 12 |
    /// | `paragraph` | a paragraph, as Dolma does | `min-words` 13, `min-score` 0 |
    /// | `document` | an item that is the whole document | `min-words` 13 |
    /// | `passage` | a passage like question and answer, as decon does | `min-score` 0.8 |
    ///
    /// @throws ConfigurationException for another variant, for settings that it refuses or does not have, and
    ///     for evaluations that cannot be read
    /// @throws CheckException where an item that is put into a page is not found there
    public static Decontamination of(String variant, Settings settings) {
        Plan plan = plan(variant, settings);
        List<Resource> files = settings.resources("against");
        settings.done();
        if (files.isEmpty()) {
            throw settings.refused("against: expected files with evaluations, found none");
        }
        String digests = files.stream().map(Resource::sha256).collect(Collectors.joining(" "));
        return SHARED.computeIfAbsent(plan + " " + digests, key -> {
            List<EvaluationItem> items = new ArrayList<>();
            for (Resource file : files) {
                items.addAll(file.shared(EvaluationFile.class, in -> EvaluationFile.read(file.name(), in))
                        .items());
            }
            return checked(plan, items, settings);
        });
    }

    /// As [#of(String, Settings)], against items that are here.
    static Decontamination of(String variant, List<EvaluationItem> items, Settings settings) {
        return checked(plan(variant, settings), items, settings);
    }

    private static Plan plan(String variant, Settings settings) {
        if (!VARIANTS.contains(variant)) {
            throw settings.refused("no way to decontaminate is named " + variant + Suggestion.of(variant, VARIANTS));
        }
        boolean ngram = variant.equals(NGRAM);
        boolean exact = variant.equals(PARAGRAPH) || variant.equals(DOCUMENT);
        return new Plan(
                variant,
                ngram ? settings.count("ngram", 13) : variant.equals(DATATROVE) ? settings.count("ngram", 12) : 0,
                ngram ? settings.count("shortest", 3) : 0,
                exact ? settings.count("min-words", 13) : 0,
                variant.equals(DOCUMENT) || variant.equals(DATATROVE)
                        ? 0
                        : settings.fraction("min-score", variant.equals(PASSAGE) ? 0.8 : 0));
    }

    private static Decontamination checked(Plan plan, List<EvaluationItem> items, Settings settings) {
        Decontaminate step;
        try {
            step = new Decontaminate(plan.variant(), plan.detector(items), plan.minScore());
        } catch (IllegalArgumentException e) {
            throw settings.refused(e.getMessage());
        }
        KnownPositive.check(step, items);
        return new Decontamination(step, List.copyOf(items));
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
