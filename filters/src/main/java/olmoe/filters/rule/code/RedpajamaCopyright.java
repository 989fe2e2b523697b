package olmoe.filters.rule.code;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.TextView;

/// Cuts the copyright notice out as RedPajama v1 does, see [CopyrightBlock]; the first line of a script goes with it.
public record RedpajamaCopyright() implements Edit {

    @Override
    public String name() {
        return "copyright-comments/redpajama";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        CopyrightBlock block = CopyrightBlock.of(text.codePoints());
        int to = Math.min(block.to(), text.length());
        Rewrite rewrite = new Rewrite(text);
        rewrite.omit(block.from(), to);
        return Edited.kept(rewrite.text(), Map.of("removed-characters", (long) (to - block.from())));
    }
}
