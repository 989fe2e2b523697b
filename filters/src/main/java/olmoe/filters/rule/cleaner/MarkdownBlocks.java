package olmoe.filters.rule.cleaner;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import olmoe.filters.rule.WhiteSpace;

/// The lines of Markdown: fences, headings, quotes, rules, definitions. Text between fences is cleaned together, so
/// that links and tags may go over line ends.
final class MarkdownBlocks {
    private final String[] lines;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder prose = new StringBuilder();
    private final Map<String, Integer> openFrom = new HashMap<>(); // lines from which on a fence is not closed

    MarkdownBlocks(String text) {
        lines = text.replace("\r\n", "\n").split("\n", -1);
    }

    String text() {
        int at = frontMatter();
        while (at < lines.length) {
            String fence = fence(lines[at]);
            int close = fence.isEmpty() ? -1 : close(at + 1, fence);
            if (close >= 0) {
                endProse();
                out.append(out.length() > 0 ? "\n\n" : "");
                out.append(String.join("\n", Arrays.copyOfRange(lines, at + 1, close)));
                at = close + 1;
            } else {
                line(lines[at]);
                at++;
            }
        }
        endProse();
        return WhiteSpace.stripTrailing(out.toString());
    }

    private int frontMatter() {
        if (WhiteSpace.stripTrailing(lines[0]).equals("---")) {
            for (int i = 1; i < lines.length; i++) {
                if (WhiteSpace.stripTrailing(lines[i]).equals("---")) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    /// The signs that begin a block of code, or an empty text.
    private static String fence(String line) {
        String stripped = WhiteSpace.stripLeading(line);
        char sign = stripped.isEmpty() ? ' ' : stripped.charAt(0);
        int length = 0;
        while (length < stripped.length() && stripped.charAt(length) == sign) {
            length++;
        }
        boolean isFence = (sign == '`' || sign == '~') && length >= 3 && stripped.indexOf('`', length) < 0;
        return isFence ? stripped.substring(0, length) : "";
    }

    private int close(int from, String fence) {
        for (int i = from; i < lines.length && from < openFrom.getOrDefault(fence, Integer.MAX_VALUE); i++) {
            String line = WhiteSpace.strip(lines[i]);
            if (line.length() >= fence.length()
                    && line.startsWith(fence)
                    && line.equals(fence.substring(0, 1).repeat(line.length()))) {
                return i;
            }
        }
        openFrom.merge(fence, from, Math::min);
        return -1;
    }

    private void line(String line) {
        String rest = line.substring(afterQuotes(line));
        String stripped = WhiteSpace.strip(rest);
        if (isRule(stripped) || isDefinition(stripped)) {
            return;
        }
        int signs = 0;
        while (signs < stripped.length() && stripped.charAt(signs) == '#') {
            signs++;
        }
        if (signs > 0 && signs <= 6 && (signs == stripped.length() || stripped.charAt(signs) == ' ')) {
            int end = stripped.length();
            while (end > signs && stripped.charAt(end - 1) == '#') {
                end--;
            }
            rest = stripped.substring(signs, end > signs && stripped.charAt(end - 1) == ' ' ? end : stripped.length());
            rest = WhiteSpace.strip(rest);
        }
        prose.append(rest).append('\n');
    }

    /// After the signs of quotes at its start, with a space after each.
    private static int afterQuotes(String line) {
        int from = 0;
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t' || line.charAt(at) == '>')) {
            at++;
            if (line.charAt(at - 1) == '>') {
                from = at < line.length() && line.charAt(at) == ' ' ? at + 1 : at;
            }
        }
        return from;
    }

    /// Signs of a rule, the line under a heading or the second row of a table.
    private static boolean isRule(String line) {
        if (line.length() < 3) {
            return false;
        }
        int signs = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ("-=*_|:+ ".indexOf(c) < 0) {
                return false;
            }
            signs += c == '-' || c == '=' || c == '*' || c == '_' ? 1 : 0;
        }
        return signs >= 3;
    }

    private static boolean isDefinition(String line) {
        int close = line.startsWith("[") ? line.indexOf("]:") : -1;
        return close > 1 && line.charAt(1) != '^' && line.indexOf(']') == close;
    }

    private void endProse() {
        String cleaned = Lines.squeezed(Markdown.inline(prose.toString()));
        prose.setLength(0);
        if (!cleaned.isEmpty()) {
            out.append(out.length() > 0 ? "\n\n" : "").append(cleaned);
        }
    }
}
