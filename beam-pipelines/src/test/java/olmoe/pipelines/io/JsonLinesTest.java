package olmoe.pipelines.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {

    @Test
    void takesIdUrlAndTextAndKeepsTheRestAsMetadata() throws IOException {
        String line = "{\"id\":7,\"url\":\"http://a/\",\"text\":\"hi\",\"stars\":3}";
        Document document = read(line + "\n").documents.get(0);
        assertEquals("7", document.id());
        assertEquals("http://a/", document.url());
        assertEquals("hi", document.text());
        assertEquals("{\"stars\":3}", document.metadata());
        assertEquals(DocumentKey.of("web", "7", line.getBytes(StandardCharsets.UTF_8)), document.key());
    }

    @Test
    void namesADocumentWithoutIdAfterItsUrlOrItsKey() throws IOException {
        Collected read = read("{\"url\":\"http://a/\",\"text\":\"x\"}\n{\"text\":\"x\"}\n");
        assertEquals("http://a/", read.documents.get(0).id());
        assertEquals(
                read.documents.get(1).key().toString(), read.documents.get(1).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":3}|no-text at 0",
                "{}|no-text at 0",
                "[1]|not-an-object at 0",
                "{\"text\":\"a\"} x|invalid-json at 0",
                "{\"text\":|invalid-json at 0",
                "{\"text\":\"\\ud800\"}|invalid-unicode at 0",
                "{\"text\":\"a\",\"text\":\"b\"}|invalid-json at 0"
            })
    void rejectsALineThatIsNoDocumentWithReasonAndPlace(String line, String reject) throws IOException {
        Collected read = read(line + "\n{\"text\":\"next\"}\n");
        assertEquals(List.of(reject), read.rejects);
        assertEquals(List.of("next"), read.texts());
    }

    @Test
    void rejectsBytesThatAreNoUtf8() throws IOException {
        byte[] file = "{\"text\":\"a\"}\n{\"text\":\"?\"}\n".getBytes(StandardCharsets.UTF_8);
        file[22] = (byte) 0xff;
        Collected read = Collected.read("x.jsonl", file);
        assertEquals(List.of("invalid-utf8 at 13"), read.rejects);
        assertEquals(List.of("a"), read.texts());
    }

    @Test
    void rejectsALongerLineThanAllowedWithoutHoldingIt() throws IOException {
        String line = "{\"text\":\"" + "x".repeat(300_000) + "\"}\n";
        byte[] file = (line + "{\"text\":\"y\"}\n").getBytes(StandardCharsets.UTF_8);
        Collected read = Collected.read(new Block("web", "x.jsonl", 0, 0, file.length), file, 1000);
        assertEquals(List.of("document-too-large at 0"), read.rejects);
        assertEquals(List.of("y"), read.texts());
    }

    @Test
    void anEmptyFileHasNoRecords() throws IOException {
        for (String name : List.of("x.jsonl", "x.jsonl.gz")) {
            Collected read = Collected.read(name, new byte[0]);
            assertTrue(read.documents.isEmpty() && read.rejects.isEmpty(), name);
        }
    }

    @Test
    void readsAllMembersOfAGzipFile() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(gzip("{\"text\":\"a\"}\n"));
        file.write(gzip("{\"text\":\"b\"}\n"));
        assertEquals(
                List.of("a", "b"),
                Collected.read("x.jsonl.gz", file.toByteArray()).texts());
    }

    @Test
    void keepsWhatStandsBeforeTheCutInATruncatedGzipFile() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            lines.append("{\"text\":\"").append(i * 7919 % 4999).append("\"}\n");
        }
        byte[] whole = gzip(lines.toString());
        Collected read = Collected.read("x.jsonl.gz", Arrays.copyOf(whole, whole.length / 2));
        assertEquals(1, read.rejects.size());
        assertTrue(read.rejects.get(0).startsWith("truncated-gzip at "), read.rejects.toString());
        assertTrue(read.documents.size() > 1000, "read " + read.documents.size());
        assertEquals(whole.length / 2, read.bytes);
    }

    @Test
    void rejectsWhatIsNoGzip() throws IOException {
        Collected read = Collected.read("x.jsonl.gz", "{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("damaged-gzip at 0"), read.rejects);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 12, 13, 14, 26, 27, 1000})
    void everyLineIsReadOnceHoweverTheFileIsCut(int size) throws IOException {
        byte[] file = "{\"text\":\"a\"}\n{\"text\":\"b\"}\r\n\n{\"text\":\"c\"}\n{\"text\":\"d\"}"
                .getBytes(StandardCharsets.UTF_8);
        List<String> texts = new ArrayList<>();
        for (int from = 0; from < file.length; from += size) {
            Block block = new Block("web", "x.jsonl", 0, from, Math.min(file.length, from + size));
            Collected read = Collected.read(block, file, 1 << 20);
            assertEquals(List.of(), read.rejects);
            texts.addAll(read.texts());
        }
        assertEquals(List.of("a", "b", "c", "d"), texts);
    }

    @Test
    void partNamesArePinnedAndTellDifferentPathsApart() {
        assertEquals("in~1a~0b.jsonl-00003", new Block("web", "in/a~b.jsonl", 3, 0, 1).part());
        assertEquals("web/x-00000", new Block("web", "x", 0, 0, 1).place());
    }

    private static Collected read(String file) throws IOException {
        return Collected.read("x.jsonl", file.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
