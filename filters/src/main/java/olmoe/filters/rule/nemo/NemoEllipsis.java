package olmoe.filters.rule.nemo;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many lines end with an ellipsis, one in brackets, `-»` or `read more` in any case:
/// `EllipsisFilter` of NVIDIA-NeMo/Curator at 1e2e427. Blank lines do not count. The limit itself is kept; a blank
/// text is `empty`, where the program throws.
public record NemoEllipsis(double maxNumLinesEndingWithEllipsisRatio) implements MeasuringRule {
    private static final List<String> MARKS =
            List.of("...", "…", "[...]", "(...)", "[…]", "-»", "read more..", "read more");

    public NemoEllipsis {
        Limits.fraction("max-num-lines-ending-with-ellipsis-ratio", maxNumLinesEndingWithEllipsisRatio);
    }

    @Override
    public String name() {
        return "ellipsis/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (NemoText.isWritten(text, measurements)) {
            Spans lines = NemoText.sentences(text);
            long ending = 0;
            for (int i = 0; i < lines.size(); i++) {
                ending += endsWithMark(lines, i) ? 1 : 0;
            }
            double share = (double) ending / lines.size();
            NemoText.most("ellipsis", share, maxNumLinesEndingWithEllipsisRatio, measurements);
        }
    }

    private static boolean endsWithMark(Spans lines, int i) {
        int end = NemoText.last(lines, i);
        return switch (lines.codePoint(i, end - 1)) {
            case '.', '…', ']', ')', '»', 'e', 'E' -> MARKS.stream().anyMatch(mark -> endsWith(lines, i, end, mark));
            default -> false;
        };
    }

    /// No letter outside ASCII is one of theirs in lower case.
    private static boolean endsWith(Spans lines, int i, int end, String mark) {
        int start = end - mark.length();
        for (int k = 0; k < mark.length() && start >= 0; k++) {
            int c = lines.codePoint(i, start + k);
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != mark.charAt(k)) {
                return false;
            }
        }
        return start >= 0;
    }
}
