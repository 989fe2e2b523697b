package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds what lets its reader in somewhere: private keys, tokens that begin as their issuers' do, signed web tokens,
/// passwords in URLs, and texts without pattern that are given to a name such as `password` or `api_key`.
///
/// A value counts where it looks drawn, not written: letters and digits, many different ones, no word such as
/// "example", no variable or format in it. Time is linear in the text.
final class SecretFinder {
    /// @param kind such as `aws-access-key`
    /// @param to exclusive
    record Secret(String kind, int from, int to) {}

    private static final int MOST_URL = 512;
    private static final int LEAST_KEY_BODY = 64;
    private static final List<String> NAMES = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "api_key",
            "api-key",
            "accesskey",
            "access_key",
            "access-key",
            "authkey",
            "auth_key",
            "privatekey",
            "private_key",
            "credential",
            "pwd");
    private static final List<String> PLACEHOLDERS = List.of(
            "example",
            "sample",
            "changeme",
            "change_me",
            "placeholder",
            "password",
            "passwd",
            "secret",
            "dummy",
            "fake",
            "your",
            "insert",
            "replace",
            "redacted",
            "xxxx",
            "0000",
            "1234",
            "abcd",
            "test",
            "foo",
            "bar",
            "none",
            "null",
            "undefined",
            "token",
            "http",
            "localhost",
            "hidden",
            "default",
            "key",
            "p@ss",
            "p@55",
            "...");

    private final int[] text;
    private final List<Secret> found = new ArrayList<>();

    private SecretFinder(int[] text) {
        this.text = text;
    }

    /// In the order of the text, without overlaps.
    static List<Secret> find(int[] text) {
        SecretFinder finder = new SecretFinder(text);
        int at = 0;
        while (at < text.length) {
            int before = finder.found.size();
            finder.look(at);
            at = finder.found.size() > before ? finder.found.get(before).to() : at + 1;
        }
        return finder.found;
    }

    private void look(int at) {
        int c = text[at];
        boolean starts = at == 0 || !isWord(text[at - 1]);
        if (c == '-' && holds(at, "-----BEGIN ")) {
            privateKey(at);
        } else if (c == ':' && holds(at, "://")) {
            passwordOfUrl(at + 3);
        } else if (c == '=' || c == ':') {
            assignment(at);
        } else if (starts && isWord(c)) {
            if (c == 'e' && holds(at, "eyJ")) {
                webToken(at);
            }
            for (SecretPrefix prefix : SecretPrefix.KNOWN) {
                if (c == prefix.prefix().charAt(0) && holds(at, prefix.prefix()) && token(at, prefix)) {
                    return;
                }
            }
        }
    }

    private boolean token(int at, SecretPrefix prefix) {
        int from = at + prefix.prefix().length();
        int end = from;
        while (end < text.length
                && end - from <= prefix.most()
                && prefix.alphabet().has(text[end])) {
            end++;
        }
        boolean fits = end - from >= prefix.least() && end - from <= prefix.most();
        if (fits && (end == text.length || !isWord(text[end])) && isDrawn(from, end, 2.5)) {
            found.add(new Secret(prefix.kind(), at, end));
            return true;
        }
        return false;
    }

    /// Header, body and end of a key in PEM, or as much of the body as there is.
    private void privateKey(int at) {
        int name = at + "-----BEGIN ".length();
        int end = name;
        while (end < text.length && end - name < 40 && (text[end] >= 'A' && text[end] <= 'Z' || text[end] == ' ')) {
            end++;
        }
        String kind = new String(text, name, end - name);
        if (!kind.contains("PRIVATE KEY") || !holds(end, "-----")) {
            return;
        }
        int body = end + 5;
        int letters = 0;
        int i = body;
        while (i < text.length && !holds(i, "-----END ")) {
            int c = text[i];
            boolean base64 = SecretPrefix.Alphabet.BASE64.has(c) || c == '=';
            // lines may be quoted, joined or written with escapes
            if (!base64 && c != '\n' && c != '\r' && c != ' ' && c != '\t' && "\\\"'+,;:-*#".indexOf(c) < 0) {
                break;
            }
            letters += base64 ? 1 : 0;
            i++;
        }
        if (letters >= LEAST_KEY_BODY) {
            int close = i;
            if (holds(i, "-----END ")) {
                close = i + "-----END ".length();
                while (close < text.length && text[close] != '\n' && text[close] != '"' && close - i < 60) {
                    close++;
                }
            }
            found.add(new Secret("private-key", at, close));
        }
    }

    private void webToken(int at) {
        int end = at;
        int dots = 0;
        while (end < text.length && SecretPrefix.Alphabet.URL_SAFE_DOTS.has(text[end])) {
            dots += text[end] == '.' ? 1 : 0;
            end++;
        }
        int first = indexOf('.', at, end);
        int second = first < 0 ? -1 : indexOf('.', first + 1, end);
        if (dots == 2 && first - at >= 10 && holds(first + 1, "eyJ") && end - second > 20) {
            found.add(new Secret("web-token", at, end));
        }
    }

    /// `user:password@` of what follows `://`.
    private void passwordOfUrl(int from) {
        int colon = -1;
        for (int i = from; i < text.length && i - from < MOST_URL; i++) {
            int c = text[i];
            if (c == '@') {
                boolean host = i + 1 < text.length && isWord(text[i + 1]);
                if (colon > from && host && isPassword(colon + 1, i)) {
                    found.add(new Secret("url-password", colon + 1, i));
                }
                return;
            }
            if (c == ':' && colon < 0) {
                colon = i;
            } else if (c <= ' ' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '>' || c >= 0x7F) {
                return;
            }
        }
    }

    private boolean isPassword(int from, int to) {
        boolean letters = (classes(from, to) & ~3) == 0;
        return to - from >= 6 && !letters && !isTemplate(from, to) && !isPlaceholder(from, to);
    }

    /// A quoted value after a name that says what it is.
    private void assignment(int at) {
        int value = at + 1;
        while (value < text.length && value - at < 3 && (text[value] == '=' || text[value] == '>')) {
            value++;
        }
        while (value < text.length && value - at < 16 && text[value] == ' ') {
            value++;
        }
        int quote = value < text.length ? text[value] : 0;
        if (quote != '"' && quote != '\'' && quote != '`' || !isNamed(at)) {
            return;
        }
        int end = value + 1;
        while (end < text.length
                && text[end] > ' '
                && text[end] < 0x7F
                && text[end] != quote
                && end - value <= MOST_URL) {
            end++;
        }
        boolean closed = end < text.length && text[end] == quote;
        if (closed && looksSecret(value + 1, end)) {
            found.add(new Secret("secret-value", value + 1, end));
        }
    }

    private boolean isNamed(int at) {
        int end = at;
        while (end > 0
                && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == '\'' || text[end - 1] == ']')
                && at - end < 4) {
            end--;
        }
        int from = end;
        while (from > 0
                && end - from < 64
                && (isWord(text[from - 1]) || text[from - 1] == '-' || text[from - 1] == '.')) {
            from--;
        }
        String name = new String(text, from, end - from).toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(name::contains);
    }

    private boolean looksSecret(int from, int to) {
        return to - from >= 8
                && isDrawn(from, to, to - from >= 20 ? 3.0 : 2.75)
                && Integer.bitCount(classes(from, to)) >= (to - from >= 20 ? 2 : 3)
                && !isTemplate(from, to)
                && !isName(from, to)
                && !isUuidOrTime(from, to);
    }

    /// Identifiers and times are drawn or look so, but open nothing.
    private boolean isUuidOrTime(int from, int to) {
        StringBuilder shape = new StringBuilder();
        for (int i = from; i < to; i++) {
            int c = text[i];
            shape.append(SecretPrefix.Alphabet.HEX.has(c) ? 'h' : (char) c);
        }
        return shape.toString().matches("h{8}-h{4}-h{4}-h{4}-h{12}")
                || shape.toString().startsWith("hhhh-hh-hhT");
    }

    /// Whether every character could stand in a name of code or a path: words with separators, hardly a digit.
    private boolean isName(int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += text[i] >= '0' && text[i] <= '9' ? 1 : 0;
            if (!isWord(text[i]) && "-./:[]".indexOf(text[i]) < 0) {
                return false;
            }
        }
        return digits * 10 < to - from;
    }

    private boolean isDrawn(int from, int to, double leastEntropy) {
        return entropy(from, to) >= leastEntropy && !isPlaceholder(from, to);
    }

    /// Bits a character, by the characters of the text itself.
    private double entropy(int from, int to) {
        int[] counts = new int[128];
        for (int i = from; i < to; i++) {
            counts[text[i] & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / (to - from);
                bits -= share * StrictMath.log(share) / StrictMath.log(2);
            }
        }
        return bits;
    }

    /// Which there are: 1 for small letters, 2 for capitals, 4 for digits, 8 for others.
    private int classes(int from, int to) {
        int seen = 0;
        for (int i = from; i < to; i++) {
            int c = text[i];
            seen |= c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : c >= '0' && c <= '9' ? 4 : 8;
        }
        return seen;
    }

    private boolean isPlaceholder(int from, int to) {
        String value = new String(text, from, to - from).toLowerCase(Locale.ROOT);
        return PLACEHOLDERS.stream().anyMatch(value::contains);
    }

    /// Whether a variable or a format stands in it.
    private boolean isTemplate(int from, int to) {
        for (int i = from; i < to; i++) {
            int c = text[i];
            if (c == '$' && i + 1 < to && (text[i + 1] == '{' || text[i + 1] == '(' || isWord(text[i + 1]) && i == from)
                    || c == '{'
                    || c == '<'
                    || c == '*' && i + 1 < to && text[i + 1] == '*'
                    || c == '%' && i + 1 < to && (text[i + 1] == 's' || text[i + 1] == '(')) {
                return true;
            }
        }
        return false;
    }

    private int indexOf(int c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == c) {
                return i;
            }
        }
        return -1;
    }

    private boolean holds(int at, String part) {
        for (int i = 0; i < part.length(); i++) {
            if (at + i >= text.length || text[at + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
