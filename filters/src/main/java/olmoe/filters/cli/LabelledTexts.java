package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import olmoe.tokenizer.cli.ConfigurationException;

/// Reads texts with their labels from folders and files, in the order of their names.
final class LabelledTexts {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final BiConsumer<String, byte[]> sink;
    private long count;

    /// @param sink takes label and text in UTF-8
    LabelledTexts(BiConsumer<String, byte[]> sink) {
        this.sink = sink;
    }

    /// @param input LABEL=PATH, a folder, or a file of lines with text and label
    /// @throws ConfigurationException in one line when it has no text, or one without a label
    void read(String input) throws IOException {
        int equals = input.indexOf('=');
        boolean named = equals > 0 && !Files.exists(Path.of(input));
        Path path = Path.of(named ? input.substring(equals + 1) : input);
        if (!Files.exists(path)) {
            throw new ConfigurationException(path + ": expected a folder or file, found nothing");
        }
        long before = count;
        if (Files.isDirectory(path)) {
            String label = named
                    ? input.substring(0, equals)
                    : String.valueOf(path.toRealPath().getFileName());
            check(label, path.toString());
            for (Path file : files(path)) {
                file(file, label);
            }
            if (count == before) {
                throw new ConfigurationException(path + ": expected .txt or .jsonl files, also as .gz, found no text");
            }
        } else {
            String label = named ? input.substring(0, equals) : null;
            if (named) {
                check(label, path.toString());
            }
            file(path, label);
            if (count == before) {
                throw new ConfigurationException(path + ": expected a text, found none");
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .sorted((a, b) -> folder.relativize(a)
                            .toString()
                            .replace('\\', '/')
                            .compareTo(folder.relativize(b).toString().replace('\\', '/')))
                    .toList();
        }
    }

    private static void check(String label, String place) {
        if (label.isEmpty() || label.chars().anyMatch(c -> c <= ' ')) {
            throw new ConfigurationException(place + ": label: expected no space in it, found \"" + label + "\"");
        }
    }

    /// @param label null where each line has its own
    private void file(Path file, String label) throws IOException {
        String name = file.getFileName().toString();
        boolean zipped = name.endsWith(".gz");
        String plain = zipped ? name.substring(0, name.length() - ".gz".length()) : name;
        boolean lines = plain.endsWith(".jsonl") || plain.endsWith(".json");
        if (!lines && !plain.endsWith(".txt") || !lines && label == null) {
            throw new ConfigurationException(
                    file + ": expected " + (label == null ? ".jsonl" : ".txt or .jsonl") + ", also as .gz");
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = zipped ? new GZIPInputStream(raw, 1 << 16) : raw) {
            if (lines) {
                lines(in, file, label);
            } else {
                sink.accept(label, in.readAllBytes());
                count++;
            }
        } catch (ZipException e) {
            throw new ConfigurationException(file + ": expected gzip, found " + e.getMessage(), e);
        }
    }

    private void lines(InputStream in, Path file, String label) throws IOException {
        LineReader reader = new LineReader(in);
        long number = 0;
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            number++;
            if (line.length == 0) {
                continue;
            }
            String place = file + ":" + number;
            JsonNode row = row(line, place);
            sink.accept(
                    label != null ? label : ownLabel(row, place),
                    text(row, place).getBytes(StandardCharsets.UTF_8));
            count++;
        }
    }

    /// @throws ConfigurationException with the place when the line is no JSON
    static JsonNode row(byte[] line, String place) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(place + ": expected JSON, found " + e.getOriginalMessage(), e);
        }
    }

    private static String ownLabel(JsonNode row, String place) {
        JsonNode value = row.path("label");
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new ConfigurationException(place + ": label: expected a text or whole number, found " + value);
        }
        check(value.asText(), place);
        return value.asText();
    }

    /// @throws ConfigurationException with the place when there is none
    static String text(JsonNode row, String place) {
        JsonNode text = row.path("text");
        if (!text.isTextual()) {
            throw new ConfigurationException(place + ": text: expected a text, found " + text.getNodeType());
        }
        return text.textValue();
    }
}
