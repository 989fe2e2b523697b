package olmoe.filters.rule.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.rule.WhiteSpace;
import olmoe.filters.rule.WordList;

/// Where a URL belongs by the groups of datatrove's stats blocks: the full name of its host and its public suffix, as
/// tldextract gives them without private domains.
public final class UrlGroups {
    private final PublicSuffixes suffixes;

    /// @param suffixes the list of publicsuffix.org
    public UrlGroups(WordList suffixes) {
        this.suffixes = new PublicSuffixes(suffixes);
    }

    /// `fqdn` and `suffix`; both empty for a host without a known suffix, the first for one that is a suffix.
    public Map<String, String> of(String url) {
        List<String> labels = labels(url);
        int from = suffixes.suffixFrom(labels);
        Map<String, String> groups = new TreeMap<>();
        groups.put("suffix", String.join(".", labels.subList(from, labels.size())));
        groups.put("fqdn", from == 0 || from == labels.size() ? "" : String.join(".", labels));
        return groups;
    }

    /// Of what stands between `//` and the next `/`, `?` or `#`, without user and port.
    private static List<String> labels(String url) {
        int scheme = url.indexOf("//");
        String rest = scheme < 0 ? url : url.substring(scheme + 2);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String host = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        int port = host.indexOf(':');
        host = WhiteSpace.strip(port < 0 ? host : host.substring(0, port));
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.isEmpty() ? new ArrayList<>() : List.of(host.split("\\.", -1));
    }
}
