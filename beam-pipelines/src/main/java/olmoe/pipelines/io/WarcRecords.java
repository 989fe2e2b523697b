package olmoe.pipelines.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.zip.ZipException;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Page;
import olmoe.release.format.Sha256;
import org.netpreserve.jwarc.ParsingException;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/// The documents of a WARC or ARC file: responses with status 200 whose type is HTML, of a WET file
/// its conversions, of a WAT file its metadata. The document key is taken from the payload as it lies
/// there, for a response the HTTP body before transfer and content encodings are undone.
///
/// A response that is only the first of several segments is rejected, since its body is not whole. One
/// that the crawler cut is read, and says so as `warc-truncated` in its metadata.
final class WarcRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATE = "WARC-Date";

    private final Reading reading;
    private final Format format;
    private final RecordSink sink;

    WarcRecords(Reading reading, RecordSink sink) {
        this.reading = reading;
        this.format = Format.of(reading.block().path()).orElseThrow();
        this.sink = sink;
    }

    void read(InputStream raw, Compression compression) throws IOException {
        long position = 0;
        // the WARC library knows gzip by its first bytes and tells positions in the compressed file
        Compression undo = compression == Compression.ZSTD ? compression : Compression.NONE;
        try {
            PushbackInputStream in = new PushbackInputStream(undo.open(raw));
            int first = in.read();
            if (first < 0) {
                return;
            }
            in.unread(first);
            try (WarcReader reader = new WarcReader(Channels.newChannel(in))) {
                while (true) {
                    Optional<WarcRecord> next = told(reader::next);
                    if (next.isEmpty()) {
                        return;
                    }
                    position = reader.position();
                    record(next.get(), position);
                }
            }
        } catch (EOFException e) {
            sink.rejected("truncated-warc", position);
        } catch (ParsingException e) {
            sink.rejected("damaged-warc", position);
        } catch (ZipException e) {
            sink.rejected("damaged-gzip", position);
        } catch (IOException e) {
            Optional<String> damage = undo.damage(e);
            if (damage.isEmpty()) {
                throw e;
            }
            sink.rejected(damage.get(), position);
        }
    }

    /// Asks the library, which answers some damage with exceptions of its own making, such as a negative length.
    private static <T> T told(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalArgumentException
                | IllegalStateException
                | NoSuchElementException
                | BufferUnderflowException e) {
            throw new ParsingException(e.toString());
        }
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private void record(WarcRecord record, long position) throws IOException {
        boolean wanted = switch (format) {
            case WET -> record instanceof WarcConversion;
            case WAT -> record instanceof WarcMetadata;
            default -> record instanceof WarcResponse;
        };
        if (!wanted) {
            sink.other(record.headers().first("WARC-Type").orElse("untyped").toLowerCase(Locale.ROOT));
            return;
        }
        Optional<String> target = record.headers().first("WARC-Target-URI");
        if (target.isEmpty()) {
            sink.rejected("no-target-uri", position);
            return;
        }
        String url = target.get();
        if (record.body().size() > reading.maxDocumentBytes()) {
            sink.rejected("document-too-large", position);
            return;
        }
        if (record.headers().first("WARC-Segment-Number").isPresent()) {
            sink.rejected("segmented", position);
            return;
        }
        byte[] block = told(() -> record.body().stream().readNBytes(reading.maxDocumentBytes()));
        if (url.startsWith("dns:")) {
            sink.other("dns");
            return;
        }
        switch (format) {
            case WET -> conversion(url, record, block, position);
            case WAT -> metadata(url, record, block, position);
            default -> response(url, record, block, position);
        }
    }

    private void response(String url, WarcRecord record, byte[] block, long position) throws IOException {
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
        fetched(url, block, head);
        String contentType = head.headers().get("Content-Type");
        if (contentType != null && !contentType.toLowerCase(Locale.ROOT).contains("html")) {
            sink.other("not-html");
            return;
        }
        byte[] payload = Arrays.copyOfRange(block, head.length(), block.length);
        byte[] body;
        try {
            body = new HttpBody(reading.maxDocumentBytes()).decode(head, payload);
        } catch (HttpBody.UndecodableException e) {
            sink.rejected(e.getMessage(), position);
            return;
        }
        document(url, payload, new Page(body, contentType), "", noted(record, "WARC-Truncated"));
    }

    private void fetched(String url, byte[] block, HttpHead head) throws IOException {
        SortedSet<String> signals = OptOut.ofHead(block, head.length());
        String file = OptOut.file(url).orElse(null);
        String sha256 = null;
        if (file != null) {
            byte[] payload = Arrays.copyOfRange(block, head.length(), block.length);
            try {
                byte[] body = new HttpBody(reading.maxDocumentBytes()).decode(head, payload);
                sha256 = Sha256.of(body);
                signals.addAll(OptOut.ofFile(file, body));
            } catch (HttpBody.UndecodableException e) {
                // counted as unreadable, for it has no sum
            }
        }
        sink.fetched(new OptOut(url, file, sha256, signals));
    }

    private void conversion(String url, WarcRecord record, byte[] block, long position) throws IOException {
        Optional<String> text = WholeText.text(block);
        if (text.isEmpty()) {
            sink.rejected("invalid-utf8", position);
            return;
        }
        document(url, block, null, text.get(), noted(record, "WARC-Truncated", "WARC-Identified-Content-Language"));
    }

    /// What a WAT record says of a page: its title is the text; status, type, head and the number of
    /// links are metadata. Records about other things than responses are none.
    private void metadata(String url, WarcRecord record, byte[] block, long position) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(block);
        } catch (JsonProcessingException e) {
            sink.rejected("invalid-json", position);
            return;
        }
        JsonNode response = json.path("Envelope").path("Payload-Metadata").path("HTTP-Response-Metadata");
        if (response.isMissingNode()) {
            sink.other("metadata-of-no-response");
            return;
        }
        JsonNode html = response.path("HTML-Metadata");
        ObjectNode metadata = noted(record);
        metadata.put("status", response.path("Response-Message").path("Status").asText());
        metadata.put(
                "content-type", response.path("Headers").path("Content-Type").asText());
        metadata.put("links", html.path("Links").size());
        metadata.set("head", html.path("Head").isObject() ? html.path("Head") : JsonNodeFactory.instance.objectNode());
        document(url, block, null, html.path("Head").path("Title").asText(), metadata);
    }

    private void document(String url, byte[] payload, Page page, String text, ObjectNode metadata) throws IOException {
        DocumentKey key = DocumentKey.of(reading.source(), url, payload);
        sink.document(new Document(key, url, url, reading.source(), page, text, Map.of(), metadata.toString()));
    }

    private ObjectNode noted(WarcRecord record, String... headers) {
        ObjectNode noted = JsonNodeFactory.instance.objectNode();
        if (reading.dated()) {
            record.headers().first(DATE).ifPresent(date -> noted.put(DATE.toLowerCase(Locale.ROOT), date));
        }
        for (String header : headers) {
            record.headers().first(header).ifPresent(value -> noted.put(header.toLowerCase(Locale.ROOT), value));
        }
        return noted;
    }
}
