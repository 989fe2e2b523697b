package olmoe.dedup.minhash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.text.CodePoints;

/// text-dedup's shingles: runs of what its `\w` matches, in lower case, joined by a space, hashed by the first
/// 4 bytes of SHA-1 in little-endian order, its option `sha1`. A text of fewer than five tokens has none;
/// text-dedup drops it before anything is compared, here it stays.
final class LetterRuns implements Shingler {
    private static final CodePoints TABLES = CodePoints.unicode16();
    private static final int SHORTEST = 5;

    private final int n;

    LetterRuns(int n) {
        this.n = n;
    }

    @Override
    public void shingle(byte[] utf8, int length, Shingles out) {
        out.clear();
        List<String> tokens = tokens(TABLES.lower(new String(utf8, 0, length, StandardCharsets.UTF_8)));
        if (tokens.size() < SHORTEST) {
            return;
        }
        for (int i = 0; i == 0 || i + n <= tokens.size(); i++) {
            String shingle = String.join(" ", tokens.subList(i, Math.min(i + n, tokens.size())));
            out.add((long) sha1(shingle.getBytes(StandardCharsets.UTF_8)) << Integer.SIZE);
        }
    }

    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isWord(c)) {
                token.appendCodePoint(c);
            } else if (token.length() > 0) {
                tokens.add(token.toString());
                token.setLength(0);
            }
        }
        if (token.length() > 0) {
            tokens.add(token.toString());
        }
        return tokens;
    }

    /// As the package regex has it: alphabetic, a mark, a decimal digit or a connector such as `_`.
    private static boolean isWord(int c) {
        int category = TABLES.category(c);
        return TABLES.isAlphabetic(c)
                || TABLES.isMark(c)
                || category == Character.DECIMAL_DIGIT_NUMBER
                || category == Character.CONNECTOR_PUNCTUATION;
    }

    private static int sha1(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return digest[0] & 0xFF | (digest[1] & 0xFF) << 8 | (digest[2] & 0xFF) << 16 | digest[3] << 24;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
