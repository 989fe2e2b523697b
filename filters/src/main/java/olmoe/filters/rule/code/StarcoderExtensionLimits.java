package olmoe.filters.rule.code;

import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops by the limits of a table for the file's language and ending: `basic_per_extension` of StarCoder's
/// preprocessing/filtering.py (bigcode-project/bigcode-dataset at bebec92). A file that the table does not know is
/// dropped, and one that it does not include. Lines are 100 long on average at most where the table limits the
/// longest. All limits are kept.
record StarcoderExtensionLimits(ExtensionLimits limits) implements Judge {
    private static final int MAX_MEAN_LINE_LENGTH = 100;

    @Override
    public String name() {
        return "extension-limits/starcoder";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        CodeFile file = CodeFile.of(document);
        ExtensionLimits.Row row = limits.of(file.language(), file.extension());
        Measurements measurements = new Measurements();
        LineMeasures lines = LineMeasures.of(text);
        measurements.count("max-line-length", lines.longest());
        measurements.number("mean-line-length", lines.mean());
        measurements.number("alphanumeric", lines.alphanumeric());
        double alphabetic = text.length() == 0 ? 0 : (double) lines.alphabetic() / text.length();
        measurements.number("alphabetic", alphabetic);
        measurements.dropBelow("unknown-extension", row == null ? 0 : 1, 1);
        if (row != null) {
            measurements.dropBelow("excluded-extension", row.included() ? 1 : 0, 1);
            if (row.maxLineLength() > 0) {
                measurements.dropAbove("long-line", lines.longest(), row.maxLineLength());
                measurements.dropAbove("long-lines", lines.mean(), MAX_MEAN_LINE_LENGTH);
            }
            // a comparison with a missing limit is never true
            measurements.dropBelow("non-alphanumeric", lines.alphanumeric(), row.minAlphanumeric());
            measurements.dropBelow("non-alphabetic", alphabetic, row.minAlphabetic());
        }
        return measurements.verdict();
    }
}
