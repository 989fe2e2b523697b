package olmoe.filters.rule.datamap;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.TextView;

/// Shortens runs of U+000A: `newline_removal_modifier` of allenai/datamap-rs at f771794.
public record DatamapNewline(int maxNewlines) implements Edit {

    public DatamapNewline {
        Limits.atLeast("max-newlines", 0, maxNewlines);
    }

    @Override
    public String name() {
        return "newline/datamap";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        int[] points = text.codePoints();
        Rewrite rewrite = new Rewrite(text);
        int run = 0;
        for (int at = 0; at < points.length; at++) {
            run = points[at] == '\n' ? run + 1 : 0;
            if (run > maxNewlines) {
                rewrite.omit(at, at + 1);
            }
        }
        return Edited.kept(rewrite.text(), Map.of());
    }
}
