package olmoe.release.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads and checks the JSON header of a safetensors file: every key known, every byte of the data
/// section owned by exactly one tensor.
final class SafetensorsHeader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(1 << 20)
                    .maxDocumentLength(-1)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final Map<String, String> metadata = new TreeMap<>();
    private final Map<String, SafetensorsEntry> entries = new TreeMap<>();

    private SafetensorsHeader(Path file) {
        this.file = file;
    }

    static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) throws IOException {
        SafetensorsHeader header = new SafetensorsHeader(file);
        try (JsonParser parser = JSON.createParser(json)) {
            header.require(
                    json[0] == '{' && parser.nextToken() == JsonToken.START_OBJECT,
                    "header",
                    "expected a JSON object at its first byte");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("__metadata__")) {
                    header.metadata(parser);
                } else {
                    header.entries.put(name, header.entry(name, parser));
                }
            }
            header.require(parser.nextToken() == null, "header", "expected only spaces after the JSON object");
        } catch (JsonProcessingException e) {
            SafetensorsException broken =
                    new SafetensorsException(file, "header", "expected JSON, found " + e.getOriginalMessage());
            broken.initCause(e);
            throw broken;
        }
        header.checkOffsets(dataBytes);
        return header;
    }

    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    Map<String, SafetensorsEntry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    private void metadata(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "__metadata__", "expected an object of strings");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            require(parser.nextToken() == JsonToken.VALUE_STRING, "__metadata__." + key, "expected a string");
            metadata.put(key, parser.getText());
        }
    }

    private SafetensorsEntry entry(String name, JsonParser parser) throws IOException {
        require(
                parser.currentToken() == JsonToken.START_OBJECT,
                name,
                "expected an object of dtype, shape, data_offsets");
        SafetensorsType type = null;
        List<Long> dims = null;
        List<Long> offsets = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "dtype" -> type = type(name, parser);
                case "shape" -> dims = integers(name, key, parser);
                case "data_offsets" -> offsets = integers(name, key, parser);
                default ->
                    throw new SafetensorsException(
                            file, name, "expected dtype, shape or data_offsets, found \"" + key + "\"");
            }
        }
        require(type != null, name, "expected dtype, found none");
        require(dims != null, name, "expected shape, found none");
        require(offsets != null && offsets.size() == 2, name, "expected two data_offsets, found " + offsets);
        List<Integer> sizes = new ArrayList<>();
        for (long dim : dims) {
            require(dim <= Integer.MAX_VALUE, name, "expected sizes below 2^31, found " + dim);
            sizes.add((int) dim);
        }
        SafetensorsEntry entry = new SafetensorsEntry(name, type, sizes, offsets.get(0), offsets.get(1));
        long expected = bytes(entry);
        require(
                entry.end() - entry.begin() == expected,
                name,
                "expected " + expected + " bytes for " + type + " " + dims + ", found data_offsets " + offsets);
        return entry;
    }

    private long bytes(SafetensorsEntry entry) throws SafetensorsException {
        try {
            return Math.multiplyExact(entry.elements(), entry.type().bytes());
        } catch (ArithmeticException e) {
            throw new SafetensorsException(
                    file, entry.name(), "expected a size below 2^63 bytes, found shape " + entry.dims());
        }
    }

    private SafetensorsType type(String name, JsonParser parser) throws IOException {
        for (SafetensorsType type : SafetensorsType.values()) {
            if (type.name().equals(parser.getText())) {
                return type;
            }
        }
        throw new SafetensorsException(
                file,
                name,
                "expected a dtype of " + Arrays.toString(SafetensorsType.values()) + ", found " + parser.getText());
    }

    private List<Long> integers(String name, String key, JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, name, "expected " + key + " to be an array");
        List<Long> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(
                    parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() >= 0,
                    name,
                    "expected integers from 0 in " + key + ", found " + parser.getText());
            values.add(parser.getLongValue());
        }
        return values;
    }

    /// Tensors lie end to end: a hole hides bytes, an overlap gives two names to one weight.
    private void checkOffsets(long dataBytes) throws SafetensorsException {
        List<SafetensorsEntry> byOffset = new ArrayList<>(entries.values());
        byOffset.sort(Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
        long end = 0;
        for (SafetensorsEntry entry : byOffset) {
            require(
                    entry.begin() == end,
                    entry.name(),
                    "expected data from byte " + end + ", found " + entry.begin()
                            + (entry.begin() < end ? " (overlap)" : " (hole)"));
            end = entry.end();
        }
        require(end == dataBytes, "data", "expected " + end + " bytes after the header, found " + dataBytes);
    }

    private void require(boolean holds, String where, String message) throws SafetensorsException {
        if (!holds) {
            throw new SafetensorsException(file, where, message);
        }
    }
}
