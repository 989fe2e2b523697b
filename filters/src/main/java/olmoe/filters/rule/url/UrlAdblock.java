package olmoe.filters.rule.url;

import java.util.HashSet;
import java.util.Set;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.WordList;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Drops a document whose host, or a domain above it, a list for ad blockers blocks as a whole: of such a list the
/// lines `||example.org^` are read, with or without the option `third-party`, as dolma asks of a page that no other one
/// asked for, and the exceptions `@@||example.org^` from them, which win. Lines with other options, paths, patterns or
/// elements say something of parts of pages and are passed over; OISD's lists, which dolma has taggers for, are of the
/// first form alone. A document without a host is kept.
///
/// @param blocked in lower case, and so are those allowed
record UrlAdblock(Set<String> blocked, Set<String> allowed) implements Judge {
    private static final String EXCEPTION = "@@";
    private static final String DOMAIN = "||";
    private static final String THIRD_PARTY = "$third-party";

    static UrlAdblock of(Settings settings) {
        Set<String> blocked = new HashSet<>();
        Set<String> allowed = new HashSet<>();
        for (String word : WordList.required("domains", settings).lowerCase().words()) {
            String line = word.trim();
            boolean exception = line.startsWith(EXCEPTION);
            String rule = exception ? line.substring(EXCEPTION.length()) : line;
            rule = rule.endsWith(THIRD_PARTY) ? rule.substring(0, rule.length() - THIRD_PARTY.length()) : rule;
            if (rule.startsWith(DOMAIN) && rule.endsWith("^")) {
                String domain = rule.substring(DOMAIN.length(), rule.length() - 1);
                if (domain.codePoints().allMatch(c -> c != '*' && c != '/' && c != '^' && c != '$')) {
                    (exception ? allowed : blocked).add(domain);
                }
            }
        }
        if (blocked.isEmpty()) {
            throw settings.refused("domains: expected lines such as ||example.org^, found none");
        }
        return new UrlAdblock(blocked, allowed);
    }

    @Override
    public String name() {
        return "url-adblock";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        String host = document.url() == null ? null : CleanedUrl.host(document.url());
        String domain = host == null ? "" : found(CodePoints.unicode14().lower(host));
        Measurements measurements = new Measurements();
        measurements.text("blocked-domain", domain);
        measurements.dropFrom("blocked-domain", domain.isEmpty() ? 0 : 1, 1);
        return measurements.verdict();
    }

    /// The longest blocked domain that a host is or belongs to; empty where there is none, or one that is allowed.
    private String found(String host) {
        String found = "";
        for (int at = 0; at >= 0 && at < host.length(); at = host.indexOf('.', at) + 1) {
            String domain = host.substring(at);
            if (allowed.contains(domain)) {
                return "";
            }
            found = found.isEmpty() && blocked.contains(domain) ? domain : found;
            if (host.indexOf('.', at) < 0) {
                break;
            }
        }
        return found;
    }
}
