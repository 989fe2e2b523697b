package olmoe.filters.rule.url;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.tokenizer.text.CodePoints;

/// Host, port and path of a URL as urllib3's parse_url gives them, in lower case.
final class CleanedUrl {
    private static final Pattern HAS_START = Pattern.compile("(?:[a-zA-Z][a-zA-Z0-9+-]*:|/)");
    private static final Pattern PARTS =
            Pattern.compile("(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^\\\\/?#]*))?([^?#]*)", Pattern.DOTALL);
    private static final String OF_PATH = "-._~!$&'()*+,;=:@/%";
    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_HOST = 253;

    private CleanedUrl() {}

    /// Null for what urllib3 refuses and for white space.
    static String of(String url) {
        if (url.trim().isEmpty()) {
            return null;
        }
        Matcher parts = parts(url);
        if (parts == null) {
            return null;
        }
        String scheme = parts.group(1) == null ? "" : CodePoints.unicode14().lower(parts.group(1));
        boolean normalizes = scheme.isEmpty() || scheme.equals("http") || scheme.equals("https");
        String authority = parts.group(2) == null ? "" : parts.group(2);
        HostAndPort host = HostAndPort.of(authority);
        if (host == null) {
            return null;
        }
        String port = host.port();
        String path = parts.group(3);
        if (normalizes && !path.isEmpty()) {
            path = encoded(withoutDots(path));
        }
        String name = ascii(host.host());
        if (name == null) {
            return null;
        }
        String cleaned = (name.isEmpty() ? "None" : name) + (port.isEmpty() ? "" : ":" + port) + path;
        int end = cleaned.length();
        while (end > 0 && cleaned.charAt(end - 1) == '/') {
            end--;
        }
        return CodePoints.unicode14().lower(cleaned.substring(0, end));
    }

    /// The host of a URL, or null.
    static String host(String url) {
        Matcher parts = parts(url);
        if (parts == null || parts.group(2) == null) {
            return null;
        }
        HostAndPort host = HostAndPort.of(parts.group(2));
        return host == null ? null : host.host();
    }

    /// @param port without zeros in front
    private record HostAndPort(String host, String port) {

        static HostAndPort of(String authority) {
            String both = authority.substring(authority.lastIndexOf('@') + 1);
            int colon = both.indexOf(':', both.startsWith("[") ? Math.max(0, both.indexOf(']')) : 0);
            String host = colon < 0 ? both : both.substring(0, colon);
            String port = colon < 0 ? "" : both.substring(colon + 1);
            int zeros = 0;
            while (zeros < port.length() - 1 && port.charAt(zeros) == '0') {
                zeros++;
            }
            port = port.substring(zeros);
            boolean number = port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number || !port.isEmpty() && Integer.parseInt(port) > LAST_PORT) {
                return null;
            }
            return isAddress(host) || isName(host) ? new HostAndPort(host, port) : null;
        }

        private static boolean isAddress(String host) {
            return host.startsWith("[")
                    && host.endsWith("]")
                    && host.chars().skip(1).limit(host.length() - 2).allMatch(c -> c == ':' || c == '.' || isHex(c));
        }

        private static boolean isName(String host) {
            for (int i = 0; i < host.length(); i++) {
                char c = host.charAt(i);
                boolean escape =
                        c == '%' && i + 2 < host.length() && isHex(host.charAt(i + 1)) && isHex(host.charAt(i + 2));
                if (c <= ' ' || c == 0x7F || "[]:/?#".indexOf(c) >= 0 || c == '%' && !escape) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isHex(int c) {
            return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
        }
    }

    private static Matcher parts(String url) {
        Matcher parts = PARTS.matcher(HAS_START.matcher(url).lookingAt() ? url : "//" + url);
        return parts.lookingAt() ? parts : null;
    }

    /// A host with other characters in Punycode, or null where a label is none of a domain.
    private static String ascii(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return host;
        }
        try {
            return host.length() > LONGEST_HOST ? null : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String joined = String.join("/", kept);
        if (path.startsWith("/") && !joined.startsWith("/")) {
            joined = "/" + joined;
        }
        return (path.endsWith("/.") || path.endsWith("/..")) && !joined.endsWith("/") ? joined + "/" : joined;
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || OF_PATH.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            }
        }
        return encoded.toString();
    }
}
