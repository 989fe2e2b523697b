package olmoe.filters.rule.dolma.secrets;

import java.util.List;
import olmoe.filters.rule.dolma.secrets.Line.Chars;

/// Secrets whose form their issuers give: detect-secrets' plug-ins of one pattern. As there matches of a pattern do not
/// overlap, and of a GitHub token only its first three letters are the secret, as they stand in a group.
final class IssuedSecrets {
    private static final List<String> PRIVATE_KEYS = List.of(
            "BEGIN DSA PRIVATE KEY",
            "BEGIN EC PRIVATE KEY",
            "BEGIN OPENSSH PRIVATE KEY",
            "BEGIN PGP PRIVATE KEY BLOCK",
            "BEGIN PRIVATE KEY",
            "BEGIN RSA PRIVATE KEY",
            "BEGIN SSH2 ENCRYPTED PRIVATE KEY",
            "PuTTY-User-Key-File-2");
    private static final List<String> AMAZON_NAMES = List.of("key", "pwd", "pw", "password", "pass", "token");
    private static final int AMAZON_BETWEEN = 20;
    private static final String NPM = "/:_authToken=";
    // no part of a name or password in a URL
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

    /// Patterns, each with a place of its own up to which it has matched.
    private enum Pattern {
        ARTIFACTORY_TOKEN,
        ARTIFACTORY_PASSWORD,
        AWS_KEY,
        AWS_SECRET,
        AZURE,
        BASIC_AUTH,
        CLOUDANT_PASSWORD,
        CLOUDANT_KEY,
        DISCORD,
        GITHUB,
        WEB_TOKEN,
        MAILCHIMP,
        SENDGRID,
        SLACK_TOKEN,
        SLACK_HOOK,
        SOFTLAYER,
        SQUARE,
        STRIPE,
        TWILIO_ACCOUNT,
        TWILIO_TOKEN
    }

    private final Line line;
    private final Finds finds;
    private final int[] matched = new int[Pattern.values().length];
    private int afterWebTokenPart; // where the last one ended that was looked at: others may begin within it

    private IssuedSecrets(Line line, Finds finds) {
        this.line = line;
        this.finds = finds;
    }

    static void find(Line line, Finds finds) {
        IssuedSecrets secrets = new IssuedSecrets(line, finds);
        for (int i = line.from(); i < line.to(); i++) {
            secrets.look(i);
        }
        secrets.npm();
    }

    private void look(int i) {
        switch (line.at(i)) {
            case 'A' -> {
                artifactory(i);
                fixed(Pattern.AWS_KEY, Kind.AWS, i, "AKIA", Chars.CAPITAL_DIGITS, 16);
                fixed(Pattern.AZURE, Kind.AZURE, i, "AccountKey=", Chars.BASE64_EQUALS, 88);
                fixed(Pattern.TWILIO_ACCOUNT, Kind.TWILIO, i, "AC", Chars.SMALL_DIGITS, 32);
                amazonSecret(i);
            }
            case 'a' -> amazonSecret(i);
            case ':' -> passwordOfUrl(i);
            case 'M', 'N' -> discord(i);
            case 'B', 'P' -> privateKey(i);
            case 'S' -> {
                sendgrid(i);
                fixed(Pattern.TWILIO_TOKEN, Kind.TWILIO, i, "SK", Chars.SMALL_DIGITS, 32);
            }
            case 'e' -> webToken(i);
            case 'g' -> github(i);
            case 'h', 'H' -> address(i);
            case 'r' -> fixed(Pattern.STRIPE, Kind.STRIPE, i, "rk_live_", Chars.LETTERS_DIGITS, 24);
            case 's' -> {
                fixed(Pattern.STRIPE, Kind.STRIPE, i, "sk_live_", Chars.LETTERS_DIGITS, 24);
                fixed(Pattern.SQUARE, Kind.SQUARE, i, "sq0csp-", Chars.URL_SAFE_BACKSLASH, 43);
            }
            case 'x', 'X' -> slack(i);
            case '-' -> mailchimp(i);
            default -> {
                // no pattern begins so
            }
        }
    }

    private void add(Pattern pattern, Kind kind, int start, int end, int matchEnd) {
        finds.add(kind, start, end);
        matched[pattern.ordinal()] = matchEnd;
    }

    private boolean isFree(Pattern pattern, int i) {
        return i >= matched[pattern.ordinal()];
    }

    private void fixed(Pattern pattern, Kind kind, int i, String prefix, Chars chars, int length) {
        if (isFree(pattern, i) && line.holds(i, prefix) && line.holds(i + prefix.length(), chars, length)) {
            int end = i + prefix.length() + length;
            add(pattern, kind, i, end, end);
        }
    }

    private void artifactory(int i) {
        if (line.holds(i, "AKC")) {
            delimited(Pattern.ARTIFACTORY_TOKEN, i, i + 3, 10);
        }
        int c = line.at(i + 2);
        if (line.holds(i, "AP") && (line.isDecimal(i + 2) || c >= 'A' && c <= 'F')) {
            delimited(Pattern.ARTIFACTORY_PASSWORD, i, i + 3, 8);
        }
    }

