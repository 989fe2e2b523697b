package olmoe.filters.rule.code;

import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops Python with hardly any comments, or with little else: `PythonCommentToCodeFilter` of NVIDIA-NeMo/Curator at
/// 1e2e427, run by Python 3.11. Other files than Python's, by `lang` or `ext` of their metadata, stay unseen.
///
/// What counts are documentation strings and comments with their `#`; a file that Python refuses has a share of 0, and
/// so has an empty one, on which the program throws. Limits themselves are kept.
public record NemoPythonComments(double minCommentToCodeRatio, double maxCommentToCodeRatio) implements Judge {

    public NemoPythonComments {
        Limits.fraction("min-comment-to-code-ratio", minCommentToCodeRatio);
        Limits.fraction("max-comment-to-code-ratio", maxCommentToCodeRatio);
        Limits.ordered(
                "min-comment-to-code-ratio", minCommentToCodeRatio, "max-comment-to-code-ratio", maxCommentToCodeRatio);
    }

    @Override
    public String name() {
        return "python-comments/nemo";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        if (!CodeFile.of(document).language().equals("python")) {
            return Verdict.KEEP;
        }
        Measurements measurements = new Measurements();
        double share = share(text.codePoints());
        measurements.number("python_comment_ratio", share);
        measurements.dropBelow("python_comment_ratio", share, minCommentToCodeRatio);
        measurements.dropAbove("python_comment_ratio", share, maxCommentToCodeRatio);
        return measurements.verdict();
    }

    private static double share(int[] text) {
        try {
            String found = String.join("\n", PythonStatements.docstrings(text)) + PythonComments.withHashes(text);
            return text.length == 0 ? 0 : (double) found.codePointCount(0, found.length()) / text.length;
        } catch (PythonSyntaxException e) {
            return 0; // the program's own answer
        }
    }
}
