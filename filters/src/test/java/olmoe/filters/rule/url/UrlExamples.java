package olmoe.filters.rule.url;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.rule.Examples;
import olmoe.filters.rule.Rules;

public final class UrlExamples {
    private UrlExamples() {}

    public static void add(Examples examples) {
        Document page = Rules.document("", "http://example.org/a-b");
        examples.judge(
                "url-filter/datatrove",
                Map.of("words", Rules.file("bad\n")),
                page,
                Rules.document("", "http://example.org/so-bad.html"),
                "hard_blacklisted");
        examples.judge(
                "url-adblock",
                Map.of("domains", Rules.file("||example.net^\n")),
                page,
                Rules.document("", "https://www.example.net/a"),
                "blocked-domain");
        examples.judge(
                "url-ut1-adult-urls/dolma",
                Map.of("urls", Rules.file("example.org/bad\n")),
                page,
                Rules.document("", "https://Example.org/bad/?page=2"),
                "blocklist");
        examples.judge(
                "domain-ut1-all-domains/dolma",
                Map.of("domains", Rules.file("example.net\n")),
                page,
                Rules.document("", "https://www.example.net:80/a"),
                "blocklist");
    }
}
