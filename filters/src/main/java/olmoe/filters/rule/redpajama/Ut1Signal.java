package olmoe.filters.rule.redpajama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Settings;
import olmoe.filters.rule.Urls;
import olmoe.tokenizer.text.TextView;

/// `rps_doc_ut1_blacklist` of RedPajama-v2 (togethercomputer/RedPajama-Data at 6d2cee9,
/// `app/src/core/quality_signals/content.py`): the number of the combination of categories that a list such as
/// UT1's has for the domain, the URL's network location as it stands there. A document whose domain has none,
/// or that has no URL, has no such column.
///
/// @param categories number by domain, as in that program's `domain_to_category_id.json`
public record Ut1Signal(Map<String, Long> categories) implements Annotate {
    static final String SETTING = "a file, domain_to_category_id.json";
    private static final String COLUMN = "rps_doc_ut1_blacklist";

    static Ut1Signal of(Settings settings) {
        return settings.resource("domains")
                .orElseThrow(() -> settings.refused("domains: expected " + SETTING + ", found none"))
                .shared(Ut1Signal.class, Ut1Signal::read);
    }

    private static Ut1Signal read(InputStream in) throws IOException {
        JsonNode object = new ObjectMapper().readTree(in.readAllBytes());
        if (object == null || !object.isObject()) {
            throw new IOException("expected one JSON object of domains and whole numbers");
        }
        Map<String, Long> categories = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!entry.getValue().canConvertToLong() || !entry.getValue().isIntegralNumber()) {
                throw new IOException("expected a whole number for " + entry.getKey() + ", found " + entry.getValue());
            }
            categories.put(entry.getKey(), entry.getValue().asLong());
        }
        return new Ut1Signal(categories);
    }

    @Override
    public String name() {
        return "ut1-signal/redpajama-v2";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(COLUMN, Attribute.Type.COUNT));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        Long category = document.url() == null ? null : categories.get(Urls.networkLocation(document.url()));
        return category == null ? Map.of() : Map.of(COLUMN, category);
    }
}
