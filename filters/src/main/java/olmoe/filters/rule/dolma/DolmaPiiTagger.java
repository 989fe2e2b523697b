package olmoe.filters.rule.dolma;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.pii.DolmaPii;
import olmoe.filters.pii.PiiSpan;
import olmoe.tokenizer.text.TextView;

/// dolma's tagger `pii_regex_with_counts_fast_v2` (`taggers/pii.py` of allenai/dolma at 669f534): the spans that
/// `pii/dolma` masks, their number, and their share of the text. The program counts the span that holds the number
/// too, so the share is 1 more than it should be; an empty text has -1.
public record DolmaPiiTagger() implements Annotate {
    private static final String TAGGER = "pii_regex_with_counts_fast_v2";
    private static final String COUNT = "doc_count";
    private static final String SHARE = "doc_frac";

    @Override
    public String name() {
        return TAGGER + "/dolma";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(
                new Attribute(TAGGER, Attribute.Type.TEXT),
                new Attribute(COUNT, Attribute.Type.COUNT),
                new Attribute(SHARE, Attribute.Type.NUMBER));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        DolmaSpans spans = new DolmaSpans();
        List<PiiSpan> found = DolmaPii.find(text.text());
        long covered = text.length();
        for (PiiSpan span : found) {
            int start = text.text().codePointCount(0, span.start());
            int end = start + text.text().codePointCount(span.start(), span.end());
            spans.add(start, end, span.type().name(), 1);
            covered += end - start;
        }
        double share = text.length() == 0 ? -1 : (double) covered / text.length();
        spans.add(0, text.length(), COUNT, found.size());
        spans.add(0, text.length(), SHARE, share);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(TAGGER, spans.toString());
        values.put(COUNT, (long) found.size());
        values.put(SHARE, share);
        return values;
    }
}
