package olmoe.filters.rule.code;

import java.util.List;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.WhiteSpace;
import olmoe.tokenizer.text.TextView;

/// Drops a file whose head names another licence than those allowed; our own rule, see [LicenseHeader].
///
/// Of `A OR B` one must be allowed, of `A AND B` both; an exception after `WITH` is not looked at. A file that names
/// none is kept, or dropped with `unknown: drop`.
///
/// @param allowed SPDX identifiers
public record LicenseAllowed(List<String> allowed, String unknown) implements Judge {

    public LicenseAllowed {
        allowed = List.copyOf(allowed);
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("allowed must name a licence but was empty");
        }
        if (!unknown.equals("keep") && !unknown.equals("drop")) {
            throw new IllegalArgumentException("unknown must be keep or drop but was " + unknown);
        }
    }

    @Override
    public String name() {
        return "license-allowed";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        String license = LicenseHeader.of(text.codePoints()).license();
        Measurements measurements = new Measurements();
        measurements.text("license", license);
        if (license.isEmpty()) {
            measurements.dropBelow("license-unknown", unknown.equals("keep") ? 1 : 0, 1);
        } else {
            measurements.dropBelow("license", isAllowed(license) ? 1 : 0, 1);
        }
        return measurements.verdict();
    }

    private boolean isAllowed(String expression) {
        for (String alternative : expression.replaceAll("[()]", "").split(" OR ", -1)) {
            boolean all = true;
            for (String part : alternative.split(" AND ", -1)) {
                all &= allowed.contains(WhiteSpace.strip(part.replaceAll(" WITH .*", "")));
            }
            if (all) {
                return true;
            }
        }
        return false;
    }
}
