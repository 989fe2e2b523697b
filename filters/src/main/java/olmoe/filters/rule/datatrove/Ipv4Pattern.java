package olmoe.filters.rule.datatrove;

/// datatrove's expression for IPv4 addresses, found in one pass from left to right: four numbers of up to
/// three digits and at most 255, anywhere, also within longer runs of digits.
final class Ipv4Pattern {
    private static final int OCTETS = 4;
    private static final int MOST_DIGITS = 3;

    /// First address, and how many leading bits of it name the network: what Python 3.11.7's ipaddress calls
    /// private, and the shared addresses 100.64.0.0/10.
    private static final int[][] NOT_GLOBAL = {
        {0, 8},
        {10 << 24, 8},
        {100 << 24 | 64 << 16, 10},
        {127 << 24, 8},
        {169 << 24 | 254 << 16, 16},
        {172 << 24 | 16 << 16, 12},
        {192 << 24, 29},
        {192 << 24 | 170, 31},
        {192 << 24 | 2 << 8, 24},
        {192 << 24 | 168 << 16, 16},
        {198 << 24 | 18 << 16, 15},
        {198 << 24 | 51 << 16 | 100 << 8, 24},
        {203 << 24 | 113 << 8, 24},
        {240 << 24, 4}
    };

    private final int[] text;
    private int start;
    private int end;

    Ipv4Pattern(int[] text) {
        this.text = text;
    }

    /// Goes to the next address behind the last one.
    boolean find() {
        for (int at = end; at < text.length; at++) {
            int found = isDigit(text[at]) ? address(at) : -1;
            if (found >= 0) {
                start = at;
                end = found;
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

    /// Whether the address found has no leading zeros and is one of the public network.
    boolean isGlobal() {
        int address = 0;
        int octet = 0;
        for (int at = start; at <= end; at++) {
            if (at == end || text[at] == '.') {
                address = address << 8 | octet;
                octet = 0;
            } else {
                boolean first = at == start || text[at - 1] == '.';
                if (text[at] == '0' && first && at + 1 < end && text[at + 1] != '.') {
                    return false;
                }
                octet = 10 * octet + text[at] - '0';
            }
        }
        for (int[] network : NOT_GLOBAL) {
            if ((address ^ network[0]) >>> Integer.SIZE - network[1] == 0) {
                return false;
            }
        }
        return true;
    }

    /// Where an address that begins at `from` ends, or -1.
    private int address(int from) {
        int at = from;
        for (int i = 1; i < OCTETS; i++) {
            int octet = at;
            while (octet < text.length && octet - at < MOST_DIGITS && isDigit(text[octet])) {
                octet++;
            }
            if (octet == at || octet == text.length || text[octet] != '.' || !isOctet(text, at, octet)) {
                return -1;
            }
            at = octet + 1;
        }
        for (int length = Math.min(MOST_DIGITS, text.length - at); length > 0; length--) {
            if (isOctet(text, at, at + length)) {
                return at + length;
            }
        }
        return -1;
    }

    /// One to three digits of a number up to 255; leading zeros may stand.
    static boolean isOctet(int[] text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            if (!isDigit(text[at])) {
                return false;
            }
            number = 10 * number + text[at] - '0';
        }
        return to - from >= 1 && to - from <= MOST_DIGITS && number <= 255;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
