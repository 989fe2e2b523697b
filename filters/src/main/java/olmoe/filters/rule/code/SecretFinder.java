package olmoe.filters.rule.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Finds what lets its reader in somewhere: private keys, tokens that begin as their issuers' do, signed web tokens,
/// passwords in URLs, and texts without pattern that are given to a name such as `password` or `api_key`.
///
/// A value counts where it looks drawn, not written: letters and digits, many different ones, no word such as
/// "example", no variable or format in it, and not where it says something behind escapes, base64 or digits for
/// letters. A name that ends with what no secret is, such as `token_url`, counts for none. Time is linear in the text.
final class SecretFinder {
    /// @param kind such as `aws-access-key`
    /// @param to exclusive
    record Secret(String kind, int from, int to) {}

    private static final int MOST_URL = 512;
    private static final int DIGIT = 4;
    private static final int SURE = 5; // letters of a word that no drawn text holds by chance
    private static final String HEX = "0123456789abcdefABCDEF";
    private static final Pattern NUMBERED_NAME =
            Pattern.compile("(?:[A-Z]?[a-z]+|[A-Z]+)(?:[-_./](?:[A-Z]?[a-z]+|[A-Z]+))+[-_./]?[0-9]{0,4}");
    private static final Pattern PIECE = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+|[^A-Za-z]");
    private static final int LONG_WORD = 4; // letters, on average
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
    /// With which names end that hold a word above, but whose values open nothing.
    private static final List<String> OTHER_THINGS = List.of(
            "id",
            "ids",
            "name",
            "file",
            "path",
            "url",
            "uri",
            "type",
            "endpoint",
            "email",
            "field",
            "label",
            "hint",
            "prefix",
            "regex",
            "pattern",
            "format",
            "header",
            "error",
            "message",
            "hash",
            "digest",
            "version",
            "scope",
            "arn",
            "nexttoken",
            "next_token",
            "continuationtoken",
            "continuation_token",
            "pagetoken",
            "page_token");
    private static final List<String> PLACEHOLDERS = List.of(
            "example",
            "sample",
            "changeme",
            "change_me",
            "placeholder",
            "pass",
            "passw",
            "secre",
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
            "hunter",
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
        String password = unescaped(new String(text, from, to - from));
        int classes = classes(password);
        int kinds = Integer.bitCount(classes);
        boolean mixed = kinds >= 3 || kinds == 2 && (classes & DIGIT) != 0 && password.length() >= 8;
        return password.length() >= 6 && mixed && !isTemplate(from, to) && !isWritten(from, to);
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
        if (quote != '"' && quote != '\'' && quote != '`' || !isNamed(at, quote)) {
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

    /// @param quote that follows: where it opens before the name, as in `"Password:"`, it closes there
    private boolean isNamed(int at, int quote) {
        int end = at;
        boolean closed = false;
        while (end > 0
                && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == '\'' || text[end - 1] == ']')
                && at - end < 4) {
            end--;
            closed |= text[end] == quote;
        }
        int from = end;
        while (from > 0
                && end - from < 64
                && (isWord(text[from - 1]) || text[from - 1] == '-' || text[from - 1] == '.')) {
            from--;
        }
        if (!closed && from > 0 && text[from - 1] == quote) {
            return false;
        }
        String path = new String(text, from, end - from).toLowerCase(Locale.ROOT);
        String name = path.substring(path.lastIndexOf('.') + 1);
        return NAMES.stream().anyMatch(name::contains) && OTHER_THINGS.stream().noneMatch(name::endsWith);
    }

    private boolean looksSecret(int from, int to) {
        return to - from >= 8
                && isDrawn(from, to, to - from >= 20 ? 3.0 : 2.75)
                && Integer.bitCount(classes(new String(text, from, to - from))) >= (to - from >= 20 ? 2 : 3)
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

    /// Whether it is a name of code or a path: words with separators and hardly a digit, or whatever marks but no digit
    /// between long words.
    private boolean isName(int from, int to) {
        String value = new String(text, from, to - from);
        if (NUMBERED_NAME.matcher(value).matches()) {
            return true;
        }
        long digits = value.chars().filter(c -> c >= '0' && c <= '9').count();
        boolean named = value.chars().allMatch(c -> isWord(c) || "-./:[]".indexOf(c) >= 0);
        return named && digits * 10 < value.length()
                || digits == 0 && PIECE.matcher(value).results().count() * LONG_WORD <= value.length();
    }

    private boolean isDrawn(int from, int to, double leastEntropy) {
        return entropy(from, to) >= leastEntropy && !isWritten(from, to);
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
    private static int classes(String value) {
        int seen = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            seen |= c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : c >= '0' && c <= '9' ? DIGIT : 8;
        }
        return seen;
    }

    private boolean isWritten(int from, int to) {
        String value = new String(text, from, to - from);
        String unescaped = unescaped(value);
        String decoded = decoded(value);
        return isPlaceholder(unescaped)
                || unescaped.length() < value.length() && !isVisible(unescaped)
                || isPlaceholder(decoded)
                || !decoded.isEmpty() && decoded.chars().noneMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isPlaceholder(String value) {
        String small = value.toLowerCase(Locale.ROOT);
        String letters = small.replace('4', 'a')
                .replace('@', 'a')
                .replace('3', 'e')
                .replace('0', 'o')
                .replace('5', 's')
                .replace('$', 's');
        return PLACEHOLDERS.stream()
                .anyMatch(word -> small.contains(word) || word.length() >= SURE && letters.contains(word));
    }

    private static boolean isVisible(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /// Without the escapes of URLs.
    private static String unescaped(String value) {
        StringBuilder unescaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%'
                    && i + 2 < value.length()
                    && HEX.indexOf(value.charAt(i + 1)) >= 0
                    && HEX.indexOf(value.charAt(i + 2)) >= 0) {
                c = (char) Integer.parseInt(value, i + 1, i + 3, 16);
                i += 2;
            }
            unescaped.append(c);
        }
        return unescaped.toString();
    }

    /// What a text says that was written in base64, or nothing.
    private static String decoded(String value) {
        try {
            String decoded = new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1);
            return isVisible(decoded.replace(" ", "")) ? decoded : "";
        } catch (IllegalArgumentException e) {
            return ""; // no base64 is an answer here, not trouble
        }
    }

    /// Whether a variable or a format stands in it.
    private boolean isTemplate(int from, int to) {
        for (int i = from; i < to; i++) {
            int c = text[i];
            boolean begins = i == from || text[i - 1] == '.';
            if (c == '$' && i + 1 < to && (text[i + 1] == '{' || text[i + 1] == '(' || isWord(text[i + 1]) && begins)
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
