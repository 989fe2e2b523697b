package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds what lets its reader in somewhere: private keys, tokens that begin as their issuers' do, signed web tokens,
/// passwords in URLs, and texts without pattern that are given to a name such as `password` or `api_key`.
///
/// What stands there counts where [SecretValue] takes it for drawn. A name that ends with what no secret is, such as
/// `token_url`, counts for none. Time is linear in the text.
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
    private final int[] text;
    private final List<Secret> found = new ArrayList<>();
    private DottedRun run = new DottedRun(0, -1, -1, -1); // the last one that was looked at

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
        if (fits
                && (end == text.length || !isWord(text[end]))
                && value(from, end).isDrawn(2.5)) {
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
        if (at >= run.end()) {
            run = DottedRun.from(text, at);
        }
        int first = run.secondLastDot();
        int last = run.lastDot();
        boolean two = first >= at && run.thirdLastDot() < at;
        if (two && first - at >= 10 && holds(first + 1, "eyJ") && run.end() - last > 20) {
            found.add(new Secret("web-token", at, run.end()));
        }
    }

    /// Where characters of signed web tokens stop, and the last dots among them: read once for all that begin in it.
    private record DottedRun(int end, int lastDot, int secondLastDot, int thirdLastDot) {

        static DottedRun from(int[] text, int at) {
            int[] dots = {-1, -1, -1};
            int end = at;
            while (end < text.length && SecretPrefix.Alphabet.URL_SAFE_DOTS.has(text[end])) {
                if (text[end] == '.') {
                    dots[2] = dots[1];
                    dots[1] = dots[0];
                    dots[0] = end;
                }
                end++;
            }
            return new DottedRun(end, dots[0], dots[1], dots[2]);
        }
    }

    /// `user:password@` of what follows `://`.
    private void passwordOfUrl(int from) {
        int colon = -1;
        for (int i = from; i < text.length && i - from < MOST_URL; i++) {
            int c = text[i];
            if (c == '@') {
                boolean host = i + 1 < text.length && isWord(text[i + 1]);
                if (colon > from && host && value(colon + 1, i).isPassword()) {
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
        if (closed && value(value + 1, end).looksSecret()) {
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

    private SecretValue value(int from, int to) {
        return new SecretValue(new String(text, from, to - from));
    }

    private boolean holds(int at, String part) {
        for (int i = 0; i < part.length(); i++) {
            if (at + i >= text.length || text[at + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
