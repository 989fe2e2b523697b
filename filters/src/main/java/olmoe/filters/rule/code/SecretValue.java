package olmoe.filters.rule.code;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What stands where a secret could. It counts where it looks drawn, not written: letters and digits, many different
/// ones, no word such as "example", no variable or format in it, and not where it says something behind escapes,
/// base64 or digits for letters.
///
/// @param text in ASCII
record SecretValue(String text) {
    private static final int DIGIT = 4;
    private static final int SURE = 5; // letters of a word that no drawn text holds by chance
    private static final String HEX = "0123456789abcdefABCDEF";
    private static final Pattern NUMBERED_NAME =
            Pattern.compile("(?:[A-Z]?[a-z]+|[A-Z]+)(?:[-_./](?:[A-Z]?[a-z]+|[A-Z]+))+[-_./]?[0-9]{0,4}");
    private static final Pattern PIECE = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+|[^A-Za-z]");
    private static final int LONG_WORD = 4; // letters, on average
    private static final int LONG = 20;
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

    boolean isPassword() {
        String password = unescaped(text);
        int classes = classes(password);
        int kinds = Integer.bitCount(classes);
        boolean mixed = kinds >= 3 || kinds == 2 && (classes & DIGIT) != 0 && password.length() >= 8;
        return password.length() >= 6 && mixed && !isTemplate() && !isWritten();
    }

    boolean looksSecret() {
        return text.length() >= 8
                && isDrawn(text.length() >= LONG ? 3.0 : 2.75)
                && Integer.bitCount(classes(text)) >= (text.length() >= LONG ? 2 : 3)
                && !isTemplate()
                && !isName()
                && !isUuidOrTime();
    }

    /// Identifiers and times are drawn or look so, but open nothing.
    private boolean isUuidOrTime() {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shape.append(SecretPrefix.Alphabet.HEX.has(c) ? 'h' : c);
        }
        return shape.toString().matches("h{8}-h{4}-h{4}-h{4}-h{12}")
                || shape.toString().startsWith("hhhh-hh-hhT");
    }

    /// Whether it is a name of code or a path: words with separators and hardly a digit, or whatever marks but no digit
    /// between long words.
    private boolean isName() {
        if (NUMBERED_NAME.matcher(text).matches()) {
            return true;
        }
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        boolean named = text.chars().allMatch(c -> SecretFinder.isWord(c) || "-./:[]".indexOf(c) >= 0);
        return named && digits * 10 < text.length()
                || digits == 0 && PIECE.matcher(text).results().count() * LONG_WORD <= text.length();
    }

    boolean isDrawn(double leastEntropy) {
        return entropy() >= leastEntropy && !isWritten();
    }

    /// Bits a character, by the characters of the text itself.
    private double entropy() {
        int[] counts = new int[128];
        for (int i = 0; i < text.length(); i++) {
            counts[text.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / text.length();
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

    private boolean isWritten() {
        String unescaped = unescaped(text);
        String decoded = decoded(text);
        return isPlaceholder(unescaped)
                || unescaped.length() < text.length() && !isVisible(unescaped)
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
    private boolean isTemplate() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            boolean begins = i == 0 || text.charAt(i - 1) == '.';
            if (c == '$' && (next == '{' || next == '(' || SecretFinder.isWord(next) && begins)
                    || c == '{'
                    || c == '<'
                    || c == '*' && next == '*'
                    || c == '%' && (next == 's' || next == '(')) {
                return true;
            }
        }
        return false;
    }
}