    /// With a character before and after it, which are taken for part of the secret.
    private void delimited(Pattern pattern, int i, int rest, int least) {
        int before = line.at(i - 1);
        boolean begins = line.isSpace(i - 1) || before == '=' || before == ':' || before == '"';
        int start = begins && isFree(pattern, i - 1) ? i - 1 : i;
        if (start == i && i > line.from() || !isFree(pattern, start)) {
            return;
        }
        int end = line.after(rest, Chars.LETTERS_DIGITS);
        boolean ends = end == line.to() || line.isSpace(end) || line.at(end) == '"';
        if (end - rest >= least && ends) {
            int matchEnd = Math.min(end + 1, line.to());
            add(pattern, Kind.ARTIFACTORY, start, matchEnd, matchEnd);
        }
    }

    private void amazonSecret(int i) {
        if (!isFree(Pattern.AWS_SECRET, i) || !line.holdsAnyCase(i, "aws")) {
            return;
        }
        for (int k = i + 3; k <= i + 3 + AMAZON_BETWEEN; k++) {
            for (String name : AMAZON_NAMES) {
                if (line.holdsAnyCase(k, name)) {
                    int end = k + name.length();
                    for (int quote = end; quote <= end + AMAZON_BETWEEN; quote++) {
                        if (line.isQuote(quote)
                                && line.isQuote(quote + 41)
                                && line.holdsAnyCase(quote + 1, Chars.BASE64, 40)) {
                            add(Pattern.AWS_SECRET, Kind.AWS, quote + 1, quote + 41, quote + 42);
                            return;
                        }
                    }
                }
            }
        }
    }

    private void passwordOfUrl(int i) {
        if (isFree(Pattern.BASIC_AUTH, i) && line.holds(i, "://")) {
            int name = afterUnreserved(i + 3);
            int password = name + 1;
            if (name > i + 3 && line.at(name) == ':') {
                int end = afterUnreserved(password);
                if (end > password && line.at(end) == '@') {
                    add(Pattern.BASIC_AUTH, Kind.BASIC_AUTH, password, end, end + 1);
                }
            }
        }
    }

    private int afterUnreserved(int i) {
        int end = i;
        while (end < line.to() && !line.isSpace(end) && RESERVED.indexOf(line.at(end)) < 0) {
            end++;
        }
        return end;
    }

    private void discord(int i) {
        if (isFree(Pattern.DISCORD, i)
                && holdsDecimals(i + 1, 23)
                && line.at(i + 24) == '.'
                && holdsDecimals(i + 25, 6)
                && line.at(i + 31) == '.'
                && holdsDecimals(i + 32, 27)) {
            add(Pattern.DISCORD, Kind.DISCORD, i, i + 59, i + 59);
        }
    }

    /// ASCII letters, `_`, `-` and decimal digits of any script.
    private boolean holdsDecimals(int i, int times) {
        for (int k = i; k < i + times; k++) {
            if (!Chars.URL_SAFE.has(line.at(k)) && !line.isDecimal(k)) {
                return false;
            }
        }
        return true;
    }

    private void privateKey(int i) {
        for (String header : PRIVATE_KEYS) {
            if (line.holds(i, header)) {
                finds.add(Kind.PRIVATE_KEY, i, i + header.length());
            }
        }
    }

    private void sendgrid(int i) {
        if (isFree(Pattern.SENDGRID, i)
                && line.holds(i, "SG.")
                && line.holds(i + 3, Chars.URL_SAFE, 22)
                && line.at(i + 25) == '.'
                && line.holds(i + 26, Chars.URL_SAFE, 43)) {
            add(Pattern.SENDGRID, Kind.SENDGRID, i, i + 69, i + 69);
        }
    }

    private void webToken(int i) {
        if (!isFree(Pattern.WEB_TOKEN, i) || !line.holds(i, "eyJ")) {
            return;
        }
        if (i + 3 >= afterWebTokenPart) {
            afterWebTokenPart = line.after(i + 3, Chars.URL_SAFE_EQUALS);
        }
        int dot = afterWebTokenPart;
        int end = line.after(dot + 1, Chars.URL_SAFE_EQUALS);
        if (dot > i + 3 && line.at(dot) == '.' && end > dot + 1) {
            int tokenEnd = line.at(end) == '.' ? end + 1 : end;
            matched[Pattern.WEB_TOKEN.ordinal()] = tokenEnd;
            if (WebToken.isFormallyValid(line.string(i, tokenEnd))) {
                finds.add(Kind.WEB_TOKEN, i, tokenEnd);
            }
        }
    }

    private void github(int i) {
        boolean prefix = line.holds(i, "gh") && line.at(i + 3) == '_' && "pousr".indexOf(line.at(i + 2)) >= 0;
        if (prefix && isFree(Pattern.GITHUB, i) && line.holds(i + 4, Chars.WORD, 36)) {
            add(Pattern.GITHUB, Kind.GITHUB, i, i + 3, i + 40);
        }
    }

