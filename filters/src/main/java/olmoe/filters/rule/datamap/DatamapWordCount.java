package olmoe.filters.rule.datamap;

import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// Remembers the number of words for `removal-ratio/datamap`: `word_count_adder` of allenai/datamap-rs at
/// f771794. Words are segments of UAX #29 that hold a letter or number.
public record DatamapWordCount() implements Annotate {
    static final String WORDS = "original-word-count";

    @Override
    public String name() {
        return "word-count/datamap";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(WORDS, Attribute.Type.COUNT));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return Map.of(WORDS, (long) text.unicodeWords().size());
    }
}
