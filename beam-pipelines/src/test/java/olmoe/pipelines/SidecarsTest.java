package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a scorer of the user's says of each document, and steps that ask for it.
class SidecarsTest {
    private static final String SCORES = "attributes/scorer/web/a.jsonl.gz";

    @TempDir
    private Path folder;

    private Path recipe;
    private final List<String> scores = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        recipe = folder.resolve("recipe.yaml");
        writeRecipe("quality >= 0.5 and not spans > 0.9");
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            lines.append("{\"id\":\"d").append(i).append("\",\"text\":\"");
            lines.append(NearDuplicatesTest.words(random, 60)).append("\"}\n");
            scores.add("{\"id\":\"d" + i + "\",\"attributes\":{\"quality\":" + i / 10.0 + ",\"spans\":"
                    + (i % 3 == 0 ? "[]" : "[[0,3,0.2],[4,9," + (i == 7 ? 0.95 : 0.5) + "]]") + ",\"other\":[]}}");
        }
        write("documents/web/a.jsonl.gz", lines.toString());
        write(SCORES, String.join("\n", scores) + "\n");
        write("documents/web/b.jsonl", "{\"id\":\"x\",\"text\":\"" + NearDuplicatesTest.words(random, 60) + "\"}\n");
        write("attributes/scorer/web/b.jsonl", "{\"id\":\"x\",\"attributes\":{\"quality\":true,\"spans\":[]}}\n");
    }

    private void writeRecipe(String include) throws IOException {
        Files.writeString(recipe, """
                name: scored
                version: 1.0.0
                seed: 1
                window: 16
                split-size: 1kB
                sources:
                  - name: web
                    files: documents/**.jsonl*
                    attributes: {scorer: [quality, spans]}
                    license: {spdx: Apache-2.0, evidence: made here}
                    max-reject-share: 0.5
                steps:
                  - filter: {use: attributes, include: "%s"}
                  - dedup: exact
                tokenizer: {train: {vocabulary: 300, sample: 30kB}}
                """.formatted(include));
    }

    private void write(String path, String lines) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        Files.write(file, path.endsWith(".gz") ? MadeUp.gzip(bytes) : bytes);
    }

    @Test
    void joinTheirDocumentsAndDecideAndStayAsColumns() throws IOException {
        Path corpus = folder.resolve("corpus");
        MadeUp.build(recipe, corpus);
        assertEquals(
                List.of(
                        "d5 0.5 0.5",
                        "d6 0.6 0.0",
                        "d8 0.8 0.5",
                        "d9 0.9 0.0",
                        "d10 1.0 0.5",
                        "d11 1.1 0.5",
                        "x 1.0 0.0"),
                kept(corpus));
        JsonNode stats = CanonicalJson.read(corpus.resolve("stats/stats.json"));
        assertEquals(
                "{\"include quality\":5,\"include spans\":1}",
                stats.get("steps").get(1).get("reasons").toString());
        JsonNode inputs = stats.at("/sources/web/inputs");
        assertEquals(4, inputs.size(), "each sidecar is an input of its own");
        assertEquals(SCORES, inputs.get(1).get("path").textValue());
        assertEquals(
                Sha256.of(folder.resolve(SCORES)), inputs.get(1).get("sha256").textValue());

        scores.set(0, scores.get(0).replace("0.0", "0.75"));
        write(SCORES, String.join("\n", scores) + "\n");
        MadeUp.build(recipe, corpus);
        assertTrue(kept(corpus).contains("d0 0.75 0.0"), "another score is another corpus");
    }

    private static List<String> kept(Path corpus) throws IOException {
        List<String> kept = new ArrayList<>();
        List<Path> shards;
        try (Stream<Path> files = Files.walk(corpus.resolve("data"))) {
            shards = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path shard : shards) {
            try (TableReader table =
                    new TableReader(FileChannel.open(shard), "data", "id", "scorer.quality", "scorer.spans")) {
                for (Object[] row = table.next(); row != null; row = table.next()) {
                    kept.add(row[0] + " " + row[1] + " " + row[2]);
                }
            }
        }
        return kept;
    }

    @Test
    void aLineTooFewTooManyOrOfAnotherDocumentEndsTheRun() throws IOException {
        String all = String.join("\n", scores) + "\n";
        String last = scores.get(11);
        assertFails(all.replace(last, ""), SCORES + ": line 12: expected one for each document, found the end");
        assertFails(all + last, SCORES + ": line 13: expected the end, as the documents have, found a line");
        assertFails(all.replace("\"d4\"", "\"d5\""), SCORES + ": line 5: expected the id d4, found d5");
        assertFails(
                all.replace("[[0,3,0.2]", "[[0,3]"),
                SCORES + ": line 2: spans: expected [start, end, score], found [0,3]");
        assertFails(
                all.replace("\"attributes\"", "\"attribute\""),
                SCORES + ": line 1: expected an object with attributes");
        assertFails("no json", SCORES + ": line 1: expected JSON: ");
        assertFails(
                " ".repeat(64_000_001),
                SCORES + ": after line 0: expected at most 64000000 characters in a line, found more");
        assertFalse(Files.exists(folder.resolve("corpus/manifest.json")));
    }

    private void assertFails(String lines, String expected) throws IOException {
        write(SCORES, lines);
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> MadeUp.build(recipe, folder.resolve("corpus"), "--runner=DirectRunner"))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aDocumentWithoutAnAttributeIsRejected() throws IOException {
        scores.set(9, scores.get(9).replace("\"quality\":0.9,", ""));
        write(SCORES, String.join("\n", scores) + "\n");
        MadeUp.build(recipe, folder.resolve("corpus"), "--runner=DirectRunner");
        JsonNode stats = CanonicalJson.read(folder.resolve("corpus/stats/stats.json"));
        assertEquals("{\"no-attribute\":1}", stats.get("rejects").toString());
        assertEquals(13, stats.at("/sources/web/read").intValue());
    }

    @Test
    void aCutFileOfDocumentsIsARejectAndNotItsScorersFault() throws IOException {
        Path file = folder.resolve("documents/web/a.jsonl.gz");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        MadeUp.build(recipe, folder.resolve("corpus"), "--runner=DirectRunner");
        JsonNode stats = CanonicalJson.read(folder.resolve("corpus/stats/stats.json"));
        assertEquals("{\"truncated-gzip\":1}", stats.get("rejects").toString());
    }

    @Test
    void aScorerMayLeaveOutIdsWhereTheDocumentsHaveNone() throws IOException {
        write("documents/web/b.jsonl", "{\"text\":\"" + NearDuplicatesTest.words(new Random(4), 60) + "\"}\n");
        write("attributes/scorer/web/b.jsonl", "{\"attributes\":{\"quality\":true,\"spans\":[]}}\n");
        MadeUp.build(recipe, folder.resolve("corpus"), "--runner=DirectRunner");
        assertEquals(7, kept(folder.resolve("corpus")).size());
    }

    @Test
    void whatIsNotThereIsNamedBeforeAnyWork() throws IOException {
        Files.delete(folder.resolve("attributes/scorer/web/b.jsonl"));
        assertRefused("attributes: expected attributes/scorer/web/b.jsonl beside documents/web/b.jsonl, found none");
        writeRecipe("qualty >= 0.5");
        assertRefused("attributes needs the attribute qualty, which no step before it provides for the source web;"
                + " provided are [quality, spans]");
        Files.writeString(recipe, Files.readString(recipe).replace("[quality, spans]", "[quality, language]"));
        assertRefused("expected the name of a number, found language, which is a document's label");
        writeRecipe("quality => 0.5");
        assertRefused("include: expected one of < <= > >= == != at character 9, found => 0.5");
        assertFalse(Files.exists(folder.resolve("corpus")));
    }

    private void assertRefused(String expected) {
        String message = assertThrows(
                        ConfigurationException.class, () -> MadeUp.build(recipe, folder.resolve("corpus")))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }
}
