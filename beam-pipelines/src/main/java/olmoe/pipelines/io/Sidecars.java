package olmoe.pipelines.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.release.recipe.Source;

/// What scorers said of the lines of one file of documents, line by line, as dolma's taggers write it:
/// `{"id": …, "attributes": {"NAME": …}}` in `attributes/EXPERIMENT/…` beside `documents/…`. An attribute is a
/// number, or spans `[start, end, score]`, which stand for their greatest score, 0 where there is none.
public final class Sidecars implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_LINE = 64_000_000; // characters

    private final List<Lines> files = new ArrayList<>();
    private boolean cut;

    private Sidecars() {}

    /// Opens those of a file that its source names; without any, every document has no attributes.
    public static Sidecars open(Source source, String path, Inputs inputs) throws IOException {
        Sidecars sidecars = new Sidecars();
        try {
            for (Map.Entry<String, List<String>> experiment :
                    source.attributes().entrySet()) {
                String sidecar = Source.sidecar(path, experiment.getKey());
                sidecars.files.add(new Lines(sidecar, experiment.getValue(), inputs));
            }
        } catch (IOException e) {
            sidecars.close();
            throw e;
        }
        return sidecars;
    }

    /// No file at all.
    public static Sidecars none() {
        return new Sidecars();
    }

    /// The attributes of the next line of documents.
    Next next() throws IOException {
        Map<String, Object> attributes = new TreeMap<>();
        List<Line> lines = new ArrayList<>();
        boolean complete = true;
        for (Lines file : files) {
            Line line = file.next();
            lines.add(line);
            for (String name : file.names) {
                Double value = line.value(name);
                complete &= value != null;
                attributes.put(name, value);
            }
        }
        return new Next(lines, complete ? attributes : null);
    }

    /// Says that the documents end before their time, so that lines are left over.
    void cut() {
        cut = true;
    }

    /// Ends the reading.
    ///
    /// @throws IOException where there is another line, which belongs to no document
    public List<Commit.Input> end() throws IOException {
        List<Commit.Input> read = new ArrayList<>();
        for (Lines file : files) {
            read.add(file.end(cut));
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        for (Lines file : files) {
            file.in.close();
        }
    }

    /// @param attributes null where one of them is not there
    record Next(List<Line> lines, Map<String, Object> attributes) {

        /// @param id or null
        /// @throws IOException where a line is of another document
        void check(String id) throws IOException {
            for (Line line : lines) {
                String found = line.json().path("id").asText();
                if (!found.equals(id == null ? "" : id)) {
                    throw new IOException(line.place() + ": expected the id " + id + ", found " + found);
                }
            }
        }
    }

    private record Line(String place, JsonNode json) {
        Double value(String name) throws IOException {
            JsonNode value = json.path("attributes").get(name);
            if (value == null || value.isNull()) {
                return null;
            }
            if (value.isNumber()) {
                return value.doubleValue();
            }
            if (value.isBoolean()) {
                return value.booleanValue() ? 1.0 : 0.0;
            }
            if (!value.isArray()) {
                throw new IOException(place + ": " + name + ": expected a number or spans, found " + value);
            }
            double greatest = value.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
            for (JsonNode span : value) {
                if (!span.isArray() || span.size() != 3 || !span.get(2).isNumber()) {
                    throw new IOException(place + ": " + name + ": expected [start, end, score], found " + span);
                }
                greatest = Math.max(greatest, span.get(2).doubleValue());
            }
            return greatest;
        }
    }

    private static final class Lines {
        private final String path;
        private final List<String> names;
        private final long bytes;
        private final long modified;
        private final HashingChannel in;
        private final BufferedReader lines;
        private long number;

        Lines(String path, List<String> names, Inputs inputs) throws IOException {
            this.path = path;
            this.names = names;
            this.bytes = inputs.size(path);
            this.modified = inputs.modified(path);
            this.in = new HashingChannel(inputs.open(new Block("", path, 0, 0, bytes)));
            this.lines = new BufferedReader(new InputStreamReader(
                    Compression.of(path).open(Channels.newInputStream(in)), StandardCharsets.UTF_8.newDecoder()));
        }

        Line next() throws IOException {
            String line = read();
            if (line == null) {
                throw new IOException(
                        path + ": line " + (number + 1) + ": expected one for each document, found the end");
            }
            number++;
            String place = path + ": line " + number;
            try {
                JsonNode json = JSON.readTree(line);
                if (!json.path("attributes").isObject()) {
                    throw new IOException(place + ": expected an object with attributes");
                }
                return new Line(place, json);
            } catch (JsonProcessingException e) {
                throw new IOException(place + ": expected JSON: " + e.getOriginalMessage(), e);
            }
        }

        private String read() throws IOException {
            try {
                String line = readLine();
                while (line != null && line.isBlank()) {
                    line = readLine();
                }
                return line;
            } catch (IOException e) {
                throw new IOException(path + ": after line " + number + ": " + e.getMessage(), e);
            }
        }

        /// A line of a bounded length, or null at the end.
        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = lines.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = lines.read()) {
                if (line.length() == LONGEST_LINE) {
                    throw new IOException("expected at most " + LONGEST_LINE + " characters in a line, found more");
                }
                line.append((char) c);
            }
            return line.toString();
        }

        Commit.Input end(boolean cut) throws IOException {
            if (!cut && read() != null) {
                throw new IOException(
                        path + ": line " + (number + 1) + ": expected the end, as the documents have, found a line");
            }
            in.drain();
            return new Commit.Input(path, bytes, modified, in.sha256());
        }
    }
}
