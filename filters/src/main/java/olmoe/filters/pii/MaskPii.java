package olmoe.filters.pii;

import java.util.List;
import java.util.Map;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Puts a mask in the place of what is personal, and says how many there are. Masked text holds nothing more
/// to mask.
public record MaskPii(PiiFinder finder) implements Edit {

    @Override
    public String name() {
        return "mask/pii";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute("pii-masks", Attribute.Type.COUNT));
    }

    @Override
    public Edited edit(Document document, TextView text) {
        List<PiiSpan> spans = finder.find(document.text());
        return new Edited(
                masked(document.text(), spans, ""), new Verdict.Keep(Map.of("pii-masks", (long) spans.size())));
    }

    /// @param around stands on both sides of each mask
    static String masked(String text, List<PiiSpan> spans, String around) {
        if (spans.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length() + 16 * spans.size());
        int at = 0;
        for (PiiSpan span : spans) {
            masked.append(text, at, span.start()).append(around);
            masked.append(span.type().mask()).append(around);
            at = span.end();
        }
        return masked.append(text, at, text.length()).toString();
    }
}
