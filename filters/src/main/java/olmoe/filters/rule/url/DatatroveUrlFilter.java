package olmoe.filters.rule.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.Urls;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.WordTrie;
import olmoe.tokenizer.text.TextView;

/// Drops a document by its URL as datatrove's URLFilter does (0.10.1), with the lists that are given; those of
/// datatrove are in its package under `assets`.
///
/// In this order: the registered domain or the full host stands in `domains`; the URL stands in `urls`; a word of
/// `words` is one of the URL's words, the runs of ASCII letters and digits, **in the case they have**; so are as
/// many of `soft-words` as the limit; or an entry of `subwords` stands in the URL in lower case without all other
/// characters. A document without a URL is kept.
///
/// @param suffixes the public suffix list; must be there where `domains` is
public record DatatroveUrlFilter(
        Set<String> domains,
        Set<String> urls,
        Set<String> words,
        Set<String> softWords,
        WordTrie subwords,
        PublicSuffixes suffixes,
        int minSoftWords)
        implements Judge {

    public DatatroveUrlFilter {
        Limits.atLeast("min-soft-words", 1, minSoftWords);
    }

    static DatatroveUrlFilter of(Settings settings) {
        Set<String> domains = plain("domains", settings);
        PublicSuffixes suffixes = settings.resource("suffixes")
                .map(list -> new PublicSuffixes(WordList.of(list)))
                .orElse(null);
        if (suffixes == null && !domains.isEmpty()) {
            throw settings.refused("suffixes: expected the public suffix list, which domains need, found none");
        }
        DatatroveUrlFilter filter = new DatatroveUrlFilter(
                domains,
                plain("urls", settings),
                normalized("words", settings),
                normalized("soft-words", settings),
                new WordTrie(normalized("subwords", settings)),
                suffixes,
                settings.count("min-soft-words", 2));
        boolean noList = settings.resources("subwords").isEmpty()
                && filter.domains.isEmpty()
                && filter.urls.isEmpty()
                && filter.words.isEmpty()
                && filter.softWords.isEmpty();
        if (noList) {
            throw settings.refused("url-filter/datatrove: expected one of domains, urls, words, soft-words and"
                    + " subwords, found none");
        }
        return filter;
    }

    @Override
    public String name() {
        return "url-filter/datatrove";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        Measurements measurements = new Measurements();
        String url = document.url();
        if (url == null || url.isEmpty()) {
            return measurements.verdict();
        }
        if (suffixes != null) {
            Host host = Host.of(url, suffixes);
            measurements.text("registered", host.registered());
            measurements.text("fqdn", host.full());
            hit("domain", domains.contains(host.registered()), measurements);
            hit("subdomain", domains.contains(host.full()), measurements);
        }
        hit("url", urls.contains(url), measurements);
        Set<String> urlWords = new TreeSet<>(Arrays.asList(url.split("[^a-zA-Z0-9]+", -1)));
        String hard = common(urlWords, words);
        measurements.text("hard", hard);
        hit("hard_blacklisted", !hard.isEmpty(), measurements);
        String soft = common(urlWords, softWords);
        measurements.text("soft", soft);
        measurements.dropFrom("soft_blacklisted", soft.isEmpty() ? 0 : soft.split(" ", -1).length, minSoftWords);
        String normalized = normalized(url);
        measurements.text("normalized", normalized);
        hit("blacklisted_subword", holdsSubword(normalized), measurements);
        return measurements.verdict();
    }

    private boolean holdsSubword(String normalized) {
        int[] points = normalized.codePoints().toArray();
        for (int at = 0; at < points.length; at++) {
            if (subwords.longest(points, at, points.length, end -> true) > at) {
                return true;
            }
        }
        return false;
    }

    private static void hit(String reason, boolean hit, Measurements measurements) {
        measurements.dropFrom(reason, hit ? 1 : 0, 1);
    }

    private static String common(Set<String> sorted, Set<String> list) {
        return sorted.stream().filter(list::contains).collect(Collectors.joining(" "));
    }

    private static Set<String> plain(String key, Settings settings) {
        return entries(key, settings).stream().map(String::trim).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> normalized(String key, Settings settings) {
        return entries(key, settings).stream()
                .map(DatatroveUrlFilter::normalized)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> entries(String key, Settings settings) {
        return settings.resource(key).stream()
                .flatMap(list -> WordList.of(list).words().stream())
                .filter(line -> line.charAt(0) != '#')
                .toList();
    }

    private static String normalized(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                normalized.append((char) (c + 32));
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                normalized.append(c);
            }
        }
        return normalized.toString();
    }

    /// What tldextract makes of a URL.
    private record Host(String registered, String full) {
        static Host of(String url, PublicSuffixes suffixes) {
            String location = Urls.networkLocation(url.contains("//") ? url : "//" + url);
            String host = location.substring(location.lastIndexOf('@') + 1);
            int colon = host.indexOf(':');
            host = (colon < 0 ? host : host.substring(0, colon)).trim();
            while (host.endsWith(".")) {
                host = host.substring(0, host.length() - 1);
            }
            List<String> labels = new ArrayList<>(Arrays.asList(host.split("\\.", -1)));
            int from = suffixes.suffixFrom(labels);
            boolean known = from > 0 && from < labels.size();
            return new Host(known ? String.join(".", labels.subList(from - 1, labels.size())) : "", known ? host : "");
        }
    }
}
