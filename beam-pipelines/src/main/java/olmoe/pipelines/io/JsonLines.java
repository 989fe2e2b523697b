package olmoe.pipelines.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;

/// One JSON object a line: a text, and optionally an id and a URL; all other fields are kept as
/// metadata. A blank line is no record.
final class JsonLines {
    private static final int BUFFER = 1 << 16;

    private final Reading reading;
    private final int maxDocumentBytes;
    private final RecordSink sink;
    private final ObjectMapper mapper;

    JsonLines(Reading reading, RecordSink sink) {
        this.reading = reading;
        this.maxDocumentBytes = reading.maxDocumentBytes();
        this.sink = sink;
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(maxDocumentBytes)
                        .build())
                .build();
        this.mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    void read(InputStream raw, Compression compression) throws IOException {
        Block block = reading.block();
        if (compression == Compression.NONE) {
            Lines lines = new Lines(block.from());
            if (block.from() > 0) {
                lines.skipFirst(raw);
            }
            lines.read(raw, block.to());
            return;
        }
        Lines lines = new Lines(0);
        try {
            // the length of the decompressed text is not known before
            lines.read(compression.open(raw), Long.MAX_VALUE);
        } catch (IOException e) {
            Optional<String> damage = compression.damage(e);
            if (damage.isEmpty()) {
                throw e;
            }
            reading.sidecars().cut();
            lines.rejectRest(damage.get());
        }
    }

    /// Lines to the end of a stream that is no block of its own.
    void readAll(InputStream in) throws IOException {
        new Lines(0).read(in, Long.MAX_VALUE);
    }

    /// Cuts a stream into lines without ever holding more than one document.
    private final class Lines {
        private byte[] line = new byte[1 << 12];
        private int length;
        private boolean tooLong;
        private long position;
        private long start;

        Lines(long position) {
            this.position = position;
            this.start = position;
        }

        /// The stream starts one byte early: the line that this byte belongs to is another block's,
        /// unless that byte ends it.
        void skipFirst(InputStream in) throws IOException {
            int b = in.read();
            while (b >= 0 && b != '\n') {
                b = in.read();
                position++;
            }
            start = position;
        }

        void read(InputStream in, long to) throws IOException {
            byte[] buffer = new byte[BUFFER];
            int filled = 0;
            while (start < to && (filled = in.read(buffer)) >= 0) {
                int from = 0;
                for (int i = 0; i < filled && start < to; i++) {
                    if (buffer[i] == '\n') {
                        append(buffer, from, i - from);
                        position += i + 1 - from;
                        from = i + 1;
                        end();
                    }
                }
                if (start < to) {
                    append(buffer, from, filled - from);
                    position += filled - from;
                }
            }
            if (start < to && (length > 0 || tooLong)) {
                end();
            }
        }

        void rejectRest(String reason) throws IOException {
            sink.rejected(reason, position);
        }

        private void append(byte[] bytes, int from, int count) {
            if (tooLong || count > maxDocumentBytes - length) {
                tooLong = true;
                length = 0;
                return;
            }
            if (length + count > line.length) {
                line = Arrays.copyOf(
                        line, Math.max(length + count, (int) Math.min(maxDocumentBytes, 2L * line.length)));
            }
            System.arraycopy(bytes, from, line, length, count);
            length += count;
        }

        private void end() throws IOException {
            long at = start;
            start = position;
            if (tooLong) {
                tooLong = false;
                reading.sidecars().next();
                sink.rejected("document-too-large", at);
                return;
            }
            int count = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            byte[] bytes = Arrays.copyOf(line, count);
            length = 0;
            if (!blank(bytes)) {
                parse(bytes, at, reading.sidecars().next());
            }
        }
    }

    private void parse(byte[] line, long position, Sidecars.Next beside) throws IOException {
        String json;
        try {
            json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            sink.rejected("invalid-utf8", position);
            return;
        }
        JsonNode node;
        try {
            node = mapper.readTree(json);
        } catch (JsonProcessingException e) {
            sink.rejected("invalid-json", position);
            return;
        }
        if (!(node instanceof ObjectNode)) {
            sink.rejected("not-an-object", position);
            return;
        }
        ObjectNode fields = (ObjectNode) node;
        JsonNode text = fields.remove(reading.columns().text());
        JsonNode id = fields.remove(reading.columns().id());
        JsonNode url = fields.remove(reading.columns().url());
        if (text == null || !text.isTextual()) {
            sink.rejected("no-text", position);
        } else if (hasLoneSurrogate(text.textValue())) {
            sink.rejected("invalid-unicode", position);
        } else {
            String address = url != null && url.isTextual() ? url.textValue() : null;
            String given = id != null && id.isValueNode() && !id.isNull() ? id.asText() : address;
            beside.check(given);
            if (beside.attributes() == null) {
                sink.rejected("no-attribute", position);
                return;
            }
            DocumentKey key = DocumentKey.of(reading.source(), given == null ? "" : given, line);
            sink.document(new Document(
                    key,
                    given == null ? key.toString() : given,
                    address,
                    reading.source(),
                    null,
                    text.textValue(),
                    beside.attributes(),
                    fields.toString()));
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean blank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
