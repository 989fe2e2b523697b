package olmoe.filters.rule.cleaner;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Tags of HTML within other markup.
final class MarkupTags {
    private static final int LONGEST_TAG = 2000;

    private MarkupTags() {}

    /// The text without comments and tags. A tag begins with `<` and a letter, or `</`, and ends in 2,000
    /// characters; one of `withContent` takes all up to its end along where it has one. `<br>` and the ends of
    /// paragraphs are line ends.
    static String strip(String text, Set<String> withContent) {
        StringBuilder kept = new StringBuilder(text.length());
        Map<String, Integer> noEndFrom = new HashMap<>();
        String lower = text.indexOf('<') < 0 ? text : lowerAscii(text);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = c == '<' ? tagEnd(text, at, noEndFrom) : -1;
            if (end < 0) {
                kept.append(c);
                at++;
                continue;
            }
            String name = name(lower, at);
            boolean opens = text.charAt(at + 1) != '/' && text.charAt(end - 2) != '/';
            boolean raw = opens && withContent.contains(name);
            int close = raw ? find(lower, "</" + name, end, noEndFrom) : -1;
            if (close >= 0) {
                int after = text.indexOf('>', close);
                at = after < 0 ? text.length() : after + 1;
            } else {
                if (name.equals("br") || name.equals("p")) {
                    kept.append('\n');
                }
                at = end;
            }
        }
        return kept.toString();
    }

    /// After the tag or comment that begins here, or -1 where none does.
    private static int tagEnd(String text, int at, Map<String, Integer> noEndFrom) {
        if (text.startsWith("<!--", at)) {
            int end = find(text, "-->", at + 4, noEndFrom);
            return end < 0 ? -1 : end + 3;
        }
        int name = at + 1 < text.length() && text.charAt(at + 1) == '/' ? at + 2 : at + 1;
        if (name >= text.length() || !isLetter(text.charAt(name))) {
            return -1;
        }
        int limit = Math.min(text.length(), at + LONGEST_TAG);
        for (int i = name; i < limit; i++) {
            if (text.charAt(i) == '>') {
                return i + 1;
            }
            if (text.charAt(i) == '<' || text.charAt(i) == ':' && text.startsWith("://", i) && isName(text, name, i)) {
                return -1; // text, or an address in angle brackets
            }
        }
        return -1;
    }

    private static String name(String lower, int at) {
        int from = lower.charAt(at + 1) == '/' ? at + 2 : at + 1;
        int end = from;
        while (end < lower.length()
                && (isLetter(lower.charAt(end)) || lower.charAt(end) >= '0' && lower.charAt(end) <= '9')) {
            end++;
        }
        return lower.substring(from, end);
    }

    /// The next place of a part; that there is none is remembered.
    private static int find(String text, String part, int from, Map<String, Integer> noneFrom) {
        if (from >= noneFrom.getOrDefault(part, Integer.MAX_VALUE)) {
            return -1;
        }
        int at = text.indexOf(part, from);
        if (at < 0) {
            noneFrom.merge(part, from, Math::min);
        }
        return at;
    }

    private static String lowerAscii(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            lower[i] += lower[i] >= 'A' && lower[i] <= 'Z' ? 32 : 0;
        }
        return new String(lower);
    }

    private static boolean isName(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
