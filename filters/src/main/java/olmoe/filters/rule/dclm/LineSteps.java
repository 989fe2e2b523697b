package olmoe.filters.rule.dclm;

import java.util.Map;
import java.util.function.IntPredicate;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// What the line steps of DCLM-Baseline share. Lines stand between U+000A and are looked at as they are.
final class LineSteps {
    static final CodePoints TABLE = CodePoints.unicode14();

    private LineSteps() {}

    /// Whether the line `from..to` (exclusive) of a text stays.
    @FunctionalInterface
    interface Line {
        boolean stays(int[] text, int from, int to);
    }

    /// The lines that stay, and the document dropped as `empty` where nothing is left.
    ///
    /// @param strip whether white space is then taken from both ends of the text
    static Edit.Edited filter(TextView view, boolean strip, Line line) {
        int[] text = view.codePoints();
        Rewrite rewrite = new Rewrite(view);
        long removed = 0;
        boolean anyStays = false;
        boolean stays = true;
        Spans lines = view.betweenNewlines();
        for (int i = 0; i < lines.size(); i++) {
            stays = line.stays(text, lines.start(i), lines.end(i));
            anyStays |= stays;
            if (!stays) {
                removed++;
                rewrite.omit(lines.start(i), Math.min(lines.end(i) + 1, text.length));
            }
        }
        if (!stays && anyStays) {
            rewrite.cut(); // the newline before a last line that went
        }
        return edited(strip ? rewrite.stripped(TABLE) : rewrite.text(), "removed-lines", removed);
    }

    static Edit.Edited edited(String text, String what, long count) {
        return edited(text, Map.of(what, count));
    }

    static Edit.Edited edited(String text, Map<String, Object> values) {
        return text.isEmpty()
                ? new Edit.Edited(text, new Verdict.Drop("empty", 0, 1, values))
                : Edit.Edited.kept(text, values);
    }

    /// Whether of the line `from..to` (exclusive) at most a share is of a kind; an empty line has none. It is read no
    /// further than that is sure.
    static boolean shareIsAtMost(double most, IntPredicate kind, int[] text, int from, int to) {
        int length = to - from;
        int allowed = (int) (most * length);
        while (allowed < length && (double) (allowed + 1) / length <= most) { // where the product is rounded
            allowed++;
        }
        while (allowed >= 0 && length > 0 && (double) allowed / length > most) {
            allowed--;
        }
        int possible = length; // that may be of the kind still
        for (int at = from; at < to && possible > allowed; at++) {
            possible -= kind.test(text[at]) ? 0 : 1;
        }
        return possible <= allowed;
    }

    /// Words as str.split() has them, counted up to `most`.
    static int words(int[] text, int from, int to, int most) {
        int words = 0;
        boolean inside = false;
        for (int at = from; at < to && words < most; at++) {
            boolean space = TABLE.isSpace(text[at]);
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return words;
    }
}
