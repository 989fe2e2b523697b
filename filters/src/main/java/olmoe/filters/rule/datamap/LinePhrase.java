package olmoe.filters.rule.datamap;

import java.util.regex.Pattern;
import olmoe.tokenizer.text.TextView;

/// A phrase that is taken out of every line, in its own case: `substring_line_modifier` of
/// allenai/datamap-rs at f771794. The limit on the length of lines has another key in the configuration than
/// in the code, so there is none.
final class LinePhrase {
    private final Pattern phrase;
    private final String replacement;

    /// @param pattern in which `␣` is a white space of Unicode
    LinePhrase(String pattern, String replacement) {
        this.phrase = Pattern.compile(
                pattern.replace("␣", "[\\t-\\r \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]"),
                Pattern.UNIX_LINES);
        this.replacement = replacement;
    }

    /// Lines end at U+000A, with a U+000D before it, and are joined by U+000A without one at the end; one that had
    /// characters and is left blank goes.
    String remove(TextView view) {
        String text = view.text();
        StringBuilder out = new StringBuilder(text.length());
        boolean first = true;
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            int next = newline < 0 ? end : newline + 1;
            if (newline > start && text.charAt(newline - 1) == '\r') {
                end--;
            }
            String line = text.substring(start, end);
            String left = phrase.matcher(line).replaceAll(replacement);
            if (line.isEmpty() || !isBlank(left)) {
                out.append(first ? "" : "\n").append(left);
                first = false;
            }
            start = next;
        }
        return out.toString();
    }

    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(RustText.TABLE::isWhiteSpace);
    }
}
