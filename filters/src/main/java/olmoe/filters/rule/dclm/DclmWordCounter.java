package olmoe.filters.rule.dclm;

import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// Remembers the number of words, as `page-length/dclm` counts them, for `removal-ratio/dclm`. Step 18 of
/// DCLM-Baseline's list, mlfoundations/dclm at 361714b.
public record DclmWordCounter() implements Annotate {
    static final String WORDS = "previous-word-count";

    @Override
    public String name() {
        return "word-counter/dclm";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(WORDS, Attribute.Type.COUNT));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return Map.of(WORDS, text.fastTextWords());
    }
}
