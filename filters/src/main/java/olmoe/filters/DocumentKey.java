package olmoe.filters;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Names a document by its content and origin: the first 128 bits of SHA-256 over source, given id
/// or URL, and payload as read, each preceded by its length in 8 bytes little-endian. Equal keys are
/// told apart by part and row. Ordered as unsigned 128-bit numbers, which is the order of the hex form.
public record DocumentKey(long high, long low) implements Comparable<DocumentKey> {

    /// @param name the record's own id, or its URL where it has none
    /// @param payload WARC: the HTTP body before transfer and content decoding; JSONL: the line
    ///     without its newline; Parquet: the text column as UTF-8
    public static DocumentKey of(String source, String name, byte[] payload) {
        MessageDigest sha256 = sha256();
        update(sha256, source.getBytes(StandardCharsets.UTF_8));
        update(sha256, name.getBytes(StandardCharsets.UTF_8));
        update(sha256, payload);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new DocumentKey(digest.getLong(), digest.getLong());
    }

    /// @throws IllegalArgumentException unless `hex` is 32 hex digits
    public static DocumentKey parse(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("a document key has 32 hex digits but this one has " + hex.length());
        }
        return new DocumentKey(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16));
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public int compareTo(DocumentKey other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    /// 32 lower-case hex digits.
    @Override
    public String toString() {
        return hex(high) + hex(low);
    }

    private static String hex(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
