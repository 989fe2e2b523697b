package olmoe.pipelines.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Hashes an input while it is read, so that its identity costs no second reading.
public final class HashingChannel implements ReadableByteChannel {
    private final ReadableByteChannel in;
    private final MessageDigest sha256;
    private long bytes;

    public HashingChannel(ReadableByteChannel in) {
        this.in = in;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        int count = in.read(target);
        if (count > 0) {
            ByteBuffer seen = target.duplicate();
            seen.position(start).limit(start + count);
            sha256.update(seen);
            bytes += count;
        }
        return count;
    }

    /// Reads what a reader has left, so that the digest is that of the whole input.
    public void drain() throws IOException {
        ByteBuffer rest = ByteBuffer.allocate(1 << 16);
        while (read(rest) >= 0) {
            rest.clear();
        }
    }

    public long bytes() {
        return bytes;
    }

    /// Ends the hashing.
    public String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Override
    public boolean isOpen() {
        return in.isOpen();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
