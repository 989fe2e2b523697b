package olmoe.filters.rule.cleaner;

import java.util.Set;
import olmoe.filters.rule.WhiteSpace;
import olmoe.tokenizer.text.CodePoints;

/// Templates, tables, links, quotes and magic words of MediaWiki's markup, in one pass.
final class WikitextInline {
    private static final CodePoints TABLE = CodePoints.unicode16();
    private static final int LONGEST_TARGET = 512;

    private final String text;
    private final Set<String> namespaces;
    private final Pairs pairs;
    private final StringBuilder out;

    /// @param namespaces of links that go with their words, in lower case
    WikitextInline(String text, Set<String> namespaces) {
        this.text = text;
        this.namespaces = namespaces;
        this.pairs = Pairs.of(text, "{{", "}}", "{|", "\n|}", "[[", "]]");
        this.out = new StringBuilder(text.length());
    }

    String text() {
        int at = 0;
        while (at < text.length()) {
            at = next(at);
        }
        return out.toString();
    }

    private int next(int at) {
        char c = text.charAt(at);
        int close = pairs.close(at);
        if (close >= 0) {
            return c == '[' ? link(at, close) : close + (text.charAt(at + 1) == '|' ? 3 : 2);
        }
        if (c == ']' && text.startsWith("]]", at)) {
            return at + 2;
        }
        if (c == '[' && isUrl(at + 1)) {
            return externalLink(at);
        }
        if (c == '\'' && text.startsWith("''", at)) {
            int end = at;
            while (end < text.length() && text.charAt(end) == '\'') {
                end++;
            }
            return end;
        }
        if (c == '_' && text.startsWith("__", at)) {
            int end = at + 2;
            while (end < text.length() && text.charAt(end) >= 'A' && text.charAt(end) <= 'Z') {
                end++;
            }
            if (end > at + 2 && text.startsWith("__", end)) {
                return end + 2;
            }
        }
        out.append(c);
        return at + 1;
    }

    /// Goes on in the words of a link, or after it where it has none.
    private int link(int at, int close) {
        int limit = Math.min(close, at + LONGEST_TARGET);
        int bar = at + 2;
        while (bar < limit && text.charAt(bar) != '|') {
            bar++;
        }
        int colon = at + 2 < close && text.charAt(at + 2) == ':'
                ? -1
                : text.substring(at + 2, bar).indexOf(':');
        if (colon > 0) {
            String space = TABLE.lower(WhiteSpace.strip(text.substring(at + 2, at + 2 + colon)));
            boolean language =
                    space.length() <= 3 && bar == close && space.chars().allMatch(c -> c >= 'a' && c <= 'z');
            if (namespaces.contains(space) || language) {
                return close + 2;
            }
        }
        if (bar < close && text.charAt(bar) == '|') {
            return bar + 1;
        }
        return text.charAt(at + 2) == ':' ? at + 3 : at + 2;
    }

    private boolean isUrl(int at) {
        return text.startsWith("http://", at)
                || text.startsWith("https://", at)
                || text.startsWith("//", at)
                || text.startsWith("ftp://", at)
                || text.startsWith("mailto:", at);
    }

    /// The words after the address, up to the bracket in the same line.
    private int externalLink(int at) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != ']') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == ' ') {
            int close = end;
            while (close < text.length()
                    && text.charAt(close) != ']'
                    && text.charAt(close) != '\n'
                    && text.charAt(close) != '[') {
                close++;
            }
            if (close < text.length() && text.charAt(close) == ']') {
                out.append(text, end + 1, close);
                return close + 1;
            }
            return end;
        }
        return end < text.length() && text.charAt(end) == ']' ? end + 1 : end;
    }
}
