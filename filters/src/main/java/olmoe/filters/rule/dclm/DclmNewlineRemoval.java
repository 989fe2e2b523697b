package olmoe.filters.rule.dclm;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.TextView;

/// Shortens runs of U+000A. Step 7 of DCLM-Baseline's list, mlfoundations/dclm at 361714b.
public record DclmNewlineRemoval(int maxNewlines) implements Edit {

    public DclmNewlineRemoval {
        Limits.atLeast("max-newlines", 0, maxNewlines);
    }

    @Override
    public String name() {
        return "newline-removal/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        int[] points = text.codePoints();
        Rewrite rewrite = new Rewrite(text);
        long removed = 0;
        int run = 0;
        for (int at = 0; at < points.length; at++) {
            run = points[at] == '\n' ? run + 1 : 0;
            if (run > maxNewlines) {
                rewrite.omit(at, at + 1);
                removed++;
            }
        }
        return Edited.kept(rewrite.text(), Map.of("removed-newlines", removed));
    }
}
