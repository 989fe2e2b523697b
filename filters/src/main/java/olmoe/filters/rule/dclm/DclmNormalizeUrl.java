package olmoe.filters.rule.dclm;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;

/// The URL by which DCLM finds equal pages (`normalize_url`, mlfoundations/dclm at 361714b, after C4):
/// without `http://`, `https://` and a `www.` behind them, without what follows `?utm_`, `?ref` and `?feed`,
/// and without `/` at its end. Empty where there is no URL.
public record DclmNormalizeUrl() implements Annotate {
    private static final String URL = "normalized-url";
    private static final Pattern SCHEME = Pattern.compile("https?://(www\\.)?");
    private static final Pattern TRACKING = Pattern.compile("\\?(utm_|ref|feed)[^\\n]*");
    private static final Pattern SLASHES = Pattern.compile("/+\\z");

    @Override
    public String name() {
        return "normalize-url/dclm";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(URL, Attribute.Type.TEXT));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        String url = document.url() == null ? "" : document.url();
        url = SCHEME.matcher(url).replaceAll("");
        url = TRACKING.matcher(url).replaceAll("");
        return Map.of(URL, SLASHES.matcher(url).replaceAll(""));
    }
}
