package olmoe.pipelines.io;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/// Undoes the transfer and content encodings of a response. Crawlers often undo them and leave the
/// header standing, so a body that is visibly not what its header says is taken as it is.
///
/// @param maxBytes a body that grows beyond it is refused: one byte more tells a bomb from a page that
///     just fits
record HttpBody(int maxBytes) {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_CHUNK_LINE = 1024;

    /// The message is the reason of a rejection.
    static final class UndecodableException extends Exception {
        private static final long serialVersionUID = 1L;

        UndecodableException(String reason) {
            super(reason);
        }
    }

    byte[] decode(HttpHead head, byte[] payload) throws UndecodableException {
        byte[] body = payload;
        String transfer = head.headers().getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT);
        if (transfer.contains("chunked")) {
            body = unchunk(body);
        }
        String[] encodings = head.headers()
                .getOrDefault("Content-Encoding", "")
                .toLowerCase(Locale.ROOT)
                .split(",");
        for (int i = encodings.length - 1; i >= 0; i--) {
            body = decode(encodings[i].trim(), body);
        }
        return body;
    }

    private byte[] decode(String encoding, byte[] body) throws UndecodableException {
        if (encoding.isEmpty() || encoding.equals("identity") || body.length == 0) {
            return body;
        }
        byte[] decoded;
        try (InputStream in = open(encoding, body)) {
            decoded = in.readNBytes(maxBytes + 1);
        } catch (IOException | IllegalStateException e) {
            throw new UndecodableException("damaged-encoding");
        }
        if (decoded.length > maxBytes) {
            throw new UndecodableException("document-too-large");
        }
        return decoded;
    }

    private static InputStream open(String encoding, byte[] body) throws IOException, UndecodableException {
        InputStream in = new ByteArrayInputStream(body);
        switch (encoding) {
            case "gzip", "x-gzip":
                boolean gzip = body.length > 1 && body[0] == 0x1f && body[1] == (byte) 0x8b;
                return gzip ? new GZIPInputStream(in, BUFFER) : in;
            case "deflate":
                // some servers send the raw form, which has no head of 31 times something
                boolean zlib =
                        body.length > 1 && (body[0] & 0x0f) == 8 && ((body[0] & 0xff) << 8 | body[1] & 0xff) % 31 == 0;
                return new InflaterInputStream(in, new Inflater(!zlib), BUFFER);
            case "br":
                return new BrotliInputStream(in);
            case "zstd":
                boolean zstd = body.length > 3 && body[0] == 0x28 && body[1] == (byte) 0xb5 && body[2] == 0x2f;
                return zstd ? new ZstdInputStream(in) : in;
            default:
                throw new UndecodableException("unsupported-encoding");
        }
    }

    /// RFC 9112, section 7.1. A body that does not begin with a chunk is none.
    private static byte[] unchunk(byte[] body) throws UndecodableException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (true) {
            int end = at;
            while (end < body.length && end - at < LONGEST_CHUNK_LINE && body[end] != '\n') {
                end++;
            }
            int size = end < body.length && body[end] == '\n' ? size(body, at, end) : -1;
            if (size < 0 && at == 0) {
                return body;
            }
            if (size < 0 || size > body.length - end - 1) {
                throw new UndecodableException("damaged-encoding");
            }
            if (size == 0) {
                return out.toByteArray();
            }
            at = end + 1;
            out.write(body, at, size);
            at += size;
            while (at < body.length && (body[at] == '\r' || body[at] == '\n')) {
                at++;
            }
        }
    }

    /// Of a chunk, or -1 where the line does not tell one.
    private static int size(byte[] body, int from, int to) {
        String line = new String(body, from, to - from, StandardCharsets.ISO_8859_1);
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).trim();
        if (digits.isEmpty() || digits.length() > 8 || digits.charAt(0) == '-' || digits.charAt(0) == '+') {
            return -1;
        }
        try {
            return Integer.parseInt(digits, 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
