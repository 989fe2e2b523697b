package olmoe.tokenizer.shard;

import java.io.IOException;
import java.io.OutputStream;

/// A stream of little-endian numbers.
final class ShardOutput {
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 13];
    private int filled;

    ShardOutput(OutputStream out) {
        this.out = out;
    }

    void number(long value, int bytes) throws IOException {
        if (filled + bytes > buffer.length) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        TokenShardWriter.put(buffer, filled, bytes, value);
        filled += bytes;
    }

    void bytes(byte[] all) throws IOException {
        for (byte b : all) {
            number(b, 1);
        }
    }

    void close() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
        out.close();
    }
}
