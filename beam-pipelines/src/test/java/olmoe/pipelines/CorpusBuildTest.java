package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole builds on the embedded Flink runner.
class CorpusBuildTest {

    @TempDir
    private static Path temporary;

    private static Path recipe;
    private static Path corpus;
    private static Map<String, String> digests;

    @BeforeAll
    static void buildOnce() throws IOException {
        recipe = MadeUp.write(temporary.resolve("first"), 1);
        corpus = temporary.resolve("first/corpus");
        MadeUp.build(recipe, corpus, "--parallelism=2");
        digests = MadeUp.digests(corpus);
    }

    @Test
    void otherParallelismAndAShuffledListingGiveTheSameBytes() throws IOException {
        Path other = MadeUp.write(temporary.resolve("other"), 2);
        MadeUp.build(other, temporary.resolve("other/corpus"), "--parallelism=1");
        assertEquals(digests, MadeUp.digests(temporary.resolve("other/corpus")));
    }

    @Test
    void whatABuildListensToIsReachedFromThisMachineAlone() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "skipped: 1 test that needs Linux");
        Path other = MadeUp.write(temporary.resolve("listening"), 1);
        Set<String> before = listening();
        CompletableFuture<Void> build = CompletableFuture.runAsync(() -> {
            try {
                MadeUp.build(other, temporary.resolve("listening/corpus"), "--parallelism=1");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Set<String> during = new TreeSet<>();
        while (!build.isDone()) {
            during.addAll(listening());
            Thread.sleep(50);
        }
        build.get();
        during.removeAll(before);
        assertFalse(during.isEmpty(), "Flink's own ports are seen");
        during.removeIf(address -> address.matches("0100007F:.*|0{24}0100007F:.*|0000000000000000FFFF00000100007F:.*"));
        assertEquals(Set.of(), during, "addresses other than 127.0.0.1 and its forms of version 6");
    }

    /// Addresses and ports, in hex, that sockets of this process listen to.
    private static Set<String> listening() throws IOException {
        Set<String> own = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    own.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    continue; // closed by now
                }
            }
        }
        Set<String> addresses = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String row : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] cells = row.trim().split("\\s+");
                if (cells[3].equals("0A") && own.contains("socket:[" + cells[9] + "]")) {
                    addresses.add(cells[1]);
                }
            }
        }
        return addresses;
    }

    @Test
    void sectionsThatOtherStagesReadDoNotChangeWhatNamesACorpus() throws IOException {
        Path other = MadeUp.write(temporary.resolve("version"), 1);
        String text = Files.readString(other);
        Files.writeString(other, text.replace("version: 1.0.0", "version: 1.0.1"));
        assertNotEquals(text, Files.readString(other));
        MadeUp.build(other, temporary.resolve("version/corpus"), "--parallelism=2");
        assertEquals(
                Manifest.read(corpus).digest(),
                Manifest.read(temporary.resolve("version/corpus")).digest());
    }

    @Test
    void publishedBytesArePinned() throws IOException {
        JsonNode stats = CanonicalJson.read(corpus.resolve("stats/stats.json"));
        assertEquals(
                PINNED,
                CanonicalJson.digest(stats).substring(0, 16) + " "
                        + CanonicalJson.digest(CanonicalJson.object()
                                        .put(
                                                "files",
                                                String.join(
                                                        "\n",
                                                        digests.entrySet().stream()
                                                                .filter(file -> file.getKey()
                                                                        .matches("(data|ledger|tokens|tokenizer)/.*"))
                                                                .map(Object::toString)
                                                                .toList())))
                                .substring(0, 16));
    }

    private static final String PINNED = "2251aa76801d0ecf 0ae5adc9b665596a";

    @Test
    void everyRecordIsKeptDroppedOrRejectedAndOneLedgerRowSaysWhy() throws IOException {
        assertAccounts(corpus, 60);
        JsonNode stats = CanonicalJson.read(corpus.resolve("stats/stats.json"));
        assertEquals(1, stats.get("duplicates").size());
        assertEquals(
                "{\"domains\":{\"count\":0,\"largest\":[]},\"files\":{\"ai.txt\":0,\"robots.txt\":0,\"tdmrep.json\":0},"
                        + "\"pages\":20,\"responses\":20,\"signals\":{},\"unreadable-files\":0}",
                stats.get("opt-out").toString());
        assertTrue(stats.get("duplicates").get(0).get("documents").longValue() > 0, "duplicates are found");
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws IOException {
        Path data = corpus.resolve("stats/stats.json");
        long before = Files.getLastModifiedTime(data).toMillis();
        MadeUp.build(recipe, corpus);
        assertEquals(before, Files.getLastModifiedTime(data).toMillis());
    }

    @Test
    void aNewInputFileIsRefinedAlone() throws IOException {
        Path folder = temporary.resolve("added");
        Path grown = MadeUp.write(folder, 1);
        Path made = folder.resolve("corpus");
        MadeUp.build(grown, made);
        Map<String, FileTime> before = refined(made);
        assertEquals(5, before.size());
        Files.write(folder.resolve("input/e.jsonl"), MadeUp.lines(List.of(MadeUp.text(new Random(9)))));
        MadeUp.build(grown, made);
        Map<String, FileTime> after = refined(made);
        assertEquals(6, after.size());
        after.keySet().retainAll(before.keySet());
        assertEquals(before, after, "parts that were not made again");
        JsonNode lines = CanonicalJson.read(made.resolve("stats/stats.json")).at("/sources/lines/inputs");
        assertEquals("input/c.jsonl", lines.get(0).get("path").textValue());
        assertEquals(2, lines.get(0).get("blocks").intValue());
        assertEquals(30, lines.get(0).get("records").intValue());
        Path file = folder.resolve("input/c.jsonl");
        assertEquals(Files.size(file), lines.get(0).get("bytes").longValue());
        assertEquals(Sha256.of(file), lines.get(0).get("sha256").textValue());
        assertEquals(3, lines.size());
    }

    /// When each part of the first refinement was made.
    private static Map<String, FileTime> refined(Path corpus) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(corpus.resolve("work/refine-0"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(PartState.COMMIT))
                    .toList()) {
                times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-rename:2", "before-commit:11", "during-shuffle:20", "before-manifest"})
    void aKilledRunEndsWithEqualBytesAndNoLeftovers(String point) throws Exception {
        Path folder = temporary.resolve("killed-" + point.replace(':', '-'));
        Path killed = MadeUp.write(folder, 3);
        Path log = folder.resolve("log");
        Process process = build(killed, Map.of("OLMOE_KILL_POINT", point));
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process ends");
        assertTrue(Files.readString(log).contains("killed at " + point), Files.readString(log));
        assertEquals(137, process.exitValue());
        assertFalse(Files.exists(folder.resolve("corpus/manifest.json")), "no manifest before the end");
        MadeUp.build(killed, folder.resolve("corpus"), "--parallelism=2");
        assertEquals(digests, MadeUp.digests(folder.resolve("corpus")));
    }

    @Test
    void aRunThatIsAskedToEndGoesOnLater() throws Exception {
        Path folder = temporary.resolve("asked");
        Path asked = MadeUp.write(folder, 3);
        Process process = build(asked, Map.of());
        Path corpus = folder.resolve("corpus");
        while (process.isAlive() && !Files.isDirectory(corpus.resolve("work/refine-0"))) {
            Thread.sleep(10);
        }
        process.destroy();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the process ends");
        assertEquals(143, process.exitValue(), Files.readString(folder.resolve("log")));
        assertFalse(Files.exists(corpus.resolve("manifest.json")), "no manifest before the end");
        MadeUp.build(asked, corpus, "--parallelism=2");
        assertEquals(digests, MadeUp.digests(corpus));
    }

    @Test
    void aHostWithoutAnAddressIsToldBeforeAnyWork() throws Exception {
        Path folder = temporary.resolve("nameless");
        Path nameless = MadeUp.write(folder, 3);
        Path hosts = Files.createFile(folder.resolve("hosts"));
        Process process = build(nameless, Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts));
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the process ends");
        String log = Files.readString(folder.resolve("log"));
        assertEquals(2, process.exitValue(), log);
        assertTrue(log.contains("olmoe: expected an address for the name of this host"), log);
        assertFalse(Files.exists(folder.resolve("corpus/work")), "nothing was begun");
    }

    /// In a process of its own, which may have a kill point.
    private static Process build(Path recipe, Map<String, String> environment) throws IOException {
        Path folder = recipe.getParent();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1", // most of such a short run is start-up
                "-cp",
                System.getProperty("java.class.path"),
                "olmoe.pipelines.cli.CorpusCommand",
                "build",
                recipe.toString(),
                "-o",
                folder.resolve("corpus").toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    @Test
    void damagedFilesAreCountedAndNeverEndTheRun() throws IOException {
        Path folder = temporary.resolve("damaged");
        Path damaged = MadeUp.write(folder, 4);
        Path input = folder.resolve("input");
        byte[] whole = Files.readAllBytes(input.resolve("b.warc.gz"));
        Files.write(input.resolve("cut.warc.gz"), Arrays.copyOf(whole, whole.length - 300));
        Files.write(input.resolve("empty.warc.gz"), new byte[0]);
        Files.write(input.resolve("huge.warc.gz"), MadeUp.warc(List.of("x".repeat(50_000_000))));
        byte[] lines = MadeUp.lines(List.of(MadeUp.text(new Random(3)), "y"));
        lines[20] = (byte) 0xfe;
        Files.write(input.resolve("invalid.jsonl"), lines);
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> MadeUp.build(damaged, folder.resolve("corpus")));
        assertTrue(refused.getMessage().startsWith("source web: 2 of 31 records rejected"), refused.getMessage());
        assertTrue(
                refused.getMessage().contains("the first in input/cut.warc.gz: truncated-warc at "),
                refused.getMessage());
        Files.writeString(damaged, MadeUp.recipe(0.5));
        MadeUp.build(damaged, folder.resolve("corpus"));
        assertAccounts(folder.resolve("corpus"), 60 + 10 + 1 + 2);
        JsonNode stats = CanonicalJson.read(folder.resolve("corpus/stats/stats.json"));
        assertEquals(
                "{\"document-too-large\":1,\"invalid-utf8\":1,\"truncated-warc\":1}",
                stats.get("rejects").toString());
    }

    @Test
    void explainsAKeptADroppedAndADuplicateDocument() throws IOException {
        for (String outcome : List.of("too-few-words", "duplicate", "")) {
            String key = outcome.isEmpty() ? firstKept() : firstLeft(outcome);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new Explain(corpus, new PrintStream(out, true, StandardCharsets.UTF_8)).explain(key);
            String text = out.toString(StandardCharsets.UTF_8);
            assertTrue(text.startsWith("document " + key), text);
            assertTrue(text.contains("gopher-quality/dclm: "), text);
            switch (outcome) {
                case "too-few-words" -> assertTrue(text.contains("against 50"), text);
                case "duplicate" ->
                    assertTrue(
                            text.contains("the document that stays is ")
                                    && text.matches("(?s).*dedup/exact: dropped: duplicate 1 against 1\n"
                                            + "    begins    (.{160}) …\n    the other \\1 …\n\\s*"),
                            text);
                default ->
                    assertTrue(text.contains("kept, in data/") && text.contains("repetition-tokens/olmo: kept"), text);
            }
        }
    }

    @Test
    void countsWhichSourcesHoldTheSameDocumentsAndNamesAStepThatTakesMuch() throws IOException {
        SourceOverlap overlap = new SourceOverlap(Places.of(corpus.toString()));
        long duplicates = 0;
        for (JsonNode row : overlap.rows()) {
            assertEquals("dedup/exact", row.get("step").textValue());
            assertTrue(row.get("share").doubleValue() > 0 && row.get("share").doubleValue() < 1, row.toString());
            duplicates += row.get("documents").longValue();
        }
        JsonNode stats = CanonicalJson.read(corpus.resolve("stats/stats.json"));
        long dropped = 0;
        for (JsonNode step : stats.get("steps")) {
            dropped += step.get("step").textValue().equals("dedup/exact")
                    ? step.get("dropped").longValue()
                    : 0;
        }
        assertTrue(dropped > 0);
        assertEquals(dropped, duplicates);
        assertEquals(List.of(), overlap.warnings(0.5));
        List<String> warnings = overlap.warnings(0.05);
        assertTrue(
                warnings.stream().anyMatch(warning -> warning.startsWith("gopher-quality/dclm removes ")),
                warnings.toString());
    }

    private String firstLeft(String reason) throws IOException {
        for (String file : files("ledger")) {
            for (Ledger.Entry entry : Ledger.read(FileChannel.open(corpus.resolve(file)), file)) {
                if (entry.reason().equals(reason)) {
                    return entry.key();
                }
            }
        }
        throw new AssertionError("no document left for " + reason);
    }

    private String firstKept() throws IOException {
        String file = files("data").get(0);
        try (TableReader table = new TableReader(FileChannel.open(corpus.resolve(file)), file, "key")) {
            return (String) table.next()[0];
        }
    }

    private List<String> files(String role) throws IOException {
        return Manifest.read(corpus).files().stream()
                .map(Manifest.Entry::path)
                .filter(path -> path.startsWith(role + File.separator))
                .toList();
    }

    /// Counts again from the shards: kept rows, one ledger row a record that left, nothing twice.
    private static void assertAccounts(Path corpus, int read) throws IOException {
        Manifest manifest = Manifest.read(corpus);
        long kept = 0;
        List<String> left = new ArrayList<>();
        for (Manifest.Entry file : manifest.files()) {
            if (file.role().equals("data")) {
                try (TableReader table =
                        new TableReader(FileChannel.open(corpus.resolve(file.path())), file.path(), "key")) {
                    kept += table.rows();
                }
            } else if (file.role().equals("ledger")) {
                for (Ledger.Entry entry : Ledger.read(FileChannel.open(corpus.resolve(file.path())), file.path())) {
                    left.add(entry.part() + ":" + entry.row());
                }
            }
        }
        assertEquals(left.size(), new HashSet<>(left).size(), "one row for each record that left");
        assertEquals(read, kept + left.size());
        assertEquals(read, manifest.counts().get("read"));
        assertEquals(kept, manifest.counts().get("kept"));
        assertEquals(
                left.size(),
                manifest.counts().get("dropped") + manifest.counts().get("rejected"));
        JsonNode steps = CanonicalJson.read(corpus.resolve("stats/stats.json")).get("steps");
        long expected = read;
        for (JsonNode step : steps) {
            assertEquals(expected, step.get("read").longValue(), step.toString());
            expected = step.get("kept").longValue();
            assertEquals(
                    step.get("read").longValue(),
                    expected
                            + step.get("dropped").longValue()
                            + step.get("rejected").longValue());
        }
        assertEquals(kept, expected);
    }
}
