package olmoe.release.format;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 as 64 lower-case hex digits.
public final class Sha256 {
    private static final int BUFFER = 1 << 16;
    private static final int LARGE = 1 << 17;
    private static final ThreadLocal<ByteBuffer> DIRECT =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(LARGE));

    private Sha256() {}

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /// Of the text as UTF-8.
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A large file goes through a buffer outside of the heap, which saves one of the copies that lie between the page
    /// cache and the digest; what is small is not worth the channel (release/bench/verify).
    public static String of(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            FileChannel channel = in.getChannel();
            long size = channel.size();
            if (size <= LARGE) {
                return of(in, (int) Math.max(1, size));
            }
            MessageDigest digest = digest();
            ByteBuffer buffer = DIRECT.get();
            for (buffer.clear(); channel.read(buffer) >= 0; buffer.clear()) {
                digest.update(buffer.flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /// Of everything to the stream's end; does not close it.
    public static String of(InputStream in) throws IOException {
        return of(in, BUFFER);
    }

    private static String of(InputStream in, int bytes) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[bytes];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A new digest, for bytes that come piece by piece.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Counts and hashes what passes through.
    public static final class Output extends OutputStream {
        private final OutputStream out;
        private final MessageDigest digest = digest();
        private long size;

        /// Takes over `out` and closes it.
        public Output(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            digest.update((byte) b);
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            digest.update(bytes, offset, length);
            size += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        /// Bytes so far.
        public long size() {
            return size;
        }

        /// Hash of all bytes; ends the hashing, so call it once, after the last write.
        public String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
