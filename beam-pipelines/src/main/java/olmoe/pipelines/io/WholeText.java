package olmoe.pipelines.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;

/// A file that is one document, UTF-8. Its id is its path.
final class WholeText {
    private final Reading reading;
    private final RecordSink sink;

    WholeText(Reading reading, RecordSink sink) {
        this.reading = reading;
        this.sink = sink;
    }

    void read(InputStream raw, Compression compression) throws IOException {
        try {
            document(reading.block().path(), compression.open(raw), 0);
        } catch (IOException e) {
            Optional<String> damage = compression.damage(e);
            if (damage.isEmpty()) {
                throw e;
            }
            sink.rejected(damage.get(), 0);
        }
    }

    /// @param in ends with the document
    void document(String id, InputStream in, long position) throws IOException {
        byte[] bytes = in.readNBytes(reading.maxDocumentBytes() + 1);
        if (bytes.length > reading.maxDocumentBytes()) {
            sink.rejected("document-too-large", position);
            return;
        }
        Optional<String> text = text(bytes);
        if (text.isEmpty()) {
            sink.rejected("invalid-utf8", position);
            return;
        }
        DocumentKey key = DocumentKey.of(reading.source(), id, bytes);
        sink.document(new Document(key, id, null, reading.source(), null, text.get(), Map.of(), "{}"));
    }

    /// Strict UTF-8 without a byte order mark, or nothing.
    static Optional<String> text(byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        int from = marked ? 3 : 0;
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
