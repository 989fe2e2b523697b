package olmoe.filters.pii;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// E-mail addresses: a local part of up to 64 characters and a domain of at least two labels, the last
/// of letters. `lodash@4.17` and `logo@2x.png` are none.
final class Emails {
    private static final int MOST_LOCAL = 64;
    private static final int MOST_DOMAIN = 253;
    private static final Set<String> FILE_ENDINGS =
            Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "html", "htm", "php", "pdf");

    private Emails() {}

    static List<PiiSpan> in(String text) {
        List<PiiSpan> found = new ArrayList<>();
        Characters characters = new Characters(text);
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = local(characters, at);
            int end = domain(text, characters, at + 1);
            if (start < at && end > at) {
                found.add(new PiiSpan(PiiType.EMAIL_ADDRESS, start, end));
            }
        }
        return found;
    }

    /// Where the local part begins, or `at` where there is none.
    private static int local(Characters text, int at) {
        int start = at;
        while (at - start <= MOST_LOCAL && isLocal(text, start - 1)) {
            start--;
        }
        if (at - start > MOST_LOCAL || text.at(at - 1) == '.') {
            return at;
        }
        while (start < at && !text.isWord(start) && text.at(start) != '_') {
            start++;
        }
        return start;
    }

    private static boolean isLocal(Characters text, int i) {
        return text.isWord(i) || "._%+-'".indexOf(text.at(i)) >= 0;
    }

    /// Where the domain ends, or -1 where it is none.
    private static int domain(String text, Characters characters, int from) {
        int end = -1;
        int label = from;
        int labels = 0;
        while (label - from <= MOST_DOMAIN) {
            int i = label;
            while (i - label <= 63 && (characters.isWord(i) || characters.at(i) == '-')) {
                i++;
            }
            if (i == label || i - label > 63 || characters.at(label) == '-') {
                break;
            }
            while (characters.at(i - 1) == '-') {
                i--;
            }
            labels++;
            if (labels > 1 && isTop(text, characters, label, i)) {
                end = i;
            }
            if (characters.at(i) != '.') {
                break;
            }
            label = i + 1;
        }
        return end;
    }

    private static boolean isTop(String text, Characters characters, int from, int to) {
        if (to - from < 2 || to - from > 24) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (characters.isDigit(i) || characters.at(i) == '-') {
                return text.startsWith("xn--", from);
            }
        }
        return !FILE_ENDINGS.contains(text.substring(from, to));
    }
}
