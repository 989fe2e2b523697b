package olmoe.dedup.exact;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import olmoe.dedup.Digest;
import olmoe.dedup.KeyedStep;
import olmoe.filters.Document;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.Suggestion;

/// What makes two documents one: `text`, `normalised` text, `url` or a `json-path` into the metadata. A
/// document that has no such key is no duplicate of any other.
public final class ExactKey implements KeyedStep {
    private static final String TEXT = "text";
    private static final String NORMALISED = "normalised";
    private static final String URL = "url";
    private static final String JSON_PATH = "json-path";
    private static final List<String> KINDS = List.of(TEXT, NORMALISED, URL, JSON_PATH);
    private static final List<String> OFFERED = List.of(TEXT, NORMALISED, URL, JSON_PATH, ExactParagraphs.BY);

    private final String kind;
    private final JsonPath path; // or null

    private ExactKey(String kind, JsonPath path) {
        this.kind = kind;
        this.path = path;
    }

    /// `by`, `text` if it is not there, and `path` for `json-path`.
    ///
    /// @throws ConfigurationException for another kind
    /// @throws IllegalArgumentException for a path that is none
    public static ExactKey of(Settings settings) {
        String kind = settings.text("by", TEXT);
        if (!KINDS.contains(kind)) {
            throw settings.refused(
                    "by: expected " + String.join(", ", OFFERED) + ", found " + kind + Suggestion.of(kind, OFFERED));
        }
        return new ExactKey(kind, kind.equals(JSON_PATH) ? JsonPath.of(settings.text("path", "")) : null);
    }

    /// `dedup/exact`, `dedup/exact/url`, `dedup/exact/json-path:$.warc.date`.
    @Override
    public String name() {
        return "dedup/exact" + (kind.equals(TEXT) ? "" : "/" + kind) + (path == null ? "" : ":" + path);
    }

    @Override
    public Digest digest(Document document) {
        return find(document).orElseGet(() -> Digest.of(("none " + document.key()).getBytes(StandardCharsets.UTF_8)));
    }

    /// The digest of its key, if it has one.
    public Optional<Digest> find(Document document) {
        if (kind.equals(TEXT)) {
            return Optional.of(Digest.of(document.text().getBytes(StandardCharsets.UTF_8)));
        }
        return value(document).map(value -> Digest.of(("=" + value).getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<String> value(Document document) {
        return switch (kind) {
            case NORMALISED -> Optional.of(NormalisedText.of(document.text()));
            case URL -> Optional.ofNullable(document.url()).map(NormalisedUrl::of);
            default -> path.find(document.metadata());
        };
    }
}
