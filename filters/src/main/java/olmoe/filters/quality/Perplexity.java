package olmoe.filters.quality;

import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// Gives each document its perplexity under a language model of KenLM; low is like the model's own text. The
/// text is taken as it is: where the model was made from text in lower case or cut into pieces, a step before
/// must do that. 0 for a text without words.
public record Perplexity(Arpa model) implements Annotate {

    @Override
    public String name() {
        return "perplexity/kenlm";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute("perplexity", Attribute.Type.NUMBER));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return Map.of("perplexity", model.perplexity(text.text()));
    }
}
