package olmoe.filters.rule.datatrove;

import olmoe.tokenizer.text.CodePoints;

/// datatrove's expression for e-mail addresses, found in one pass from left to right: words of ASCII letters,
/// digits and ``!#$%&'*+/=?^_`{|}~-`` joined by full stops, `@`, and a host name of at least two labels or an
/// IPv4 address in brackets. An address begins at a boundary between a word character and another.
final class EmailPattern {
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final String LOCAL = "!#$%&'*+/=?^_`{|}~-";

    private final int[] text;
    private int start;
    private int end;

    EmailPattern(int[] text) {
        this.text = text;
    }

    /// Goes to the next address behind the last one.
    boolean find() {
        int least = end;
        for (int at = least; at < text.length; at++) {
            if (text[at] != '@') {
                continue;
            }
            int hostEnd = at > least ? host(at + 1) : -1;
            int localStart = hostEnd < 0 ? -1 : local(least, at);
            if (localStart >= 0) {
                start = localStart;
                end = hostEnd;
                return true;
            }
        }
        return false;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// Where the part before the `@` begins at the earliest, or -1.
    private int local(int least, int at) {
        int found = -1;
        for (int i = at - 1; i >= least; i--) {
            if (text[i] == '.') {
                if (i + 1 == at || text[i + 1] == '.') {
                    break;
                }
            } else if (!isLocal(text[i])) {
                break;
            } else if (isBoundary(i)) {
                found = i;
            }
        }
        return found;
    }

    /// Where the host that begins at `from` ends, or -1.
    private int host(int from) {
        int best = -1;
        int label = from;
        while (label < text.length && isAlphanumeric(text[label])) {
            int labelEnd = label;
            int lastAlphanumeric = label;
            while (labelEnd < text.length && (isAlphanumeric(text[labelEnd]) || text[labelEnd] == '-')) {
                lastAlphanumeric = text[labelEnd] == '-' ? lastAlphanumeric : labelEnd;
                labelEnd++;
            }
            if (label > from) {
                best = lastAlphanumeric + 1;
            }
            if (labelEnd == text.length || text[labelEnd] != '.' || lastAlphanumeric + 1 < labelEnd) {
                break;
            }
            label = labelEnd + 1;
        }
        return best >= 0 || from == text.length || text[from] != '[' ? best : bracketed(from + 1);
    }

    /// Three numbers with full stops, then a number, or letters, digits and `-` before a colon; `]`.
    private int bracketed(int from) {
        int at = from;
        for (int i = 0; i < 3; i++) {
            int octet = digits(at);
            if (octet == at || octet == text.length || text[octet] != '.' || !Ipv4Pattern.isOctet(text, at, octet)) {
                return -1;
            }
            at = octet + 1;
        }
        int octet = digits(at);
        if (octet > at && octet < text.length && text[octet] == ']' && Ipv4Pattern.isOctet(text, at, octet)) {
            return octet + 1;
        }
        int tag = at;
        while (tag < text.length && (isAlphanumeric(text[tag]) || text[tag] == '-')) {
            tag++;
        }
        boolean closes = tag > at
                && isAlphanumeric(text[tag - 1])
                && tag + 1 < text.length
                && text[tag] == ':'
                && text[tag + 1] == ']';
        return closes ? tag + 2 : -1;
    }

    private int digits(int from) {
        int at = from;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    private boolean isBoundary(int i) {
        return (i > 0 && PYTHON.isWord(text[i - 1])) != PYTHON.isWord(text[i]);
    }

    private static boolean isLocal(int c) {
        return isAlphanumeric(c) || LOCAL.indexOf(c) >= 0;
    }

    private static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
