package olmoe.filters.rule.url;

import java.net.IDN;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import olmoe.filters.rule.WordList;
import olmoe.tokenizer.text.CodePoints;

/// The domains under which anyone can register a name: the list of publicsuffix.org up to its private part.
final class PublicSuffixes {
    private static final int LONGEST_LABEL = 63;
    private static final String PRIVATE_PART = "===BEGIN PRIVATE DOMAINS===";

    private final Set<String> suffixes = new HashSet<>();
    private final Set<String> exceptions = new HashSet<>();

    PublicSuffixes(WordList list) {
        for (String line : list.words()) {
            if (line.contains(PRIVATE_PART)) {
                break;
            }
            String rule = line.split("\\s", 2)[0];
            if (rule.startsWith("!")) {
                exceptions.add(rule.substring(1));
            } else if (!rule.startsWith("//")) {
                suffixes.add(rule);
            }
        }
    }

    /// The index of the first label of the suffix, or the number of labels where none is known.
    ///
    /// @param host its labels, in any case or Punycode
    int suffixFrom(List<String> host) {
        List<String> labels = host.stream().map(PublicSuffixes::plain).toList();
        int from = labels.size();
        for (int i = labels.size() - 1; i >= 0; i--) {
            String name = String.join(".", labels.subList(i, labels.size()));
            String siblings =
                    i + 1 < labels.size() ? "*." + String.join(".", labels.subList(i + 1, labels.size())) : "*";
            if (exceptions.contains(name)) {
                return i + 1;
            }
            if (suffixes.contains(name) || suffixes.contains(siblings)) {
                from = i;
            }
        }
        return from;
    }

    private static String plain(String label) {
        String lower = CodePoints.unicode14().lower(label);
        return lower.startsWith("xn--") && lower.length() <= LONGEST_LABEL
                ? IDN.toUnicode(lower, IDN.ALLOW_UNASSIGNED)
                : lower;
    }
}
