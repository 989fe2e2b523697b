package olmoe.filters.language;

import java.util.List;
import java.util.Map;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.fasttext.Scorer;
import olmoe.tokenizer.cli.Suggestion;
import olmoe.tokenizer.text.TextView;

/// Keeps documents in the wanted languages by a fastText model such as lid.176, and says of each which one
/// it is in. A text for which the model has no answer is in `und`, undetermined, with score 0.
///
/// @param keep labels of the model, without `__label__`
/// @param minScore lowest probability to keep, in 0..1; the convention says whether it is kept itself
public record FastTextLanguage(Convention convention, FastTextModel model, List<String> keep, double minScore)
        implements Judge {

    public FastTextLanguage {
        if (keep.isEmpty()) {
            throw new IllegalArgumentException("keep must name a language");
        }
        for (String label : keep) {
            if (!model.labels().contains(label)) {
                throw new IllegalArgumentException("keep must be labels of the model but no label is " + label
                        + Suggestion.of(label, model.labels()));
            }
        }
        if (!(minScore >= 0 && minScore <= 1)) {
            throw new IllegalArgumentException("min-score must be between 0 and 1 but was " + minScore);
        }
        keep = List.copyOf(keep);
    }

    /// English with at least the probability at which the published corpora take it.
    public static FastTextLanguage english(Convention convention, FastTextModel model) {
        return new FastTextLanguage(convention, model, LanguageRules.KEEP, LanguageRules.MIN_SCORE);
    }

    @Override
    public String name() {
        return convention.rule();
    }

    @Override
    public List<Attribute> provides() {
        return Language.ATTRIBUTES;
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        byte[] line = convention.line(text.text());
        if (line == null) {
            return verdict("und", 0, 0);
        }
        return model.ask(line, scorer -> {
            Scorer.Answer best = scorer.best();
            if (best.label() < 0) {
                return verdict("und", 0, 0);
            }
            String label = model.labels().get(best.label());
            return verdict(label, best.probability(), ofWanted(scorer, label, best.probability()));
        });
    }

    /// The probability that is held against the limit.
    private double ofWanted(Scorer scorer, String best, double probability) {
        if (keep.contains(best)) {
            return probability;
        }
        double most = 0;
        if (convention.takesAnyWanted()) {
            for (String label : keep) {
                most = Math.max(most, scorer.probabilityOf(model.labels().indexOf(label)));
            }
        }
        return most;
    }

    private Verdict verdict(String label, double probability, double wanted) {
        Map<String, Object> values = Language.values(label, probability);
        return wanted > 0 && convention.reaches(wanted, minScore)
                ? new Verdict.Keep(values)
                : new Verdict.Drop("language", convention.takesAnyWanted() ? wanted : probability, minScore, values);
    }
}
