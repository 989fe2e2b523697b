package olmoe.tokenizer.text.spacy;

import olmoe.tokenizer.text.CodePoints;

/// spaCy's URL_MATCH as one pass over the text: an optional scheme and user, an IPv4 address outside
/// the private networks or a host name, an optional port, and what follows `/`, `?` or `#`.
///
/// spaCy's expression takes any text before an `@` for the user, so a host may begin at 0, after the
/// scheme, and after every `@`.
final class UrlPattern {
    private static final int OCTETS = 4;
    private static final int MOST_LABEL = 64;
    private static final int MOST_TOP_LEVEL = 63;
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final EnglishRules RULES = EnglishRules.rules();

    private UrlPattern() {}

    static boolean matches(int[] text, int from, int to) {
        if (hostMatches(text, from, to)) {
            return true;
        }
        int scheme = from;
        while (scheme < to && isSchemeCharacter(text[scheme])) {
            scheme++;
        }
        if (scheme - from >= 2
                && scheme + 2 < to
                && text[scheme] == ':'
                && text[scheme + 1] == '/'
                && text[scheme + 2] == '/'
                && hostMatches(text, scheme + 3, to)) {
            return true;
        }
        for (int at = from + 1; at < to; at++) {
            if (text[at] == '@' && hostMatches(text, at + 1, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSchemeCharacter(int c) {
        return TABLE.isWord(c) || c == '+' || c == '-' || c == '.';
    }

    /// Whether host, port and path fill the rest of the text.
    private static boolean hostMatches(int[] text, int from, int to) {
        int end = from;
        while (end < to && isHostCharacter(text[end])) {
            end++;
        }
        return restMatches(text, end, to) && (isName(text, from, end) || isAddress(text, from, end));
    }

    private static boolean restMatches(int[] text, int from, int to) {
        int at = from;
        if (at < to && text[at] == ':') {
            at++;
            while (at < to && at - from <= 5 && isDecimal(text[at])) {
                at++;
            }
            if (at - from < 3) {
                return false;
            }
        }
        return at == to || text[at] == '/' || text[at] == '?' || text[at] == '#';
    }

    /// Labels of 1 to 64 characters, each followed by a full stop, and a top level of 2 to 63 lower-case or
    /// uncased letters.
    private static boolean isName(int[] text, int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (text[at] == '.') {
                if (!isLabel(text, start, at)) {
                    return false;
                }
                start = at + 1;
            }
        }
        if (start == from || to - start < 2 || to - start > MOST_TOP_LEVEL) {
            return false;
        }
        for (int at = start; at < to; at++) {
            if (!RULES.is(EnglishRules.LOWER, text[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabel(int[] text, int from, int to) {
        if (from == to || to - from > MOST_LABEL || !isLabelEdge(text[from]) || !isLabelEdge(text[to - 1])) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if (!isLabelEdge(text[at]) && text[at] != '_' && text[at] != '-') {
                return false;
            }
        }
        return true;
    }

    /// Four numbers; private networks, 0 at either end and what is over 223 at the beginning are none.
    private static boolean isAddress(int[] text, int from, int to) {
        int[] starts = new int[OCTETS + 1];
        int octets = 1;
        starts[0] = from;
        for (int at = from; at < to; at++) {
            if (text[at] == '.') {
                if (octets == OCTETS) {
                    return false;
                }
                starts[octets++] = at + 1;
            } else if (!isDecimal(text[at])) {
                return false;
            }
        }
        starts[octets] = to + 1;
        return octets == OCTETS && areOctets(text, starts) && !isPrivate(text, starts);
    }

    private static boolean areOctets(int[] text, int[] starts) {
        return isOctet(text, starts[0], starts[1] - 1, '1', "01", '2', '3')
                && isOctet(text, starts[1], starts[2] - 1, '0', "01234", '5', '5')
                && isOctet(text, starts[2], starts[3] - 1, '0', "01234", '5', '5')
                && isOctet(text, starts[3], starts[4] - 1, '1', "01234", '5', '4');
    }

    /// Digits are decimals of any script where the expression has `\d`.
    ///
    /// @param least the least first digit of a number of one or two, or '0' for a decimal of any script
    /// @param tens second digits after 2 that any third may follow
    /// @param top the second digit after 2 that a third of at most `last` may follow
    private static boolean isOctet(int[] text, int from, int to, char least, String tens, char top, char last) {
        int first = from < to ? text[from] : -1;
        switch (to - from) {
            case 1, 2 -> {
                return least == '0' || first >= least && first <= '9';
            }
            case 3 -> {
                int second = text[from + 1];
                int third = text[from + 2];
                return first == '1'
                        || first == '2'
                                && (tens.indexOf(second) >= 0 || second == top && third >= '0' && third <= last);
            }
            default -> {
                return false;
            }
        }
    }

    private static boolean isPrivate(int[] text, int[] starts) {
        if (is(text, starts, 0, "10") || is(text, starts, 0, "127")) {
            return true;
        }
        if (is(text, starts, 0, "169") && is(text, starts, 1, "254")
                || is(text, starts, 0, "192") && is(text, starts, 1, "168")) {
            return true;
        }
        if (!is(text, starts, 0, "172") || starts[2] - 1 - starts[1] != 2) {
            return false;
        }
        int first = text[starts[1]];
        int second = text[starts[1] + 1];
        return first == '1' && second >= '6' && second <= '9'
                || first == '2'
                || first == '3' && (second == '0' || second == '1');
    }

    private static boolean is(int[] text, int[] starts, int octet, String digits) {
        int from = starts[octet];
        if (starts[octet + 1] - 1 - from != digits.length()) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (text[from + i] != digits.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostCharacter(int c) {
        return isLabelEdge(c) || c == '_' || c == '-' || c == '.' || RULES.is(EnglishRules.LOWER, c) || isDecimal(c);
    }

    private static boolean isLabelEdge(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0xA1 && c <= 0xFFFF;
    }

    private static boolean isDecimal(int c) {
        return TABLE.category(c) == Character.DECIMAL_DIGIT_NUMBER;
    }
}
