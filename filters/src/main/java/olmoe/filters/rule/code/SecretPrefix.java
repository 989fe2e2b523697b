package olmoe.filters.rule.code;

import java.util.List;

/// Tokens that their issuers give a prefix, so that scanners find them: the prefix, then `least` to `most` characters
/// of an alphabet. What goes on with such characters is another token.
///
/// @param kind as verdicts name it
record SecretPrefix(String kind, String prefix, Alphabet alphabet, int least, int most) {

    /// Characters of a token after its prefix.
    enum Alphabet {
        DIGITS,
        HEX,
        UPPER_DIGITS,
        LETTERS_DIGITS,
        LETTERS_DIGITS_UNDERSCORE,
        URL_SAFE,
        URL_SAFE_DOTS,
        BASE64;

        boolean has(int c) {
            boolean digit = c >= '0' && c <= '9';
            boolean upper = c >= 'A' && c <= 'Z';
            boolean lower = c >= 'a' && c <= 'z';
            return switch (this) {
                case DIGITS -> digit;
                case HEX -> digit || c >= 'a' && c <= 'f';
                case UPPER_DIGITS -> digit || upper;
                case LETTERS_DIGITS -> digit || upper || lower;
                case LETTERS_DIGITS_UNDERSCORE -> digit || upper || lower || c == '_';
                case URL_SAFE -> digit || upper || lower || c == '_' || c == '-';
                case URL_SAFE_DOTS -> digit || upper || lower || c == '_' || c == '-' || c == '.';
                case BASE64 -> digit || upper || lower || c == '+' || c == '/';
            };
        }
    }

    /// Formats as their issuers document them; longer prefixes first.
    static final List<SecretPrefix> KNOWN = List.of(
            new SecretPrefix("aws-access-key", "AKIA", Alphabet.UPPER_DIGITS, 16, 16),
            new SecretPrefix("aws-access-key", "ASIA", Alphabet.UPPER_DIGITS, 16, 16),
            new SecretPrefix("github-token", "github_pat_", Alphabet.LETTERS_DIGITS_UNDERSCORE, 82, 82),
            new SecretPrefix("github-token", "ghp_", Alphabet.LETTERS_DIGITS, 36, 36),
            new SecretPrefix("github-token", "gho_", Alphabet.LETTERS_DIGITS, 36, 36),
            new SecretPrefix("github-token", "ghu_", Alphabet.LETTERS_DIGITS, 36, 36),
            new SecretPrefix("github-token", "ghs_", Alphabet.LETTERS_DIGITS, 36, 36),
            new SecretPrefix("github-token", "ghr_", Alphabet.LETTERS_DIGITS, 36, 76),
            new SecretPrefix("gitlab-token", "glpat-", Alphabet.URL_SAFE, 20, 64),
            new SecretPrefix("slack-token", "xoxb-", Alphabet.URL_SAFE, 20, 90),
            new SecretPrefix("slack-token", "xoxp-", Alphabet.URL_SAFE, 20, 90),
            new SecretPrefix("slack-token", "xoxa-", Alphabet.URL_SAFE, 20, 90),
            new SecretPrefix("slack-token", "xoxr-", Alphabet.URL_SAFE, 20, 90),
            new SecretPrefix("slack-token", "xoxs-", Alphabet.URL_SAFE, 20, 90),
            new SecretPrefix("stripe-key", "sk_live_", Alphabet.LETTERS_DIGITS, 24, 128),
            new SecretPrefix("stripe-key", "rk_live_", Alphabet.LETTERS_DIGITS, 24, 128),
            new SecretPrefix("google-api-key", "AIza", Alphabet.URL_SAFE, 35, 35),
            new SecretPrefix("google-oauth-secret", "GOCSPX-", Alphabet.URL_SAFE, 28, 28),
            new SecretPrefix("google-oauth-token", "ya29.", Alphabet.URL_SAFE, 40, 400),
            new SecretPrefix("anthropic-key", "sk-ant-", Alphabet.URL_SAFE, 40, 140),
            new SecretPrefix("openai-key", "sk-proj-", Alphabet.URL_SAFE, 40, 200),
            new SecretPrefix("openai-key", "sk-", Alphabet.LETTERS_DIGITS, 48, 48),
            new SecretPrefix("hugging-face-token", "hf_", Alphabet.LETTERS_DIGITS, 34, 40),
            new SecretPrefix("npm-token", "npm_", Alphabet.LETTERS_DIGITS, 36, 36),
            new SecretPrefix("pypi-token", "pypi-AgEIcHlwaS5vcmc", Alphabet.URL_SAFE, 50, 400),
            new SecretPrefix("sendgrid-key", "SG.", Alphabet.URL_SAFE_DOTS, 66, 66),
            new SecretPrefix("square-token", "sq0atp-", Alphabet.URL_SAFE, 22, 22),
            new SecretPrefix("square-token", "sq0csp-", Alphabet.URL_SAFE, 43, 43),
            new SecretPrefix("shopify-token", "shpat_", Alphabet.HEX, 32, 32),
            new SecretPrefix("digitalocean-token", "dop_v1_", Alphabet.HEX, 64, 64),
            new SecretPrefix("mailgun-key", "key-", Alphabet.HEX, 32, 32),
            new SecretPrefix("azure-storage-key", "AccountKey=", Alphabet.BASE64, 86, 86));
}
