package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many lines end with an ellipsis. Step 14 of DCLM-Baseline's list,
/// mlfoundations/dclm at 361714b.
///
/// Lines stand between U+000A and are stripped; empty ones do not count. Ellipses are `...`, `. . .` and U+2026.
/// The limit itself is kept, and so is a text without lines.
public record DclmEllipsis(double maxEllipsisLines) implements MeasuringRule {
    private static final List<String> ELLIPSES = List.of("...", ". . .", "…");

    public DclmEllipsis {
        Limits.fraction("max-ellipsis-lines", maxEllipsisLines);
    }

    @Override
    public String name() {
        return "ellipsis/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans lines = text.lines();
        long ellipses = 0;
        for (int i = 0; i < lines.size(); i++) {
            ellipses += ends(lines, i) ? 1 : 0;
        }
        measurements.count("lines", lines.size());
        measurements.count("ellipsis-lines", ellipses);
        if (!lines.isEmpty()) {
            measurements.dropAbove("ellipsis-lines", (double) ellipses / lines.size(), maxEllipsisLines);
        }
    }

    private static boolean ends(Spans lines, int i) {
        for (String ellipsis : ELLIPSES) {
            if (lines.endsWith(i, ellipsis)) {
                return true;
            }
        }
        return false;
    }
}
