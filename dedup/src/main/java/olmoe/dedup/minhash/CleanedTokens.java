package olmoe.dedup.minhash;

import java.nio.charset.StandardCharsets;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Nfc;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Tokens of a text in lower case without ASCII punctuation, as SlimPajama's cleaning leaves it.
final class CleanedTokens implements Shingler {

    enum Kind {
        /// Of UAX #29, spaces among them; white space in a row is one space.
        SEGMENTS,
        /// Between white space, in NFD.
        WORDS
    }

    private final int n;
    private final ShingleWindow window;
    private final Kind kind;

    CleanedTokens(int n, Kind kind) {
        this.n = n;
        this.window = new ShingleWindow(n);
        this.kind = kind;
    }

    @Override
    public void shingle(byte[] utf8, int length, Shingles out) {
        String text = new String(utf8, 0, length, StandardCharsets.UTF_8);
        window.begin(out);
        String cleaned = clean(text);
        Spans tokens;
        if (kind == Kind.SEGMENTS) {
            tokens = TextView.of(cleaned).segments();
        } else {
            int[] points = Nfc.unicode9().decompose(cleaned);
            tokens = TextView.of(new String(points, 0, points.length)).words();
            if (tokens.size() < n) {
                return;
            }
        }
        TokenHash hash = new TokenHash();
        for (int i = 0; i < tokens.size(); i++) {
            for (int j = 0; j < tokens.length(i); j++) {
                hash.add(tokens.codePoint(i, j));
            }
            window.add(hash.take());
        }
        window.finish();
    }

    private static String clean(String text) {
        CodePoints tables = CodePoints.unicode16();
        String lower = tables.lower(text);
        StringBuilder cleaned = new StringBuilder(lower.length());
        boolean space = false;
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            i += Character.charCount(c);
            if (tables.isWhiteSpace(c)) {
                space = true;
            } else if (!isPunctuation(c)) {
                if (space && cleaned.length() > 0) {
                    cleaned.append(' ');
                }
                space = false;
                cleaned.appendCodePoint(c);
            }
        }
        return cleaned.toString();
    }

    private static boolean isPunctuation(int c) {
        return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z');
    }
}
