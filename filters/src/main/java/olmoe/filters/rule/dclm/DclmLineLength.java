package olmoe.filters.rule.dclm;

import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.TextView;

/// Takes lines of too few words away. Step 22 of DCLM-Baseline's list, mlfoundations/dclm at 361714b.
///
/// Words are runs of what is not white space. The limit itself and an empty line stay, one of white space
/// alone does not; the text is not stripped, and a document of which nothing is left is dropped.
public record DclmLineLength(int minWordsOfLine) implements Edit {

    public DclmLineLength {
        Limits.atLeast("min-words-of-line", 0, minWordsOfLine);
    }

    @Override
    public String name() {
        return "line-length/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return LineSteps.filter(text, false, this::stays);
    }

    private boolean stays(int[] text, int from, int to) {
        return from == to || LineSteps.words(text, from, to, minWordsOfLine) >= minWordsOfLine;
    }
}