    private void address(int i) {
        if (!line.holdsAnyCase(i, "http")) {
            return;
        }
        int scheme = i + (Line.folded(line.at(i + 4)) == 's' ? 5 : 4);
        if (!line.holds(scheme, "://")) {
            return;
        }
        int host = scheme + 3;
        cloudant(Pattern.CLOUDANT_PASSWORD, i, host, Chars.HEX, 64);
        cloudant(Pattern.CLOUDANT_KEY, i, host, Chars.LETTERS, 24);
        softlayer(i, host);
        if (scheme == i + 5) {
            slackHook(i, host);
        }
    }

    private void cloudant(Pattern pattern, int i, int account, Chars chars, int length) {
        int password = afterAccount(account) + 1;
        if (!isFree(pattern, i)
                || password == account + 1
                || line.at(password - 1) != ':'
                || !line.holdsAnyCase(password, chars, length)
                || line.at(password + length) != '@') {
            return;
        }
        int host = password + length + 1;
        int domain = afterAccount(host);
        if (domain > host && line.holdsAnyCase(domain, ".cloudant.com")) {
            add(pattern, Kind.CLOUDANT, password, password + length, domain + ".cloudant.com".length());
        }
    }

    private int afterAccount(int i) {
        int end = i;
        while (line.isWord(end) || line.at(end) == '-') {
            end++;
        }
        return end;
    }

    /// The dots of its pattern are any character.
    private void softlayer(int i, int host) {
        int soap = host + "api.softlayer.com".length();
        if (!isFree(Pattern.SOFTLAYER, i)
                || !line.holdsAnyCase(host, "api")
                || !line.holdsAnyCase(host + 4, "softlayer")
                || !line.holdsAnyCase(host + 14, "com/soap/v3")) {
            return;
        }
        int version = soap + "/soap/v3".length();
        for (int slash : new int[] {version, line.at(version + 1) == '1' ? version + 2 : version}) {
            if (line.at(slash) == '/' && line.holdsAnyCase(slash + 1, Chars.SMALL_DIGITS, 64)) {
                add(Pattern.SOFTLAYER, Kind.SOFTLAYER, slash + 1, slash + 65, slash + 65);
                return;
            }
        }
    }

    private void slackHook(int i, int host) {
        String services = "hooks.slack.com/services/t";
        if (!isFree(Pattern.SLACK_HOOK, i) || !line.holdsAnyCase(host, services)) {
            return;
        }
        int team = host + services.length();
        int slash = line.afterAnyCase(team, Chars.WORD);
        if (slash == team || !line.holdsAnyCase(slash, "/b")) {
            return;
        }
        int second = line.afterAnyCase(slash + 2, Chars.WORD);
        int end = line.afterAnyCase(second + 1, Chars.WORD);
        if (second > slash + 2 && line.at(second) == '/' && end > second + 1) {
            add(Pattern.SLACK_HOOK, Kind.SLACK, i, end, end);
        }
    }

    /// Numbers with dashes, then letters and digits, or else the last of the numbers.
    private void slack(int i) {
        if (!isFree(Pattern.SLACK_TOKEN, i)
                || !line.holdsAnyCase(i, "xox")
                || "abposr".indexOf(Line.folded(line.at(i + 3))) < 0
                || line.at(i + 4) != '-') {
            return;
        }
        int last = -1;
        for (int at = i + 5; at < line.to(); ) {
            int dash = at;
            while (line.isDecimal(dash)) {
                dash++;
            }
            if (dash == at || line.at(dash) != '-') {
                break;
            }
            at = dash + 1;
            last = Chars.SMALL_DIGITS.hasAnyCase(line.at(at)) ? at : last;
        }
        if (last >= 0) {
            int end = line.afterAnyCase(last, Chars.SMALL_DIGITS);
            add(Pattern.SLACK_TOKEN, Kind.SLACK, i, end, end);
        }
    }

    private void mailchimp(int i) {
        int start = i - 32;
        if (line.holds(i, "-us")
                && Chars.DIGITS.has(line.at(i + 3))
                && line.holds(start, Chars.SMALL_DIGITS, 32)
                && isFree(Pattern.MAILCHIMP, start)) {
            int end = i + (Chars.DIGITS.has(line.at(i + 4)) ? 5 : 4);
            add(Pattern.MAILCHIMP, Kind.MAILCHIMP, start, end, end);
        }
    }

    /// The last token of the line after the first `//`, once with all that follows it and once in the form of an id.
    private void npm() {
        int slashes = line.from();
        while (slashes < line.to() && !line.holds(slashes, "//")) {
            slashes++;
        }
        for (int i = line.to() - NPM.length(); i >= slashes + 3; i--) {
            if (line.at(i) == '/' && line.holds(i, NPM)) {
                int token = line.afterSpace(i + NPM.length());
                if (line.holds(token, "npm_") && token + 4 < line.to()) {
                    finds.add(Kind.NPM, token, line.to());
                    return;
                }
                if (line.holds(token, Chars.HEX_DASH, 36)) {
                    finds.add(Kind.NPM, token, token + 36);
                    return;
                }
            }
        }
    }
}
