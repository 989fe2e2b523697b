package olmoe.pipelines.collect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Writes program text or lines of text as JSON lines, `{"id","url","text","metadata"}`, ordered by path.
/// What is no UTF-8 is passed over.
///
/// @param evidence or null
/// @param passedOver is added to
record TextCollector(
        Input input, Origin origin, Kind kind, String license, Evidence evidence, Map<String, Long> passedOver) {

    private static final int MOST_UNPACKED_BYTES = 1 << 29;

    /// Endings of files that hold program text.
    private static final Set<String> CODE = Set.of(
            "bash", "c", "cc", "cpp", "cs", "cxx", "dart", "erl", "ex", "f90", "go", "groovy", "h", "hpp", "hs", "java",
            "jl", "js", "kt", "kts", "lua", "m", "ml", "php", "pl", "proto", "py", "r", "rb", "rs", "scala", "sh",
            "sql", "swift", "ts");

    private static final ObjectMapper JSON = new ObjectMapper();

    List<Part> write(PartWriter parts) throws IOException {
        try (parts) {
            boolean begun = false;
            for (Input.Entry entry : input.entries()) {
                String text = text(entry);
                if (text == null) {
                    continue;
                }
                for (ObjectNode document : kind == Kind.CODE ? List.of(file(entry, text)) : lines(entry, text)) {
                    byte[] line = (JSON.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
                    if (!begun || parts.isFull(line.length)) {
                        parts.begin(new byte[0]);
                        begun = true;
                    }
                    parts.add(line);
                }
            }
            return parts.finish();
        }
    }

    /// The content of a file of the wanted kind, or null, counted.
    private String text(Input.Entry entry) throws IOException {
        String name = entry.path().toLowerCase(Locale.ROOT);
        if (kind == Kind.CODE ? !isCode(name) : !isLines(name)) {
            return passOver("not " + kind.name().toLowerCase(Locale.ROOT));
        }
        byte[] bytes = input.read(entry, Input.MOST_FILE_BYTES);
        if (bytes != null && name.endsWith(".gz")) {
            bytes = gunzip(entry, bytes);
        }
        if (bytes == null) {
            return passOver("too large");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return passOver("not UTF-8");
        }
    }

    private String passOver(String reason) {
        passedOver.merge(reason, 1L, Long::sum);
        return null;
    }

    private static boolean isCode(String name) {
        return CODE.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /// Licences and notices are text files too, and no documents.
    private static boolean isLines(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return (name.endsWith(".txt") || name.endsWith(".txt.gz"))
                && !name.startsWith("meta-inf/")
                && !last.startsWith("license")
                && !last.startsWith("licence")
                && !last.startsWith("notice");
    }

    private static byte[] gunzip(Input.Entry entry, byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] bytes = in.readNBytes(MOST_UNPACKED_BYTES + 1);
            return bytes.length > MOST_UNPACKED_BYTES ? null : bytes;
        } catch (ZipException | EOFException e) {
            throw new IOException(entry.path() + ": not a whole gzip file: " + e.getMessage(), e);
        }
    }

    private ObjectNode file(Input.Entry entry, String text) {
        String address = origin.fileAddress(entry.path());
        ObjectNode document = JSON.createObjectNode();
        document.put("id", address).put("url", address).put("text", text);
        describe(document.putObject("metadata").put("path", entry.path()));
        return document;
    }

    /// A document a line. The many spaces that stand for paragraph breaks in such lines become newlines.
    private List<ObjectNode> lines(Input.Entry entry, String text) {
        List<ObjectNode> documents = new ArrayList<>();
        String address = origin.fileAddress(entry.path());
        int number = 0;
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            start = end + 1;
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            boolean titled = fields.length == 3;
            ObjectNode document = JSON.createObjectNode();
            document.put("id", address + ":" + number);
            document.put("text", (titled ? fields[2] : line).replaceAll(" {3,}", "\n"));
            ObjectNode metadata = document.putObject("metadata").put("path", entry.path());
            metadata.put("line", number);
            if (titled) {
                metadata.put("title", fields[0]).put("date", fields[1]);
            }
            describe(metadata);
            documents.add(document);
        }
        return documents;
    }

    private void describe(ObjectNode metadata) {
        metadata.put("origin", origin.identifier()).put("license", license);
        if (evidence != null) {
            metadata.put("license-evidence", evidence.path()).put("license-evidence-sha256", evidence.sha256());
        }
    }
}
