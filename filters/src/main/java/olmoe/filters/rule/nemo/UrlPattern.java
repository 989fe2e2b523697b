package olmoe.filters.rule.nemo;

/// The URLs that NeMo Curator's `regex_url` finds, from left to right: `http://` or `https://` and at least one
/// character of those it knows, a `%` only before two hexadecimal digits.
final class UrlPattern {
    private static final String SCHEME = "http";
    private static final boolean[] KNOWN = new boolean[0x80];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            KNOWN[c] = true;
            KNOWN[c - 'a' + 'A'] = true;
        }
        for (char c : "0123456789$-_@.&+/:=?#~!*(),".toCharArray()) {
            KNOWN[c] = true;
        }
    }

    private final String text;
    private int start;
    private int end;

    UrlPattern(String text) {
        this.text = text;
    }

    boolean find() {
        for (start = text.indexOf(SCHEME, end); start >= 0; start = text.indexOf(SCHEME, start + 1)) {
            int at = start + SCHEME.length();
            at += text.startsWith("s", at) ? 1 : 0;
            if (text.startsWith("://", at)) {
                end = endOf(at + 3);
                if (end > at + 3) {
                    return true;
                }
            }
        }
        return false;
    }

    /// In UTF-16, as all offsets here.
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    private int endOf(int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < KNOWN.length && KNOWN[c]) {
                at++;
            } else if (c == '%' && isHexadecimal(at + 1) && isHexadecimal(at + 2)) {
                at += 3;
            } else {
                break;
            }
        }
        return at;
    }

    private boolean isHexadecimal(int at) {
        char c = at < text.length() ? text.charAt(at) : ' ';
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
