package olmoe.filters.rule.dclm;

import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.TextView;

/// Takes lines away in which too many characters are upper case. Step 19 of DCLM-Baseline's list,
/// mlfoundations/dclm at 361714b.
///
/// All characters of the line count, white space too. The limit itself and an empty line stay; the text
/// is stripped, and a document of which nothing is left is dropped.
public record DclmUppercaseLines(double maxUppercase) implements Edit {

    public DclmUppercaseLines {
        Limits.fraction("max-uppercase", maxUppercase);
    }

    @Override
    public String name() {
        return "uppercase-lines/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return LineSteps.filter(text, true, this::stays);
    }

    private boolean stays(int[] text, int from, int to) {
        return LineSteps.shareIsAtMost(maxUppercase, LineSteps.TABLE::isUppercase, text, from, to);
    }
}
