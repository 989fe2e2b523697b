package olmoe.filters.rule.code;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file whose head claims a copyright in more lines than this; our own rule, see [LicenseHeader].
public record CopyrightHeader(int maxCopyrightLines) implements MeasuringRule {

    public CopyrightHeader {
        Limits.atLeast("max-copyright-lines", 0, maxCopyrightLines);
    }

    @Override
    public String name() {
        return "copyright-header";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        int lines = LicenseHeader.of(text.codePoints()).copyrights();
        measurements.count("copyright-lines", lines);
        measurements.dropAbove("copyright", lines, maxCopyrightLines);
    }
}
