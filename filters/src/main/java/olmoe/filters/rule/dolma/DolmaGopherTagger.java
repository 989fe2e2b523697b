package olmoe.filters.rule.dolma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// dolma's tagger `gopher_v1`, or `gopher_v2` which cuts lines at runs of newlines: a column for each measure of
/// [DolmaGopher], under its name there.
public record DolmaGopherTagger(String name, boolean runsOfNewlines) implements Annotate {

    @Override
    public List<Attribute> provides() {
        List<Attribute> columns = new ArrayList<>();
        for (int n = 2; n <= DolmaGopher.LAST; n++) {
            columns.add(new Attribute(DolmaGopher.nGram(n), Attribute.Type.NUMBER));
        }
        for (String number : List.of(
                DolmaGopher.MEDIAN,
                DolmaGopher.SYMBOLS,
                DolmaGopher.ALPHABETIC,
                DolmaGopher.BULLETS,
                DolmaGopher.ELLIPSES,
                DolmaGopher.LINES,
                DolmaGopher.LINE_CHARACTERS)) {
            columns.add(new Attribute(number, Attribute.Type.NUMBER));
        }
        for (String count : List.of("character_count", DolmaGopher.WORDS, DolmaGopher.REQUIRED)) {
            columns.add(new Attribute(count, Attribute.Type.COUNT));
        }
        return columns;
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return DolmaGopher.measure(text, runsOfNewlines);
    }
}
