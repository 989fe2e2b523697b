package olmoe.filters.language;

import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.fasttext.Scorer;
import olmoe.tokenizer.text.TextView;

/// Measures which language a fastText model such as lid.176 thinks likeliest, and how likely. A text for which it
/// has no answer is in `und`, undetermined, with score 0.
public record FastTextLabel(Convention convention, FastTextModel model) implements Annotate {

    @Override
    public String name() {
        return convention.rule();
    }

    @Override
    public List<Attribute> provides() {
        return Language.ATTRIBUTES;
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        byte[] line = convention.line(text.text());
        Scorer.Answer best = line == null ? Scorer.Answer.NONE : model.ask(line, Scorer::best);
        return best.label() < 0
                ? Language.values("und", 0)
                : Language.values(model.labels().get(best.label()), best.probability());
    }
}
