package olmoe.filters.rule.dclm;

import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.rule.Urls;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// The domain as DCLM-Baseline compares it with its list of banned ones, step 2, mlfoundations/dclm at
/// 361714b: the URL's network location in lower case, with port and user name, **without `www` wherever it
/// stands**, so that `www.example.org` is `.example.org`. Empty where there is no URL.
public record DclmDomainKey() implements Annotate {
    private static final CodePoints TABLE = CodePoints.unicode14();
    static final String KEY = "domain-key";

    @Override
    public String name() {
        return "domain-key/dclm";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(KEY, Attribute.Type.TEXT));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return Map.of(KEY, key(document));
    }

    static String key(Document document) {
        return document.url() == null
                ? ""
                : TABLE.lower(Urls.networkLocation(document.url())).replace("www", "");
    }
}
