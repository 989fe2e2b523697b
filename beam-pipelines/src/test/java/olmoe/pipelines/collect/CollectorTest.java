package olmoe.pipelines.collect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.Warcinfo;

class CollectorTest {
    private static final Origin ORIGIN = Origin.parse("org.example:manual:1.0");
    private static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Test
    void pagesBecomeResponsesInOrderOfTheirPathsWithTheFilesBytes() throws IOException {
        Path zip = zip(
                "manual.jar",
                Map.of("b/two.html", "<p>two", "a.html", "<meta charset=utf-8><p>\u00e9", "x.css", "p{}"));
        Collector.Collected collected = pages(16_000_000).collect(zip, ORIGIN, folder);

        assertEquals(Map.of("not HTML", 1L), collected.passedOver());
        assertEquals(1, collected.parts().size());
        assertEquals(2, collected.parts().get(0).records());
        List<String> seen = new ArrayList<>();
        try (WarcReader reader = new WarcReader(collected.parts().get(0).path())) {
            for (WarcRecord record : reader) {
                if (record instanceof WarcResponse response) {
                    assertEquals(DATE, record.date());
                    byte[] body = response.http().body().stream().readAllBytes();
                    seen.add(response.target() + " " + response.http().contentType() + " "
                            + new String(body, StandardCharsets.UTF_8));
                }
            }
        }
        assertEquals(
                List.of(
                        "https://javadoc.io/static/org.example/manual/1.0/a.html text/html;charset=UTF-8"
                                + " <meta charset=utf-8><p>\u00e9",
                        "https://javadoc.io/static/org.example/manual/1.0/b/two.html text/html <p>two"),
                seen);
    }

    @Test
    void theFirstRecordSaysWhereThePagesComeFromAndUnderWhichLicense() throws IOException {
        Path zip = zip(
                "manual.jar",
                Map.of(
                        "a.html",
                        "<p>a",
                        "legal/LICENSE",
                        "of the tool",
                        "LICENSE",
                        "top",
                        "META-INF/LICENSE.txt",
                        "ours"));
        Part part = pages(16_000_000).collect(zip, ORIGIN, folder).parts().get(0);
        try (WarcReader reader = new WarcReader(part.path())) {
            Warcinfo info = (Warcinfo) reader.next().orElseThrow();
            Map<String, List<String>> fields = info.fields().map();
            assertEquals(List.of("pkg:maven/org.example/manual@1.0"), fields.get("source"));
            assertEquals(List.of("Apache-2.0"), fields.get("license"));
            assertEquals(List.of("META-INF/LICENSE.txt"), fields.get("license-evidence"));
            assertEquals(
                    List.of(Sha256.hex("ours".getBytes(StandardCharsets.UTF_8))),
                    fields.get("license-evidence-sha256"));
            assertEquals(List.of(Sha256.hex(zip)), fields.get("source-sha256"));
        }
    }

    @Test
    void evidenceOfAnotherFileIsTakenOnlyWhereTheInputHoldsNone() throws IOException {
        Path bare = zip("manual.jar", Map.of("a.html", "<p>a", "legal/LICENSE", "of the tool"));
        Path sources = zip("manual-sources.jar", Map.of("META-INF/LICENSE", "ours"));
        Collector collector = new Collector("docs", Kind.PAGES, "Apache-2.0", sources, 16_000_000, DATE);
        Part part = collector.collect(bare, ORIGIN, folder).parts().get(0);
        assertTrue(text(part).contains("license-evidence: manual-sources.jar!/META-INF/LICENSE\r\n"));
    }

