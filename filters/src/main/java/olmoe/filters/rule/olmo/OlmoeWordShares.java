package olmoe.filters.rule.olmo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// Measures how much of a text its most frequent word makes up, and its two most frequent ones, under each
/// of three definitions of a word: columns `dolma-topk-p1`, `dolma-topk-p1-p2` and so on for `whitespace` and
/// `regex-word`. A text without words has 0.
public record OlmoeWordShares() implements Annotate {

    @Override
    public String name() {
        return "word-shares/olmoe";
    }

    @Override
    public List<Attribute> provides() {
        List<Attribute> columns = new ArrayList<>();
        for (WordSplitter splitter : WordSplitter.values()) {
            columns.add(new Attribute(splitter.spelling() + "-p1", Attribute.Type.NUMBER));
            columns.add(new Attribute(splitter.spelling() + "-p1-p2", Attribute.Type.NUMBER));
        }
        return columns;
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (WordSplitter splitter : WordSplitter.values()) {
            double[] shares = splitter.shares(text);
            columns.put(splitter.spelling() + "-p1", shares[0]);
            columns.put(splitter.spelling() + "-p1-p2", shares[1]);
        }
        return columns;
    }
}
