package olmoe.dedup.lucene;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// One digest over the documents of an index: the SHA-256 of their SHA-256s in ascending order. 32 bytes
/// a document in memory.
final class IndexDigest {
    private final List<byte[]> documents = new ArrayList<>();

    void add(String key, String url, long[] minima, int[] shingles) {
        MessageDigest sha256 = sha256();
        update(sha256, key.getBytes(StandardCharsets.UTF_8));
        update(sha256, url.getBytes(StandardCharsets.UTF_8));
        ByteBuffer numbers = ByteBuffer.allocate(minima.length * Long.BYTES + shingles.length * Integer.BYTES);
        numbers.asLongBuffer().put(minima);
        numbers.position(minima.length * Long.BYTES);
        numbers.asIntBuffer().put(shingles);
        update(sha256, numbers.array());
        documents.add(sha256.digest());
    }

    private static void update(MessageDigest sha256, byte[] bytes) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha256.update(bytes);
    }

    int documents() {
        return documents.size();
    }

    String hex() {
        documents.sort(Arrays::compareUnsigned);
        MessageDigest all = sha256();
        documents.forEach(all::update);
        return HexFormat.of().formatHex(all.digest());
    }

    /// SHA-256 of all keys in ascending order, a newline after each.
    static String ofKeys(List<String> keys) {
        MessageDigest sha256 = sha256();
        keys.stream().sorted().forEach(key -> sha256.update((key + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
