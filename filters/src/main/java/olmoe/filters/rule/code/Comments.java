package olmoe.filters.rule.code;

import java.util.Set;

/// The share of a file's characters that is comment, or documentation in Python: `get_nl_ratio` of bigcode's
/// preprocessing/utils/text_extraction.py.
final class Comments {
    /// Languages whose lexers of Pygments give no comments, or only such as are not counted.
    private static final Set<String> WITHOUT = Set.of("text", "tex", "json", "csv", "restructuredtext");

    private Comments() {}

    /// Between 0 and 1 but for what the line end that Pygments adds makes of a small file; -1 for an empty text and
    /// for a language whose comments are not known here.
    static double share(int[] text, String language) {
        if (text.length == 0) {
            return -1;
        }
        long length = length(text, language);
        return length < 0 ? -1 : (double) length / text.length;
    }

    private static long length(int[] text, String language) {
        if (language.equals("python")) {
            return PythonText.length(text);
        }
        if (WITHOUT.contains(language)) {
            return 0;
        }
        int[] input = Pygments.input(text);
        return switch (language) {
            case "java" -> JavaComments.length(input);
            case "javascript" -> ScriptComments.length(input);
            case "html", "xml" -> MarkupComments.length(input, language.equals("html"));
            case "shell" -> ShellComments.length(input);
            case "markdown" -> MarkdownComments.length(input);
            default -> -1;
        };
    }
}
