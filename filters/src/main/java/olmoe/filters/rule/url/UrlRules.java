package olmoe.filters.rule.url;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.rule.WordList;

/// Rules on URLs whose lists the user gives.
public final class UrlRules {
    private static final String DOLMA = "allenai/dolma at 669f534, taggers/url.py";

    private UrlRules() {}

    public static List<Entry> entries() {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("domains", "none, or a file");
        limits.put("suffixes", "none, or the public suffix list, which domains need");
        limits.put("urls", "none, or a file");
        limits.put("words", "a file, one entry a line");
        limits.put("soft-words", "none, or a file");
        limits.put("subwords", "none, or a file");
        limits.put("min-soft-words", 2);
        return List.of(
                new Entry(
                        "url-filter/datatrove",
                        Kind.JUDGE,
                        "huggingface/datatrove 0.10.1, URLFilter; RefinedWeb, arXiv 2306.01116, appendix G",
                        "a domain, URL or words of the URL stand in the lists given",
                        limits,
                        DatatroveUrlFilter::of),
                new Entry(
                        "url-adblock",
                        Kind.JUDGE,
                        "our own, of the syntax of Adblock Plus",
                        "a domain that a list for ad blockers blocks as a whole",
                        Map.of("domains", "a file, lines such as ||example.org^"),
                        UrlAdblock::of),
                blocklist("url-ut1-adult-urls/dolma", "urls", false, "a URL of the list given"),
                blocklist("domain-ut1-all-domains/dolma", "domains", true, "a domain of the list given"));
    }

    private static Entry blocklist(String name, String key, boolean domains, String summary) {
        return new Entry(
                name,
                Kind.JUDGE,
                DOLMA,
                summary,
                Map.of(key, "a file, one entry a line"),
                settings -> DolmaBlocklist.of(name, WordList.required(key, settings), domains));
    }
}
