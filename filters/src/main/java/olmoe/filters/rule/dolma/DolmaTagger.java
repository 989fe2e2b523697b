package olmoe.filters.rule.dolma;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// One of dolma's taggers that look at the text alone: a number, or spans as one JSON text, in an attribute of its
/// name.
record DolmaTagger(String tagger, Attribute.Type type, Function<TextView, Object> tag) implements Annotate {

    @Override
    public String name() {
        return tagger + "/dolma";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(tagger, type));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return Map.of(tagger, tag.apply(text));
    }
}
