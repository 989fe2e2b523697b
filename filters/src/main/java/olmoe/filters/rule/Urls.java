package olmoe.filters.rule;

/// Parts of URLs as Python's urllib.parse (3.11) cuts them.
public final class Urls {
    private Urls() {}

    /// What stands between `//` after the scheme and the next `/`, `?` or `#`, with port and user name; empty
    /// where there is none.
    public static String networkLocation(String url) {
        String cleaned = cleaned(url);
        int colon = cleaned.indexOf(':');
        String rest = colon > 0 && isScheme(cleaned, colon) ? cleaned.substring(colon + 1) : cleaned;
        if (!rest.startsWith("//")) {
            return "";
        }
        int end = 2;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(2, end);
    }

    /// Without control characters and spaces in front, tabs and line ends.
    private static String cleaned(String url) {
        StringBuilder cleaned = new StringBuilder(url.length());
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c != '\t' && c != '\r' && c != '\n' && (c > ' ' || cleaned.length() > 0)) {
                cleaned.append(c);
            }
        }
        return cleaned.toString();
    }

    private static boolean isScheme(String url, int end) {
        for (int i = 0; i < end; i++) {
            char c = url.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9') && "+-.".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }
}
