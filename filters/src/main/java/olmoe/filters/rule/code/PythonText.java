package olmoe.filters.rule.code;

import olmoe.tokenizer.text.CodePoints;

/// The natural language in Python as StarCoder measures it: documentation strings and comments
/// (preprocessing/utils/text_extraction.py of bigcode-project/bigcode-dataset at bebec92, run by Python 3.11).
final class PythonText {
    private static final CodePoints TABLE = CodePoints.unicode14();

    private PythonText() {}

    /// In code points. Documentation counts only where the whole file is Python, comments only where it can be cut
    /// into tokens.
    static int length(int[] text) {
        StringBuilder all = new StringBuilder();
        try {
            all.append(String.join("\n", PythonStatements.docstrings(text)));
        } catch (PythonSyntaxException e) {
            all.setLength(0); // it is no Python: the reference goes on with its comments
        }
        all.append('\n');
        try {
            all.append(PythonComments.of(text));
        } catch (PythonSyntaxException e) {
            // the reference counts no comment of such a file
        }
        int from = 0;
        int to = all.length();
        while (from < to && TABLE.isSpace(all.charAt(from))) {
            from++;
        }
        while (from < to && TABLE.isSpace(all.charAt(to - 1))) {
            to--;
        }
        return all.codePointCount(from, to);
    }
}
