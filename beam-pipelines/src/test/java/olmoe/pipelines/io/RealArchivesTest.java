package olmoe.pipelines.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Archives of many crawlers, by the record counts that their index states.
class RealArchivesTest {
    /// jhove takes `warc/1.0` in small letters for valid, the WARC library does not. The truncated one
    /// breaks off in its third record, and ours is the only reader that does not count a fourth.
    private static final Set<String> READ_OTHERWISE =
            Set.of("webarchive/valid-warcfile-upper-lower-case.warc", "warcio/example-trunc.warc");

    private static final Pattern ROW =
            Pattern.compile("\\| ([^ |]+\\.(?:warc|wat|wet|arc)[^ |]*) \\| [^|]*? records \\{([^}]*)\\}.*");
    private static final Pattern COUNT = Pattern.compile("'([^']*)': ([0-9]+)");

    @Test
    void everyArchiveHasTheRecordsThatItsIndexStates() throws IOException {
        Path folder = folder();
        TreeSet<String> otherwise = new TreeSet<>();
        int archives = 0;
        for (String line : Files.readAllLines(folder.resolveSibling("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()
                    || !Files.exists(folder.resolve(row.group(1)))
                    || Format.of(row.group(1)).isEmpty()) {
                continue;
            }
            archives++;
            TreeMap<String, Integer> stated = new TreeMap<>();
            Matcher count = COUNT.matcher(row.group(2));
            while (count.find()) {
                stated.merge(kind(count.group(1)), Integer.valueOf(count.group(2)), Integer::sum);
            }
            Collected read = read(folder, row.group(1));
            if (stated.isEmpty()) {
                assertEquals(List.of("damaged-warc at 0"), read.rejects, row.group(1));
            } else if (!stated.equals(
                    stated.containsKey("") ? Map.of("", found(read).size()) : found(read))) {
                otherwise.add(row.group(1));
            }
        }
        assertTrue(archives > 45, archives + " archives");
        assertEquals(new TreeSet<>(READ_OTHERWISE), otherwise);
    }

    @Test
    void readsTheElderFormatAndTextsAndNotesThatOthersMade() throws IOException {
        Path folder = folder();
        assertEquals(1, read(folder, "warcio/example.arc").documents.size());
        assertEquals(1, read(folder, "warcio/example.arc.gz").documents.size());
        Collected crawl = read(folder, "aut/example.warc.gz");
        assertEquals(List.of(), crawl.rejects, "answers of name servers are no pages and no damage");
        assertTrue(crawl.others.contains("dns"));
        Collected wet = read(folder, "whirlwind-python/whirlwind.warc.wet.gz");
        assertTrue(wet.documents.get(0).page() == null
                && wet.documents.get(0).text().length() > 1000);
        assertEquals(
                "https://an.wikipedia.org/wiki/Escopete", wet.documents.get(0).url());
        assertEquals(
                List.of("warcinfo", "metadata-of-no-response"),
                read(folder, "whirlwind-python/whirlwind.warc.wat.gz").others);
    }

    @Test
    void noDamageThrowsOrReadsMoreThanItMay() throws IOException {
        Path folder = folder();
        Random random = new Random(5);
        for (String name : List.of(
                "warcio/example.warc",
                "warcio/example.arc",
                "warcio/example.warc.gz",
                "whirlwind-python/whirlwind.warc.wet.gz",
                "solrwayback/transfer_compression_gzip.warc.gz")) {
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            for (int i = 0; i < 300; i++) {
                byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
                for (int flips = random.nextInt(4); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                Collected read = Collected.read(name, damaged);
                assertEquals(damaged.length, read.bytes, name);
                assertTrue(read.documents.stream()
                        .allMatch(d -> d.page() == null || d.page().body().length <= 1 << 20));
            }
        }
    }

    private static Path folder() throws IOException {
        String shared = System.getenv().getOrDefault("OLMOE_SHARED", System.getenv("OLMOE_HOME") + "/../shared");
        Path folder = Path.of(shared, "data/warc");
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: 61 archives of other programs are not here");
        return folder;
    }

    private static Collected read(Path folder, String name) throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(name));
        return Collected.read(new Block("web", name, 0, 0, file.length), file, 32_000_000);
    }

    /// Records by kind; whatever a reader says of a response is one of those.
    private static TreeMap<String, Integer> found(Collected read) {
        TreeMap<String, Integer> found = new TreeMap<>();
        Stream.concat(
                        read.others.stream(),
                        Stream.concat(
                                read.documents.stream().map(d -> d.page() == null ? "conversion" : "response"),
                                read.rejects.stream().map(reject -> "response")))
                .forEach(kind -> found.merge(kind(kind), 1, Integer::sum));
        return found;
    }

    private static String kind(String kind) {
        if (kind.startsWith("status-") || kind.equals("not-html") || kind.equals("dns")) {
            return "response";
        }
        return kind.equals("metadata-of-no-response") ? "metadata" : kind;
    }
}
