package olmoe.filters.rule.dclm;

import java.util.Map;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.CodePoints;
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
        int start = 0;
        for (int at = 0; at <= text.length; at++) {
            if (at == text.length || text[at] == '\n') {
                stays = line.stays(text, start, at);
                anyStays |= stays;
                if (!stays) {
                    removed++;
                    rewrite.omit(start, Math.min(at + 1, text.length));
                }
                start = at + 1;
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
