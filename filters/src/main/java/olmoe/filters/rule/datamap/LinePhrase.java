package olmoe.filters.rule.datamap;

import java.util.regex.Pattern;
import olmoe.tokenizer.text.TextView;

/// A phrase that is taken out of every line, in its own case: `substring_line_modifier` of
/// allenai/datamap-rs at f771794. The limit on the length of lines has another key in the configuration than
/// in the code, so there is none.
final class LinePhrase {
    private final String letters;
    private final Pattern phrase;
    private final String replacement;

    /// @param letters that stand wherever the pattern matches
    /// @param pattern in which `␣` is a white space of Unicode
    LinePhrase(String letters, String pattern, String replacement) {
        this.letters = letters;
        this.phrase = Pattern.compile(
                pattern.replace("␣", "[\\t-\\r \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]"),
                Pattern.UNIX_LINES);
        this.replacement = replacement;
    }

    /// Lines end at U+000A, with a U+000D before it, and are joined by U+000A without one at the end; one that had
    /// characters and is left blank goes.
    String remove(TextView view) {
        String text = view.text();
        StringBuilder out = null; // from the first line on that does not stay as it is
        boolean first = true;
        int found = text.indexOf(letters);
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int lineEnd = newline < 0 ? text.length() : newline;
            int end = newline > start && text.charAt(newline - 1) == '\r' ? newline - 1 : lineEnd;
            if (found >= 0 && found < start) {
                found = text.indexOf(letters, start);
            }
            String left = found >= 0 && found < end
                    ? phrase.matcher(text.substring(start, end)).replaceAll(replacement)
                    : null; // the line as it is
            boolean stays =
                    end == start || !(left == null ? isBlank(text, start, end) : isBlank(left, 0, left.length()));
            if (out == null && (!stays || left != null || end < lineEnd)) {
                out = new StringBuilder(text.length()).append(text, 0, Math.max(0, start - 1));
            }
            if (out != null && stays) {
                out.append(first ? "" : "\n").append(left == null ? text.substring(start, end) : left);
            }
            first &= !stays;
            start = newline < 0 ? lineEnd : newline + 1;
        }
        if (out != null) {
            return out.toString();
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static boolean isBlank(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!RustText.TABLE.isWhiteSpace(text.charAt(at))) { // none of them has two units
                return false;
            }
        }
        return true;
    }
}
