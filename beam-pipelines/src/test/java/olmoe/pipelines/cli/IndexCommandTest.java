package olmoe.pipelines.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import olmoe.dedup.lucene.DocumentIndex;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.release.format.Column;
import olmoe.release.format.Column.Type;
import olmoe.release.format.Manifest;
import olmoe.release.format.TableWriter;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The data of a corpus becomes an index that says what resembles a text.
class IndexCommandTest {
    private static final String TEXT = "The harbour master writes the name of every boat in a green book";

    @TempDir
    private Path folder;

    @Test
    void holdsTheDocumentsOfAllShardsWithTheirUrls() throws IOException {
        shard("a/train/one.parquet", new String[] {"k1", "https://a.example/", TEXT}, new String[] {"k2", null, ""});
        shard("a/validation/one.parquet", new String[] {"k3", null, TEXT + ", and in a red one"});
        Path index = folder.resolve("index");
        assertEquals(
                "0 2 of 3 documents indexed, the others have no shingles\n", run("index", "" + folder, "" + index));
        try (DocumentIndex read = new DocumentIndex(index, ParameterSet.standard())) {
            List<DocumentIndex.Hit> hits = read.query(TEXT, 0.3, 10);
            assertEquals(
                    List.of("k1", "k3"),
                    hits.stream().map(DocumentIndex.Hit::key).toList());
            assertEquals("https://a.example/", hits.get(0).url());
            assertEquals(1.0, hits.get(0).similarity());
            read.check();
        }
        assertTrue(run("index", "" + folder, "" + index).contains("expected an empty folder, found files in it"));
    }

    @Test
    void asAStageItReplacesWhatItMadeBeforeAndAReleaseAnswersFromIt() throws IOException {
        shard("a/train/one.parquet", new String[] {"k1", "https://a.example/", TEXT});
        Manifest.of("corpus", Map.of(), List.of(), Map.of()).write(folder);
        Files.writeString(folder.resolve("recipe.resolved.json"), """
                {"name": "a", "version": "1.0.0", "seed": 1, "sources": [{"name": "a", "files": "*.jsonl",
                 "license": {"spdx": "MIT", "evidence": "none"}}], "tokenizer": {"train": {"vocabulary": 300}}}
                """);
        Files.createDirectories(folder.resolve("stats"));
        Files.writeString(folder.resolve("stats/stats.json"), "{\"sources\": {}}");
        Path index = folder.resolve("run/index");
        String first = run("index", "" + folder, "" + index, "--manifest");
        assertEquals("0 1 of 1 documents indexed, the others have no shingles\n", first);
        Manifest made = Manifest.read(index);
        assertEquals(
                List.of("index.json", "matches.json"),
                made.files().stream()
                        .filter(file -> file.role().equals("index"))
                        .map(Manifest.Entry::path)
                        .toList());
        assertEquals(Manifest.read(folder).digest(), made.inputs().get("manifest.corpus"));
        assertTrue(made.filesArePresent(index));
        assertEquals(first, run("index", "" + folder, "" + index, "--manifest"));
        assertEquals(made.digest(), Manifest.read(index).digest(), "all but Lucene's own files come out the same");
        assertTrue(run("index", "" + folder, "" + index).contains("expected an empty folder, found files in it"));

        Path release = Files.createDirectories(folder.resolve("release"));
        for (Manifest.Entry file : Manifest.read(index).files()) {
            Path to = release.resolve((file.role().equals("index") ? "index/" : "witness/index/") + file.path());
            Files.createDirectories(to.getParent());
            Files.copy(index.resolve(file.path()), to);
        }
        try (DocumentIndex read = new DocumentIndex(release, ParameterSet.standard())) {
            assertEquals("k1", read.query(TEXT, 0.3, 10).get(0).key());
            read.check();
        }
    }

    @Test
    void refusesWhatIsNoCorpus() throws IOException {
        assertEquals(
                "2 olmoe: " + folder + ": expected a corpus or release with shards in data/, found none\n",
                run("index", "" + folder, "" + folder.resolve("index")));
        assertTrue(Files.notExists(folder.resolve("index")));
    }

    private void shard(String path, String[]... rows) throws IOException {
        Path file = folder.resolve("data").resolve(path);
        Files.createDirectories(file.getParent());
        List<Column> columns = List.of(
                Column.required("key", Type.STRING),
                Column.optional("url", Type.STRING),
                Column.required("text", Type.STRING));
        try (TableWriter table =
                new TableWriter(Files.newOutputStream(file), columns, Map.of("olmoe.table", "data/1"))) {
            for (String[] row : rows) {
                table.write((Object[]) row);
            }
        }
    }

    private static String run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            return Commands.execute(new CorpusCommand(), arguments) + " " + said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
