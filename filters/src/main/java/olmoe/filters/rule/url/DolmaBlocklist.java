package olmoe.filters.rule.url;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.WordList;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Drops a document whose URL or domain stands in a list, as dolma's taggers find it (`taggers/url.py`,
/// allenai/dolma at 669f534), for lists such as those of the University of Toulouse (UT1).
///
/// URLs are compared without scheme, user, query and last slash, in lower case. Domains are compared without
/// **all the letters `w` and full stops at their front**, and with `www.` before that. A URL that urllib3 refuses,
/// at which the reference throws, and a document without one are kept.
///
/// @param domains whether only the host is compared
public record DolmaBlocklist(String name, Set<String> entries, boolean domains) implements Judge {

    static DolmaBlocklist of(String name, WordList list, boolean domains) {
        Set<String> entries = new HashSet<>();
        for (String line : list.words()) {
            String entry = CodePoints.unicode14().lower(line).trim();
            if (!entry.isEmpty() && "#;!".indexOf(entry.charAt(0)) < 0) {
                entries.addAll(compared(entry, domains));
            }
        }
        return new DolmaBlocklist(name, entries, domains);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        List<String> compared = document.url() == null ? List.of() : compared(document.url(), domains);
        Measurements measurements = new Measurements();
        measurements.text("cleaned", String.join(" ", compared));
        measurements.dropFrom("blocklist", compared.stream().anyMatch(entries::contains) ? 1 : 0, 1);
        return measurements.verdict();
    }

    private static List<String> compared(String url, boolean domains) {
        List<String> compared = new ArrayList<>();
        String cleaned = CleanedUrl.of(url);
        if (cleaned == null) {
            return compared;
        }
        if (!domains) {
            compared.add(cleaned);
            return compared;
        }
        String host = CleanedUrl.host(cleaned);
        if (host != null && !host.isEmpty()) {
            int start = 0;
            while (start < host.length() && (host.charAt(start) == 'w' || host.charAt(start) == '.')) {
                start++;
            }
            compared.add(host.substring(start));
            compared.add("www." + host.substring(start));
        }
        return compared;
    }
}
