package olmoe.dedup.minhash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.ToLongFunction;
import olmoe.filters.rule.datatrove.DatatroveSimplifyText;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.spacy.SpacyEnglish;

/// datatrove's shingles: spaCy's words of its simplified text joined by a space, hashed as UTF-8. A text of
/// fewer than n words has none, and is kept.
final class SimplifiedWords implements Shingler {
    private final int n;
    private final ToLongFunction<byte[]> hash;

    SimplifiedWords(int n, ToLongFunction<byte[]> hash) {
        this.n = n;
        this.hash = hash;
    }

    @Override
    public void shingle(byte[] utf8, int length, Shingles out) {
        String text = new String(utf8, 0, length, StandardCharsets.UTF_8);
        out.clear();
        Spans words = SpacyEnglish.words(
                DatatroveSimplifyText.simplified(text).codePoints().toArray());
        for (int i = 0; i + n <= words.size(); i++) {
            StringBuilder shingle = new StringBuilder(words.text(i));
            for (int j = i + 1; j < i + n; j++) {
                shingle.append(' ').append(words.text(j));
            }
            out.add(hash.applyAsLong(shingle.toString().getBytes(StandardCharsets.UTF_8)));
        }
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