    @Test
    void bytesDependNeitherOnTheOrderOfAnArchiveNorOnTheTimeZone() throws IOException {
        Map<String, String> ordered = new LinkedHashMap<>();
        ordered.put("a.java", "class A {}");
        ordered.put("b.java", "class B {}");
        Map<String, String> reversed = new LinkedHashMap<>();
        reversed.put("b.java", "class B {}");
        reversed.put("a.java", "class A {}");
        Collector code = new Collector("code", Kind.CODE, "MIT", null, 16_000_000, null);
        assertEquals(
                sha256s(code.collect(zip("x.jar", ordered), ORIGIN, folder.resolve("1"))),
                sha256s(code.collect(zip("x.jar", reversed), ORIGIN, folder.resolve("2"))));

        Path zip = zip("manual.jar", Map.of("a.html", "<p>a"));
        Collector undated = new Collector("docs", Kind.PAGES, "MIT", null, 16_000_000, null);
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            Collector.Collected tokyo = undated.collect(zip, ORIGIN, folder.resolve("3"));
            assertTrue(text(tokyo.parts().get(0)).contains("WARC-Date: 2025-06-17T09:30:00Z\r\n"));
            TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));
            assertEquals(sha256s(tokyo), sha256s(undated.collect(zip, ORIGIN, folder.resolve("4"))));
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void filesEndBeforeTheSplitSizeAndLaterOnesOfALongerRunGo() throws IOException {
        Path zip = zip("manual.jar", Map.of("a.html", "<p>" + "a".repeat(900), "b.html", "<p>" + "b".repeat(900)));
        List<Part> two = pages(1800).collect(zip, ORIGIN, folder).parts();
        assertEquals(
                List.of("docs-manual-00000.warc.gz", "docs-manual-00001.warc.gz"),
                two.stream().map(p -> p.path().getFileName().toString()).toList());
        assertEquals(1, pages(16_000_000).collect(zip, ORIGIN, folder).parts().size());
        assertFalse(Files.exists(two.get(1).path()));
    }

    @Test
    void refusesAnArchiveWhosePathsLeaveIt() throws IOException {
        for (String path : List.of("../a.html", "/a.html", "a/../../b.html", "a\\b.html", "C:/a.html")) {
            Path zip = zip("evil.zip", Map.of(path, "<p>a"));
            var e = assertThrows(
                    ConfigurationException.class, () -> pages(16_000_000).collect(zip, ORIGIN, folder));
            assertEquals(zip + ": " + path + ": expected a path inside the archive", e.getMessage());
        }
    }

    @Test
    void passesOverAFileThatUnpacksToMoreThanAPage() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("bomb.html"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 65; i++) {
                out.write(zeros);
            }
            out.putNextEntry(new ZipEntry("page.html"));
            out.write('p');
        }
        Collector.Collected collected = pages(16_000_000).collect(zip, ORIGIN, folder);
        assertEquals(Map.of("too large", 1L), collected.passedOver());
        assertEquals(1, collected.parts().get(0).records());
    }

    @Test
    void inputWithNothingOfTheKindIsAMistakeOfTheCaller() throws IOException {
        Path zip = zip("manual.jar", Map.of("a.css", "p{}"));
        var e = assertThrows(
                ConfigurationException.class, () -> pages(16_000_000).collect(zip, ORIGIN, folder));
        assertEquals(zip + ": expected pages, found none in 1 files", e.getMessage());
    }

    @Test
    void codeOfAFolderBecomesOneDocumentAFile() throws IOException {
        Path code = Files.createDirectories(folder.resolve("project/src")).getParent();
        Files.writeString(code.resolve("src/A.java"), "class A {}\n");
        Files.write(code.resolve("src/B.java"), new byte[] {'/', '/', (byte) 0xe9});
        Files.writeString(code.resolve("LICENSE"), "ours");
        Collector collector = new Collector("code", Kind.CODE, "MIT", null, 16_000_000, DATE);
        Collector.Collected collected =
                collector.collect(code, Origin.named("my project"), Files.createDirectories(folder.resolve("out")));
        assertEquals(Map.of("not UTF-8", 1L, "not code", 1L), collected.passedOver());
        JsonNode document = new ObjectMapper().readTree(text(collected.parts().get(0)));
        assertEquals("file:///my%20project/src/A.java", document.get("url").textValue());
        assertEquals("class A {}\n", document.get("text").textValue());
        assertEquals("LICENSE", document.at("/metadata/license-evidence").textValue());
    }

    @Test
    void aLineWithTitleAndDateIsADocument() throws IOException {
        Path lines = folder.resolve("speech.txt.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(lines))) {
            out.write("Debate\t1998-04-01\tOne.   Two  three.\n\nuntitled\ttext\n".getBytes(StandardCharsets.UTF_8));
        }
        Collector collector = new Collector("speech", Kind.LINES, "MIT", null, 16_000_000, DATE);
        String[] written =
                text(collector.collect(lines, ORIGIN, folder).parts().get(0)).split("\n");
        assertEquals(2, written.length);
        JsonNode first = new ObjectMapper().readTree(written[0]);
        assertEquals("One.\nTwo  three.", first.get("text").textValue());
        assertEquals("Debate", first.at("/metadata/title").textValue());
        JsonNode second = new ObjectMapper().readTree(written[1]);
        assertEquals("untitled\ttext", second.get("text").textValue());
        assertEquals(
                "pkg:maven/org.example/manual@1.0#speech.txt.gz:3",
                second.get("id").textValue());
    }

    @Test
    void everyRecordIsAGzipMemberOfItsOwn() throws IOException {
        Path zip = zip("manual.jar", Map.of("a.html", "<p>a", "b.html", "<p>b"));
        Part part = pages(16_000_000).collect(zip, ORIGIN, folder).parts().get(0);
        byte[] bytes = Files.readAllBytes(part.path());
        byte[] head = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
        int members = 0;
        for (int i = 0; i + head.length <= bytes.length; i++) {
            byte[] here = new byte[head.length];
            System.arraycopy(bytes, i, here, 0, head.length);
            members += Arrays.equals(head, here) ? 1 : 0;
        }
        assertEquals(3, members);
        assertArrayEquals(head, Arrays.copyOf(bytes, head.length));
    }

    private static Collector pages(long splitBytes) {
        return new Collector("docs", Kind.PAGES, "Apache-2.0", null, splitBytes, DATE);
    }

    private Path zip(String name, Map<String, String> files) throws IOException {
        Path zip = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(2025, 6, 17, 9, 30));
                out.putNextEntry(entry);
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }

    private static List<String> sha256s(Collector.Collected collected) {
        return collected.parts().stream().map(Part::sha256).toList();
    }

    private static String text(Part part) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(part.path()))) {
            in.transferTo(text);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
