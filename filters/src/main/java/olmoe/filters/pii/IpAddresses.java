package olmoe.filters.pii;

import java.util.ArrayList;
import java.util.List;

/// IPv4 addresses in four decimal parts, and IPv6 addresses (RFC 4291) that begin with a group of four
/// digits, as all global ones do. `2.14.0.1` after `v` or as part of a longer number is none.
final class IpAddresses {
    private static final int MOST_IPV6 = 39;

    private IpAddresses() {}

    /// @param publicOnly leaves out addresses that are not reachable from outside: private, loopback,
    ///     link-local, shared, documentation, multicast, reserved
    static List<PiiSpan> in(String text, boolean publicOnly) {
        List<PiiSpan> found = new ArrayList<>();
        Characters characters = new Characters(text);
        int i = 0;
        while (i < text.length()) {
            if (!characters.isHex(i) || isInside(characters, i)) {
                i++;
                continue;
            }
            int[] parts = new int[4];
            int end = ipv4(characters, i, parts);
            if (end > 0) {
                if (!publicOnly || isPublic(parts)) {
                    found.add(new PiiSpan(PiiType.IP_ADDRESS, i, end));
                }
                i = end;
                continue;
            }
            end = i;
            while (characters.isHex(end) || characters.at(end) == ':') {
                end++;
            }
            int last = characters.at(end - 1) == ':' && characters.at(end - 2) != ':' ? end - 1 : end;
            if (isIpv6(characters, i, last) && (!publicOnly || isPublicIpv6(text.substring(i, i + 4)))) {
                found.add(new PiiSpan(PiiType.IP_ADDRESS, i, last));
            }
            i = end;
        }
        return found;
    }

    private static boolean isInside(Characters text, int i) {
        char before = text.at(i - 1);
        return text.isWord(i - 1) || before == '.' || before == ':' || before == '-' || before == '_';
    }

    /// @return the end, or 0 where there is none
    private static int ipv4(Characters text, int from, int[] parts) {
        int i = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0) {
                if (text.at(i) != '.') {
                    return 0;
                }
                i++;
            }
            int start = i;
            int value = 0;
            while (i - start < 4 && text.isDigit(i)) {
                value = 10 * value + text.value(i);
                i++;
            }
            if (i == start || i - start > 3 || value > 255 || i - start > 1 && text.at(start) == '0') {
                return 0;
            }
            parts[part] = value;
        }
        boolean goesOn =
                text.isWord(i) || text.at(i) == '.' && text.isDigit(i + 1) || text.at(i) == '-' && text.isWord(i + 1);
        return goesOn ? 0 : i;
    }

    /// IANA's registry of special-purpose addresses (RFC 6890).
    private static boolean isPublic(int[] p) {
        int two = p[0] << 8 | p[1];
        return p[0] != 0
                && p[0] != 10
                && p[0] != 127
                && p[0] < 224
                && (two & 0xffc0) != 0x6440 // 100.64.0.0/10
                && two != 0xa9fe // 169.254.0.0/16
                && (two & 0xfff0) != 0xac10 // 172.16.0.0/12
                && two != 0xc0a8 // 192.168.0.0/16
                && (two & 0xfffe) != 0xc612 // 198.18.0.0/15
                && !(two == 0xc000 && (p[2] == 0 || p[2] == 2)) // 192.0.0.0/24, 192.0.2.0/24
                && !(two == 0xc633 && p[2] == 100) // 198.51.100.0/24
                && !(two == 0xcb00 && p[2] == 113); // 203.0.113.0/24
    }

    private static boolean isPublicIpv6(String first) {
        int group = Integer.parseInt(first, 16);
        return group >= 0x2000 && group < 0x4000;
    }

    private static boolean isIpv6(Characters text, int from, int to) {
        if (to - from > MOST_IPV6 || text.isWord(to)) {
            return false;
        }
        int groups = 0;
        boolean shortened = false;
        int i = from;
        while (i < to) {
            int start = i;
            while (i < to && text.isHex(i)) {
                i++;
            }
            if (i - start > 4 || groups == 0 && i - start != 4) {
                return false;
            }
            groups += i > start ? 1 : 0;
            if (i == to) {
                break;
            }
            if (text.at(i + 1) == ':' && i + 1 < to) {
                if (shortened) {
                    return false;
                }
                shortened = true;
                i++;
            } else if (i == start) {
                return false;
            }
            i++;
        }
        return shortened ? groups >= 2 && groups < 8 : groups == 8;
    }
}
