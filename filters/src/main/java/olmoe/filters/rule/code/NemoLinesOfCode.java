package olmoe.filters.rule.code;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file of too few or too many lines: `NumberOfLinesOfCodeFilter` of NVIDIA-NeMo/Curator at 1e2e427. Lines are
/// one more than there are U+000A. Limits themselves are kept.
public record NemoLinesOfCode(int minLines, int maxLines) implements MeasuringRule {

    public NemoLinesOfCode {
        Limits.ordered("min-lines", minLines, "max-lines", maxLines);
    }

    @Override
    public String name() {
        return "lines-of-code/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        int lines = text.betweenNewlines().size();
        measurements.count("num_lines", lines);
        measurements.dropBelow("num_lines", lines, minLines);
        measurements.dropAbove("num_lines", lines, maxLines);
    }
}
