package olmoe.pipelines.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import olmoe.filters.Document;
import olmoe.release.format.Column;
import olmoe.release.format.TableWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {
    private static final String PAGE = "<p>hello</p>";

    @TempDir
    private Path folder;

    @Test
    void isToldByTheNameWithoutWhatTellsTheCompression() {
        assertEquals(Optional.of(Format.WARC), Format.of("a/CC-MAIN.WARC.gz"));
        assertEquals(Optional.of(Format.WET), Format.of("x.warc.wet.gz"));
        assertEquals(Optional.of(Format.JSON_LINES), Format.of("x.jsonl.zst"));
        assertEquals(Optional.of(Format.TEXT), Format.of("x.txt"));
        assertEquals(Optional.empty(), Format.of("x.parquet.gz"));
        assertEquals(Optional.empty(), Format.of("x.warc.lz4"));
        assertTrue(Format.splittable("x.jsonl") && !Format.splittable("x.jsonl.zst") && !Format.splittable("x.txt"));
    }

    @Test
    void readsLinesPagesAndTextsFromZstdWithFramesOfAnyNumber() throws IOException {
        byte[] lines = WarcRecordsTest.join(zstd("{\"text\":\"a\"}\n{\"te"), zstd("xt\":\"b\"}"));
        assertEquals(List.of("a", "b"), Collected.read("x.jsonl.zst", lines).texts());
        byte[] page = WarcRecordsTest.record("response", "http://a/", WarcRecordsTest.http("200 OK", "X: y", PAGE));
        assertEquals(
                "http://a/",
                Collected.read("x.warc.zst", Zstd.compress(page))
                        .documents
                        .get(0)
                        .url());
        assertEquals(List.of("text"), Collected.read("x.txt.zst", zstd("text")).texts());
    }

    @Test
    void whatFailsBehindAReaderIsNoDamageOfTheFile() throws IOException {
        byte[] page = WarcRecordsTest.record("response", "http://a/", WarcRecordsTest.http("200 OK", "X: y", PAGE));
        byte[] line = "{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (TableWriter writer =
                new TableWriter(table, List.of(Column.required("text", Column.Type.STRING)), Map.of())) {
            writer.write("a");
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip)) {
            entries.putNextEntry(new ZipEntry("a.jsonl"));
            entries.write(line);
        }
        Map<String, byte[]> files = Map.of(
                "x.warc",
                page,
                "x.jsonl",
                line,
                "x.jsonl.zst",
                Zstd.compress(line),
                "x.parquet",
                table.toByteArray(),
                "x.zip",
                zip.toByteArray(),
                "x.txt",
                line);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            for (IOException failure : List.of(new IOException("disk full"), new EOFException(), new ZipException())) {
                Collected full = new Collected();
                full.failure = failure;
                assertSame(
                        failure,
                        assertThrows(IOException.class, () -> full.readInto(file.getKey(), file.getValue())),
                        file.getKey());
                assertEquals(List.of(), full.rejects, file.getKey());
            }
        }
    }

    @Test
    void tellsACutFromADamagedZstdFile() throws IOException {
        byte[] whole = zstd("{\"text\":\"a\"}\n".repeat(1000));
        Collected cut = Collected.read("x.jsonl.zst", Arrays.copyOf(whole, whole.length - 5));
        assertTrue(cut.rejects.get(0).startsWith("truncated-zstd at "), cut.rejects.toString());
        assertEquals(List.of("damaged-zstd at 0"), Collected.read("x.jsonl.zst", new byte[20]).rejects);
    }

    @Test
    void readsAWarcWhoseDictionaryStandsBeforeIt() throws IOException {
        byte[] page = WarcRecordsTest.record("response", "http://a/", WarcRecordsTest.http("200 OK", "X: y", PAGE));
        byte[] dictionary = ("WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http " + PAGE.repeat(20))
                .getBytes(StandardCharsets.UTF_8);
        byte[] head =
                new byte[] {0x5d, 0x2a, 0x4d, 0x18, (byte) dictionary.length, (byte) (dictionary.length >> 8), 0, 0};
        byte[] compressed = Zstd.compressUsingDict(page, dictionary, 3);
        Collected read = Collected.read("x.warc.zst", WarcRecordsTest.join(head, dictionary, compressed));
        assertEquals(1, read.documents.size(), read.rejects.toString());
    }

    @Test
    void undoesEveryContentEncodingAndTakesAPlainBodyWithAHeaderLeftStanding() throws IOException {
        byte[] brotli = HexFormat.of().parseHex("8b05803c703e68656c6c6f3c2f703e03");
        byte[] raw = new byte[100];
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(PAGE.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        raw = Arrays.copyOf(raw, deflater.deflate(raw));
        byte[] both = Zstd.compress(WarcRecordsTest.gzip(PAGE.getBytes(StandardCharsets.UTF_8)));
        assertEquals(PAGE, body("Content-Encoding: br", brotli));
        assertEquals(PAGE, body("Content-Encoding: deflate", raw));
        assertEquals(PAGE, body("Content-Encoding: gzip, zstd", both));
        assertEquals(PAGE, body("Content-Encoding: gzip", PAGE.getBytes(StandardCharsets.UTF_8)));
        assertEquals(PAGE, body("Transfer-Encoding: chunked", PAGE.getBytes(StandardCharsets.UTF_8)));
    }

    private static String body(String header, byte[] payload) throws IOException {
        byte[] head = ("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        Collected read = Collected.read(
                "x.warc", WarcRecordsTest.record("response", "http://a/", WarcRecordsTest.join(head, payload)));
        return read.rejects.isEmpty()
                ? new String(read.documents.get(0).page().body(), StandardCharsets.UTF_8)
                : read.rejects.toString();
    }

    @Test
    void tellsWhatAResponseIsWhoseBodyIsNotWhole() throws IOException {
        byte[] whole = WarcRecordsTest.record("response", "http://a/", WarcRecordsTest.http("200 OK", "X: y", PAGE));
        Collected cut = Collected.read("x.warc", with(whole, "WARC-Truncated: length"));
        assertEquals("{\"warc-truncated\":\"length\"}", cut.documents.get(0).metadata());
        Collected segment = Collected.read("x.warc", with(whole, "WARC-Segment-Number: 1"));
        assertEquals(List.of("segmented at 0"), segment.rejects);
        byte[] rest = WarcRecordsTest.record("continuation", "http://a/", PAGE);
        assertEquals(List.of("continuation"), Collected.read("x.warc", rest).others);
    }

    private static byte[] with(byte[] record, String header) {
        String text = new String(record, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("\r\n", "\r\n" + header + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsTheEntriesOfAZipFileAndRejectsANameThatPointsOutOfIt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "docs/a.txt", "\ufeffa text");
            add(zip, "docs/b.html", PAGE);
            add(zip, "c.jsonl", "{\"text\":\"line\"}\n");
            add(zip, "../d.txt", "out");
            add(zip, "e.class", "x");
            add(zip, "f.txt", "x".repeat(2 << 20));
        }
        Collected read = Collected.read("x.zip", bytes.toByteArray());
        assertEquals(List.of("a text", "", "line"), read.texts());
        assertEquals("x.zip/docs/a.txt", read.documents.get(0).id());
        assertEquals(PAGE, new String(read.documents.get(1).page().body(), StandardCharsets.UTF_8));
        assertEquals(List.of("entry-path at 3", "document-too-large at 5"), read.rejects);
        assertEquals(List.of("zip-entry-of-another-kind"), read.others);
        Collected cut = Collected.read("x.zip", Arrays.copyOf(bytes.toByteArray(), 60));
        assertTrue(cut.rejects.get(0).startsWith("truncated-zip at "), cut.rejects.toString());
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsParquetByTheNamesOfItsColumnsAndRejectsWhatIsDamaged() throws IOException {
        Path file = folder.resolve("x.parquet");
        List<Column> columns = List.of(
                new Column("url", Column.Type.STRING, false),
                new Column("text", Column.Type.STRING, false),
                new Column("stars", Column.Type.LONG, false));
        try (var out = Files.newOutputStream(file);
                TableWriter table = new TableWriter(out, columns, Map.of())) {
            table.write("http://a/", "first", 3L);
            table.write(null, "second", null);
            table.write("http://c/", null, 1L);
        }
        byte[] bytes = Files.readAllBytes(file);
        Collected read = Collected.read("x.parquet", bytes);
        assertEquals(List.of("first", "second"), read.texts());
        Document first = read.documents.get(0);
        assertEquals("http://a/ http://a/ {\"stars\":3}", first.id() + " " + first.url() + " " + first.metadata());
        assertEquals(List.of("no-text at 2"), read.rejects);
        assertEquals(bytes.length, read.bytes);
        assertEquals(List.of("damaged-parquet at 0"), Collected.read("x.parquet", Arrays.copyOf(bytes, 50)).rejects);
    }

    @Test
    void noFormatThrowsOnAnyBytes() throws IOException {
        Random random = new Random(11);
        for (String name : List.of(
                "x.warc", "x.arc", "x.wat", "x.jsonl", "x.jsonl.gz", "x.warc.zst", "x.zip", "x.txt", "x.parquet")) {
            for (int i = 0; i < 500; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                byte[] start = starts(name);
                System.arraycopy(start, 0, bytes, 0, Math.min(start.length, i % 2 == 0 ? bytes.length : 0));
                assertEquals(bytes.length, Collected.read(name, bytes).bytes, name);
            }
        }
    }

    /// Its long form is the main of the same class.
    @Test
    void noFormatThrowsOnDamagedFiles() throws IOException {
        ReaderFuzz.run(1, 4000);
    }

    private static byte[] starts(String name) {
        return switch (name) {
            case "x.zip" -> new byte[] {'P', 'K', 3, 4};
            case "x.jsonl.gz" -> new byte[] {0x1f, (byte) 0x8b, 8, 0};
            case "x.warc.zst" -> new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
            case "x.arc" -> "filedesc://x.arc 0.0.0.0 20080430204825 text/plain 9\n".getBytes(StandardCharsets.UTF_8);
            case "x.parquet" -> new byte[] {'P', 'A', 'R', '1'};
            default -> "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n".getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    }
}
