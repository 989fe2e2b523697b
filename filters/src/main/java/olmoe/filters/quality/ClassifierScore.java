package olmoe.filters.quality;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.tokenizer.cli.Suggestion;
import olmoe.tokenizer.text.TextView;

/// Asks a fastText classifier how likely one label is, and keeps a document whose score is within limits.
/// The text is taken as one line, as DCLM takes it. A text for which the model has no answer scores 0.
///
/// @param family `quality` or `toxicity`: the attribute, and the reason of a drop
/// @param minScore lowest score that is kept
/// @param maxScore highest score that is kept; fastText's go up to 1.00001
public record ClassifierScore(String family, FastTextModel model, String label, double minScore, double maxScore)
        implements Judge {

    public ClassifierScore {
        if (!model.labels().contains(label)) {
            throw new IllegalArgumentException(
                    "label must be one of the model but was " + label + Suggestion.of(label, model.labels()));
        }
        if (!(minScore <= maxScore)) {
            throw new IllegalArgumentException("min-score must be at most " + maxScore + " but was " + minScore);
        }
    }

    @Override
    public String name() {
        return family + "/fasttext";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(family, Attribute.Type.NUMBER));
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        int wanted = model.labels().indexOf(label);
        double score = model.ask(text.text().getBytes(StandardCharsets.UTF_8), scorer -> scorer.probabilityOf(wanted));
        Map<String, Object> values = Map.of(family, score);
        if (score < minScore) {
            return new Verdict.Drop(family, score, minScore, values);
        }
        return score > maxScore ? new Verdict.Drop(family, score, maxScore, values) : new Verdict.Keep(values);
    }
}
