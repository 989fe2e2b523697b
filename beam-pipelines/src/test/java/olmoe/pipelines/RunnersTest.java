package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.release.recipe.Recipe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One corpus by other runners and on another file system than usual: the same bytes.
class RunnersTest {
    @TempDir
    private static Path temporary;

    private static Path recipe;
    private static Map<String, String> digests;

    @BeforeAll
    static void buildOnEmbeddedFlink() throws IOException {
        recipe = MadeUp.writeNear(temporary.resolve("flink"), 1);
        MadeUp.build(recipe, temporary.resolve("flink/corpus"), "--parallelism=2");
        digests = MadeUp.digests(temporary.resolve("flink/corpus"));
    }

    @Test
    void theDirectRunnerGivesTheSameBytes() throws IOException {
        Path corpus = temporary.resolve("direct");
        MadeUp.build(recipe, corpus, "--runner=DirectRunner", "--targetParallelism=7");
        assertEquals(digests, MadeUp.digests(corpus));
    }

    @Test
    void plainJavaWithoutBeamGivesTheSameBytes() throws IOException {
        Path corpus = temporary.resolve("oracle");
        Oracle.parts(recipe, corpus);
        Map<String, FileTime> made = partTimes(corpus);
        MadeUp.build(recipe, corpus); // what is left is the driver's
        assertEquals(made, partTimes(corpus), "no job has made a part again");
        assertEquals(digests, MadeUp.digests(corpus));
    }

    private static Map<String, FileTime> partTimes(Path corpus) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(corpus.resolve("work"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(PartState.COMMIT))
                    .toList()) {
                times.put(corpus.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
        }
        assertEquals(4 * 7 + 1, times.size(), "four phases of seven parts, and the tokenizer");
        return times;
    }

    /// The default locale and charset of a process are no part of a corpus, nor is its time zone.
    @ParameterizedTest
    @CsvSource({"tr, TR, ISO-8859-1, Pacific/Kiritimati, 7, 5", "th, TH, UTF-16BE, America/St_Johns, 1, 6"})
    void anotherLocaleCharsetAndTimeZoneGiveTheSameBytes(
            String language, String country, String charset, String zone, int parallelism, long seed)
            throws IOException, InterruptedException {
        Path folder = temporary.resolve(language);
        Path shuffled = MadeUp.writeNear(folder, seed);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-Duser.timezone=" + zone,
                "-Dfile.encoding=" + charset,
                "-cp",
                System.getProperty("java.class.path"),
                "olmoe.pipelines.cli.CorpusCommand",
                "build",
                shuffled.toString(),
                "--parallelism=" + parallelism);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> read(folder.resolve("log")));
        assertEquals(digests, MadeUp.digests(folder.resolve("corpus")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void anObjectStoreGetsTheSameBytesFromInputsInAnother() throws IOException {
        Path crawl = Files.createDirectories(temporary.resolve("crawl"));
        try (Stream<Path> inputs = Files.list(temporary.resolve("flink/input"))) {
            for (Path input : inputs.toList()) {
                Files.copy(input, crawl.resolve("2026+input+" + input.getFileName()));
            }
        }
        Path stored = temporary.resolve("stored");
        buildOnShelves(crawl, stored);
        Map<String, String> names = new TreeMap<>();
        MadeUp.digests(stored).forEach((name, digest) -> {
            String key = name.replace('+', '/');
            if (!key.endsWith("run.json")) {
                names.put(key, digest);
            }
        });
        assertEquals(digests, names);

        var manifest = Files.getLastModifiedTime(stored.resolve("manifest.json"));
        buildOnShelves(crawl, stored);
        assertEquals(manifest, Files.getLastModifiedTime(stored.resolve("manifest.json")), "nothing to do");
        Files.delete(crawl.resolve("2026+input+d.jsonl.gz"));
        buildOnShelves(crawl, stored);
        try (Stream<Path> files = Files.list(stored)) {
            List<String> orphans = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("d.jsonl"))
                    .toList();
            assertTrue(orphans.isEmpty(), orphans + " of an input that is gone");
        }
    }

    private static void buildOnShelves(Path crawl, Path stored) throws IOException {
        Jobs jobs = Jobs.of(List.of("--parallelism=2"));
        Inputs inputs = Inputs.of(Shelves.of(crawl) + "/2026/");
        CorpusPlan plan = CorpusPlan.of(Recipe.read(recipe));
        plan.checkInputs(inputs::files);
        new CorpusBuild(plan, inputs, Places.of(Shelves.of(stored)), jobs).run();
    }
}
