package olmoe.filters.rule.dclm;

import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Limits;
import olmoe.tokenizer.text.TextView;

/// Takes lines of digits away. Step 20 of DCLM-Baseline's list, mlfoundations/dclm at 361714b.
///
/// Digits are Python's, superscripts and circled ones too. The limit itself and an empty line stay; the
/// text is stripped, and a document of which nothing is left is dropped.
public record DclmNumericLines(double maxDigits) implements Edit {

    public DclmNumericLines {
        Limits.fraction("max-digits", maxDigits);
    }

    @Override
    public String name() {
        return "numeric-lines/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return LineSteps.filter(text, true, this::stays);
    }

    private boolean stays(int[] text, int from, int to) {
        return LineSteps.shareIsAtMost(maxDigits, LineSteps.TABLE::isDigit, text, from, to);
    }
}
