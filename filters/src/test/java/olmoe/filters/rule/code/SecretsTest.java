package olmoe.filters.rule.code;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.judge;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets are put together here, so that none stands in this file.
class SecretsTest {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    @Test
    void everyKnownPrefixIsFoundAtBothItsLengths() {
        Random random = new Random(3);
        for (SecretPrefix prefix : SecretPrefix.KNOWN) {
            for (int length : new int[] {prefix.least(), prefix.most()}) {
                String token = prefix.prefix() + drawn(prefix, length, random);
                assertEquals(
                        prefix.kind(),
                        judge(rule("secrets"), "x = \"" + token + "\"").values().get("secret-kinds"));
                assertEquals("f(\"|||SECRET|||\")", edited(rule("mask/secrets"), "f(\"" + token + "\")"), token);
            }
            String shorter = prefix.prefix() + drawn(prefix, prefix.least() - 1, random);
            String longer = prefix.prefix() + drawn(prefix, prefix.most() + 1, random);
            assertEquals("keep", reason(rule("secrets"), "f(\"" + shorter + "\", \"" + longer + "\")"), prefix.kind());
        }
    }

    @Test
    void privateKeysNeedABody() {
        String head = "-----BEGIN EC " + "PRIVATE KEY-----";
        String tail = "-----END EC " + "PRIVATE KEY-----";
        String body = LETTERS + "ab";
        assertEquals("private-key", kinds("k = '" + head + "\\n" + body + "\\n" + tail + "'"));
        assertEquals(
                "k |||SECRET|||\nz", edited(rule("mask/secrets"), "k " + head + "\n" + body + "\n" + tail + "\nz"));
        assertEquals("", kinds(head + "\n" + body.substring(1) + "\n" + tail));
        assertEquals("", kinds(head + " begins a key"));
        assertEquals("", kinds(head.replace("PRIVATE", "PUBLIC") + "\n" + body + "\n"));
    }

    @Test
    void passwordsStandInUrlsAndBehindTheirNames() {
        assertEquals("url-password", kinds("postgres://me:s7r0-ng" + "@db.net/x"));
        assertEquals("secret-value", kinds("DB_PASSWORD = 'g7Kq_w2v" + "'"));
        assertEquals("secret-value", kinds("{\"api_key\": \"4f9c2d7ae15b" + "83606c9e\"}"));
        assertEquals("secret-value", kinds("secret = 'MTphNGI5YzJk" + "OGU3ZjY='"));
        assertEquals("secret-value", kinds("{'password':'g7Kq_w2v" + "'}"));
        assertEquals("url-password", kinds("https://me:g7Kq%40w2v" + "@db.net"));
        assertEquals("secret-value", kinds("conf.credentials.password = 'g7Kq_w2v" + "'"));
        assertEquals("web-token", kinds("eyJhbGciOiJI." + "eyJzdWIiOiIx." + "c2lnbmF0dXJlIGlzIGhlcmU"));
        assertEquals(
                2L,
                judge(rule("secrets"), "pwd='g7Kq_w2v" + "'\ntoken=\"Zx81-mnQ4" + "\"")
                        .values()
                        .get("secrets"));
    }

    /// Behind a part too many.
    @Test
    void aWebTokenOfThreePartsMayBeginWithinARun() {
        String token = "eyJhbGciOiJI." + "eyJzdWIiOiIx." + "c2lnbmF0dXJlIGlzIGhlcmU";
        for (String before : List.of("eyJhbGciOiJI.", "eyJ-.")) {
            List<SecretFinder.Secret> found =
                    SecretFinder.find((before + token).codePoints().toArray());
            assertEquals(
                    List.of(new SecretFinder.Secret("web-token", before.length(), before.length() + token.length())),
                    found,
                    before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = 'changeme123!'",
                "password = getpass()",
                "password = 'g7Kq_w2v",
                "token = '${TOKEN_9f8}'",
                "token = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'",
                "secret = 'some.dotted.name'",
                "name = 'g7Kq_w2v'",
                "https://user:pass@example.org",
                "https://jane:p%40ssword@db.net",
                "https://user:pa%2Fssword@db.net",
                "https://user:%60%7B%7D@db.net",
                "https://user:secre1@db.net",
                "password: '%c3%89t%C3%A9x1'",
                "password: '%00%01%09x1y2z3'",
                "password = 'P4ssw0rd!'",
                "password = 'bm90IG15IHJlYWwgcGFzc3dvcmQ='",
                "basic_secretless = 'dXNlcm5hbWU6'",
                "token_filename = 'g7Kq_w2v'",
                "client_credentials_id = 'g7Kq_w2v'",
                "nextToken: 'g7Kq_w2v'",
                "credentials.quota = 'g7Kq_w2v'",
                "token = 'new-project-456'",
                "f('Password:'),B?$e.x9('a')",
                "token = '?InterpolationInTemplate'",
                "token: '@brackets.interpolation'",
                "token: 'string.$S2.delim'",
                "https://host:8080/a@b",
                "ghp_",
                "sk-learn is no key",
                "AKIAIOSFODNN7EXAMPLE",
                "PasswordLastUsed: '2016-09-08T21:47:36Z'"
            })
    void placeholdersNamesAndIdentifiersAreNone(String text) {
        assertEquals("", kinds(text));
    }

    @Test
    void theLimitIsKept() {
        String two = "pwd='g7Kq_w2v" + "' pwd='g7Kq_w2x" + "'";
        assertEquals("keep", reason(rule("secrets", Map.of("max-secrets", 2)), two));
        assertEquals("secrets", reason(rule("secrets", Map.of("max-secrets", 1)), two));
    }

    private static String kinds(String text) {
        return (String) judge(rule("secrets"), text).values().get("secret-kinds");
    }

    /// With as many different characters as there can be, and no word.
    private static String drawn(SecretPrefix prefix, int length, Random random) {
        while (true) {
            StringBuilder token = new StringBuilder();
            while (token.length() < length) {
                char c = LETTERS.charAt(random.nextInt(LETTERS.length()));
                token.append(prefix.alphabet().has(c) ? String.valueOf(c) : "");
            }
            String lower = token.toString().toLowerCase(Locale.ROOT);
            if (!lower.matches(".*(key|foo|bar|test|your|none|null|fake|pwd|1234|0000).*")) {
                return token.toString();
            }
        }
    }
}
