package olmoe.filters.rule.dclm;

import java.util.Set;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.WordList;
import olmoe.tokenizer.text.TextView;

/// Drops a document whose domain, as `domain-key/dclm` gives it, stands in a list. Step 2 of
/// DCLM-Baseline's list, mlfoundations/dclm at 361714b, whose own list is not public. A document without a URL
/// is kept.
///
/// @param domains in lower case
public record DclmDomainBan(Set<String> domains) implements Judge {

    static DclmDomainBan of(WordList domains) {
        return new DclmDomainBan(Set.copyOf(domains.lowerCase().words()));
    }

    @Override
    public String name() {
        return "domain-ban/dclm";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        String key = DclmDomainKey.key(document);
        Measurements measurements = new Measurements();
        measurements.text(DclmDomainKey.KEY, key);
        measurements.dropAbove("banned-domain", !key.isEmpty() && domains.contains(key) ? 1 : 0, 0);
        return measurements.verdict();
    }
}
