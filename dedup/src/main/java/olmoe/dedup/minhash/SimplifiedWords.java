package olmoe.dedup.minhash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// datatrove's shingles: words of its simplified text joined by a space, hashed as UTF-8. A text of
/// fewer than n words has none, and is kept.
final class SimplifiedWords implements Shingler {
    private final int n;
    private final ToLongFunction<byte[]> hash;

    SimplifiedWords(int n, ToLongFunction<byte[]> hash) {
        this.n = n;
        this.hash = hash;
    }

    @Override
    public void shingle(String text, Shingles out) {
        out.clear();
        List<String> words = words(SimplifiedText.of(text));
        for (int i = 0; i + n <= words.size(); i++) {
            String shingle = String.join(" ", words.subList(i, i + n));
            out.add(hash.applyAsLong(shingle.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static List<String> words(String simplified) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= simplified.length(); at++) {
            if (at == simplified.length() || simplified.charAt(at) == ' ') {
                if (at > start) {
                    words.add(simplified.substring(start, at));
                }
                start = at + 1;
            }
        }
        return words;
    }

    /// The first 8 bytes of SHA-1, little-endian.
    static long sha1(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            long value = 0;
            for (int i = Long.BYTES - 1; i >= 0; i--) {
                value = value << Byte.SIZE | digest[i] & 0xFF;
            }
            return value;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
