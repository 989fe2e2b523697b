package olmoe.filters.pii;

import java.util.ArrayList;
import java.util.List;

/// Names with passwords in URLs: what stands between `://` and `@` with a colon in it (RFC 3986, 3.2.1).
final class Credentials {
    private static final int MOST = 256;

    private Credentials() {}

    static List<PiiSpan> in(String text) {
        List<PiiSpan> found = new ArrayList<>();
        Characters characters = new Characters(text);
        for (int scheme = text.indexOf("://"); scheme >= 0; scheme = text.indexOf("://", scheme + 3)) {
            int start = scheme + 3;
            int colon = -1;
            int at = -1;
            for (int i = start; i < start + MOST && isUserInfo(characters.at(i)); i++) {
                if (characters.at(i) == ':' && colon < 0) {
                    colon = i;
                }
                if (characters.at(i) == '@') {
                    at = i;
                }
            }
            boolean named = characters.isLatin(scheme - 1) || characters.isDigit(scheme - 1);
            if (named && colon > start && at > colon + 1 && characters.isWord(at + 1)) {
                found.add(new PiiSpan(PiiType.URL_CREDENTIALS, start, at));
            }
        }
        return found;
    }

    private static boolean isUserInfo(char c) {
        return c > ' ' && c != '/' && c != '?' && c != '#' && c != '"' && c != '<' && c != '>' && c != '\u00a0';
    }
}
