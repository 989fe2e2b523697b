package olmoe.filters.rule.code;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// Measures what a file's head says: `license`, an SPDX expression or an empty text, and `copyright-lines`. See
/// [LicenseHeader].
public record LicenseColumns() implements Annotate {

    @Override
    public String name() {
        return "license-header";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(
                new Attribute("license", Attribute.Type.TEXT), new Attribute("copyright-lines", Attribute.Type.COUNT));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        LicenseHeader header = LicenseHeader.of(text.codePoints());
        return new TreeMap<>(Map.of("license", header.license(), "copyright-lines", (long) header.copyrights()));
    }
}
