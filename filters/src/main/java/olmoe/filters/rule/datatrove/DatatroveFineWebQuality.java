package olmoe.filters.rule.datatrove;

import olmoe.filters.rule.Copies;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// FineWeb's own rules (arXiv 2406.17557, section 3.6) as datatrove's FineWebQualityFilter applies them,
/// version 0.10.1; reasons are its own.
///
/// Lines stand between U+000A and are not stripped; those of white space only are left out, and a text
/// without others is `empty`. A line ends a sentence by its last character, so that white space after it
/// counts against it. Of repeated lines the second and later copies count, in characters, against the text
/// without U+000A. Words are spaCy's tokens. Limits themselves are kept.
public record DatatroveFineWebQuality(
        double minTerminalLines,
        int shortLineLength,
        double maxShortLines,
        double maxRepeatedLineChars,
        double maxNewlinesPerWord)
        implements MeasuringRule {
    private static final CodePoints PYTHON = CodePoints.unicode14();

    public DatatroveFineWebQuality {
        Limits.fraction("min-terminal-lines", minTerminalLines);
        Limits.atLeast("short-line-length", 0, shortLineLength);
        Limits.fraction("max-short-lines", maxShortLines);
        Limits.fraction("max-repeated-line-chars", maxRepeatedLineChars);
        Limits.atLeast("max-newlines-per-word", 0, maxNewlinesPerWord);
    }

    @Override
    public String name() {
        return "fineweb-quality/datatrove";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans lines = filled(text);
        measurements.dropBelow("empty", lines.size(), 1);
        if (lines.isEmpty()) {
            return;
        }
        long terminal = 0;
        long shorter = 0;
        for (int i = 0; i < lines.size(); i++) {
            terminal += DatatroveCharacters.isTerminal(lines.codePoint(i, lines.length(i) - 1)) ? 1 : 0;
            shorter += lines.length(i) <= shortLineLength ? 1 : 0;
        }
        long newlines = text.occurrences("\n");
        double terminalShare = (double) terminal / lines.size();
        double shortShare = (double) shorter / lines.size();
        double repeatedShare = (double) new Copies(lines).characters() / (text.length() - newlines);
        double newlineRatio = (double) newlines / text.spacyWords().size();
        measurements.number("terminal-lines", terminalShare);
        measurements.number("short-lines", shortShare);
        measurements.number("repeated-line-chars", repeatedShare);
        measurements.number("newlines-per-word", newlineRatio);
        measurements.dropBelow("line_punct_ratio", terminalShare, minTerminalLines);
        measurements.dropAbove("short_line_ratio", shortShare, maxShortLines);
        measurements.dropAbove("char_dup_ratio", repeatedShare, maxRepeatedLineChars);
        measurements.dropAbove("list_ratio", newlineRatio, maxNewlinesPerWord);
    }

    private static Spans filled(TextView text) {
        Spans all = text.betweenNewlines();
        Spans.Collector filled = new Spans.Collector(text.codePoints());
        for (int i = 0; i < all.size(); i++) {
            for (int k = 0; k < all.length(i); k++) {
                if (!PYTHON.isSpace(all.codePoint(i, k))) {
                    filled.add(all.start(i), all.end(i));
                    break;
                }
            }
        }
        return filled.spans();
    }
}
