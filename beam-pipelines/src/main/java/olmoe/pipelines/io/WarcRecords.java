package olmoe.pipelines.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Page;
import org.netpreserve.jwarc.ParsingException;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/// The pages of a WARC file: responses with status 200 whose type is HTML. The document key is taken
/// from the HTTP body as fetched, before transfer and content encodings are undone.
final class WarcRecords {
    private static final int BUFFER = 1 << 16;

    private final String source;
    private final int maxDocumentBytes;
    private final RecordSink sink;

    WarcRecords(String source, int maxDocumentBytes, RecordSink sink) {
        this.source = source;
        this.maxDocumentBytes = maxDocumentBytes;
        this.sink = sink;
    }

    void read(HashingChannel channel) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Channels.newInputStream(channel)) {
            @Override
            public void close() {
                // the caller drains and closes what is below
            }
        };
        int first = in.read();
        if (first < 0) {
            return;
        }
        in.unread(first);
        long position = 0;
        try (WarcReader reader = new WarcReader(Channels.newChannel(in))) {
            while (true) {
                Optional<WarcRecord> next = reader.next();
                if (next.isEmpty()) {
                    return;
                }
                position = reader.position();
                record(next.get(), position);
            }
        } catch (EOFException e) {
            sink.rejected("truncated-warc", position);
        } catch (ParsingException e) {
            sink.rejected("damaged-warc", position);
        } catch (ZipException e) {
            sink.rejected("damaged-gzip", position);
        }
    }

    private void record(WarcRecord record, long position) throws IOException {
        if (!(record instanceof WarcResponse)) {
            sink.other(record.type());
            return;
        }
        long declared = record.body().size();
        if (declared > maxDocumentBytes) {
            sink.rejected("document-too-large", position);
            return;
        }
        byte[] block = record.body().stream().readNBytes(maxDocumentBytes);
        Optional<HttpHead> parsed = HttpHead.parse(block);
        if (parsed.isEmpty()) {
            sink.rejected("invalid-http", position);
            return;
        }
        HttpHead head = parsed.get();
        if (head.status() != 200) {
            sink.other("status-" + head.status());
            return;
        }
        String contentType = head.headers().get("Content-Type");
        if (!html(contentType)) {
            sink.other("not-html");
            return;
        }
        byte[] payload = Arrays.copyOfRange(block, head.length(), block.length);
        String url = ((WarcResponse) record).target();
        Optional<byte[]> decoded = decode(head, payload, position);
        if (decoded.isPresent()) {
            DocumentKey key = DocumentKey.of(source, url, payload);
            Page page = new Page(decoded.get(), contentType);
            sink.document(new Document(key, url, url, source, page, "", Map.of(), "{}"));
        }
    }

    /// Undoes transfer and content encodings; empty when the record has been rejected instead.
    private Optional<byte[]> decode(HttpHead head, byte[] payload, long position) throws IOException {
        try {
            byte[] body = payload;
            if ("chunked".equalsIgnoreCase(head.headers().get("Transfer-Encoding"))) {
                body = unchunk(body);
            }
            String encoding =
                    head.headers().getOrDefault("Content-Encoding", "identity").toLowerCase(Locale.ROOT);
            switch (encoding) {
                case "identity", "" -> {}
                case "gzip", "x-gzip" -> body = bounded(new GZIPInputStream(new ByteArrayInputStream(body), BUFFER));
                case "deflate" -> body = bounded(new InflaterInputStream(new ByteArrayInputStream(body)));
                default -> {
                    sink.rejected("unsupported-encoding", position);
                    return Optional.empty();
                }
            }
            if (body.length > maxDocumentBytes) {
                sink.rejected("document-too-large", position);
                return Optional.empty();
            }
            return Optional.of(body);
        } catch (EOFException | ZipException | NumberFormatException e) {
            sink.rejected("damaged-encoding", position);
            return Optional.empty();
        }
    }

    /// One byte more than allowed tells a bomb from a page that just fits.
    private byte[] bounded(InputStream in) throws IOException {
        return in.readNBytes(maxDocumentBytes + 1);
    }

    /// RFC 9112, section 7.1.
    private static byte[] unchunk(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (true) {
            int end = at;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            if (end == body.length) {
                throw new EOFException();
            }
            String line = new String(body, at, end - at, StandardCharsets.ISO_8859_1);
            int extension = line.indexOf(';');
            int size = Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
            at = end + 1;
            if (size == 0) {
                return out.toByteArray();
            }
            if (size < 0 || size > body.length - at) {
                throw new EOFException();
            }
            out.write(body, at, size);
            at += size;
            while (at < body.length && (body[at] == '\r' || body[at] == '\n')) {
                at++;
            }
        }
    }

    private static boolean html(String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.contains("html");
    }
}
