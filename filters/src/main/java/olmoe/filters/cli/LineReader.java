package olmoe.filters.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Cuts a stream of bytes at U+000A.
final class LineReader {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// The next line without its end, or null at the end of the stream.
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (at == filled) {
                filled = in.read(buffer);
                at = 0;
                if (filled <= 0) {
                    filled = 0;
                    return line.size() == 0 ? null : line.toByteArray();
                }
            }
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, at, end - at);
            at = end;
            if (end < filled) {
                at++;
                return line.toByteArray();
            }
        }
    }
}
