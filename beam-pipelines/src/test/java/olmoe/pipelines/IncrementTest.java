package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import olmoe.release.format.Column;
import olmoe.release.format.TableReader;
import olmoe.release.format.TableWriter;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A corpus of new documents against an earlier one.
class IncrementTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({"'',corpus", "oldest,corpus", "'',release", "oldest,release"})
    void keepsOfTheNewDocumentsWhatOneRunOverBothKeepsAndLeavesTheOldAlone(String dates, String against)
            throws IOException {
        String survivors = dates.isEmpty() ? "" : "survivors: " + dates + "\n";
        List<String> old = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        families(new Random(11), old, fresh);
        Path first = write("first", Map.of("old", old), List.of("old"), survivors);
        MadeUp.build(first.resolve("recipe.yaml"), first.resolve("corpus"));
        Path earlier = first.resolve(against);
        Set<String> kept = new TreeSet<>(NearDuplicatesTest.kept(first.resolve("corpus")));
        Map<String, String> found = rows(first.resolve("corpus"));
        if (against.equals("release")) {
            Released.of(first.resolve("corpus"), earlier);
            delete(first.resolve("corpus"));
            delete(first.resolve("old.jsonl"));
        }
        Map<String, String> before = MadeUp.digests(earlier);
        Path second = write(
                "second", Map.of("new", fresh), List.of("new"), survivors + "against: ../first/" + against + "\n");
        MadeUp.build(second.resolve("recipe.yaml"), second.resolve("corpus"));
        Path both = write("both", Map.of("old", old, "new", fresh), List.of("old", "new"), survivors);
        MadeUp.build(both.resolve("recipe.yaml"), both.resolve("corpus"));

        assertEquals(before, MadeUp.digests(earlier), "the earlier one is only read");
        kept.addAll(NearDuplicatesTest.kept(second.resolve("corpus")));
        assertEquals(new TreeSet<>(NearDuplicatesTest.kept(both.resolve("corpus"))), kept);
        long acrossDropped = NearDuplicatesTest.ledger(second.resolve("corpus")).values().stream()
                .filter(entry -> found.containsKey(entry.matchedKey()))
                .count();
        assertTrue(acrossDropped > 0, "some new document matches an old one that was dropped itself");
        found.putAll(rows(second.resolve("corpus")));
        assertEquals(rows(both.resolve("corpus")), found);
        namesTheOldDocument(second.resolve("corpus"), earlier, against);
        refusesAnotherRecipeAndWhatIsNone(second, survivors, "../first/" + against);
        refusesAChangedByte(second, earlier, survivors);
    }

    private static void families(Random random, List<String> old, List<String> fresh) {
        for (int family = 0; family < 60; family++) {
            String text = NearDuplicatesTest.words(random, 80);
            for (int member = 0; member < 1 + random.nextInt(5); member++) {
                (random.nextBoolean() ? old : fresh).add(text);
                text = random.nextInt(4) == 0 ? text : NearDuplicatesTest.edited(random, text);
            }
        }
    }

    /// One that the earlier one kept by its text, one that it dropped by where its ledger says so.
    private static void namesTheOldDocument(Path corpus, Path earlier, String against) throws IOException {
        Set<String> kept = new TreeSet<>();
        try (Stream<Path> shards = Files.walk(earlier.resolve("data"))) {
            for (Path shard : (Iterable<Path>) shards.filter(Files::isRegularFile)::iterator) {
                try (TableReader table = new TableReader(FileChannel.open(shard), shard.toString(), "key")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        kept.add((String) row[0]);
                    }
                }
            }
        }
        Set<String> said = new TreeSet<>();
        Set<String> own = NearDuplicatesTest.kept(corpus);
        own.addAll(NearDuplicatesTest.ledger(corpus).keySet());
        for (Map.Entry<String, Ledger.Entry> entry :
                NearDuplicatesTest.ledger(corpus).entrySet()) {
            String matched = entry.getValue().matchedKey();
            if (!own.contains(matched)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                new Explain(corpus, new PrintStream(out, true, StandardCharsets.UTF_8)).explain(entry.getKey());
                String expected = kept.contains(matched)
                        ? "    the other is in ../first/" + against
                                + ", data/old/(train|validation)/old.jsonl-00000.parquet: " + "[\\w ]+…"
                        : "    the other was read for ../first/" + against + " and dropped there by dedup/\\w+, "
                                + "ledger/old/old.jsonl-00000.parquet row \\d+; its keys are there, its text is not";
                String line = out.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(text -> text.startsWith("    the other "))
                        .findFirst()
                        .orElse("");
                assertTrue(line.matches(expected), line);
                said.add(line.substring(0, 16));
            }
        }
        assertEquals(2, said.size(), "kept and dropped ones: " + said);
    }

    /// @param second folder of a recipe against `earlier`
    private void refusesAnotherRecipeAndWhatIsNone(Path second, String survivors, String earlier) throws IOException {
        Path recipe = second.resolve("recipe.yaml");
        String text = Files.readString(recipe);
        Files.writeString(recipe, text.replace("threshold: 0.8", "threshold: 0.7"));
        String message = refusal(recipe);
        assertTrue(message.startsWith("recipe.yaml: against: " + earlier + ": steps[1]: expected "), message);
        assertTrue(
                message.contains("0.7")
                        && message.contains("0.8")
                        && message.lines().count() == 1,
                message);
        Files.writeString(recipe, "survivors: newest\n" + text.replace(survivors, ""));
        assertEquals(
                "recipe.yaml: against: " + earlier + ": survivors: expected newest, found "
                        + (survivors.isEmpty() ? "none" : "oldest"),
                refusal(recipe));
        Files.writeString(recipe, text.replace(earlier, "../nowhere"));
        assertTrue(
                refusal(recipe).startsWith("recipe.yaml: against: ../nowhere: expected a release with RELEASE.json or"),
                refusal(recipe));
        Files.writeString(recipe, text);
    }

    /// In each file that a build reads of an earlier corpus or release.
    private void refusesAChangedByte(Path second, Path earlier, String survivors) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(earlier)) {
            files = walk.filter(file -> file.toString().matches(".*(rows|keys-0|bands-1|shingles-1|dates)")
                                    && !file.toString().contains("refine-1")
                                    && !file.toString().contains("work/write")
                            || file.toString().matches(".*(/ledger/.*parquet|matches.json|RELEASE.json)"))
                    .toList();
        }
        assertEquals(
                (survivors.isEmpty() ? 5 : 6) + (Files.exists(earlier.resolve("RELEASE.json")) ? 2 : 0),
                files.size(),
                "" + files);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            Exception refused = assertThrows(
                    Exception.class, () -> MadeUp.build(second.resolve("recipe.yaml"), temporary.resolve("refused")));
            String name = earlier.relativize(file).toString();
            assertTrue(refused.getMessage().contains(name), refused + " names " + name);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        assertTrue(Files.notExists(temporary.resolve("refused/work")), "nothing begins before all is read");
    }

    private String refusal(Path recipe) {
        return assertThrows(ConfigurationException.class, () -> MadeUp.build(recipe, temporary.resolve("refused")))
                .getMessage();
    }

    @Test
    void refusesAReleaseWhoseKeysAreOfAnotherFormAndNamesBoth() throws IOException {
        Path first = write("first", Map.of("old", List.of("a b c d e f")), List.of("old"), "");
        MadeUp.build(first.resolve("recipe.yaml"), first.resolve("corpus"));
        Path release = first.resolve("release");
        Released.of(first.resolve("corpus"), release);
        Path second = write("second", Map.of("new", List.of("x")), List.of("new"), "against: ../first/release\n");
        Path recipe = second.resolve("recipe.yaml");
        Path matches = release.resolve("index/matches.json");
        String text = Files.readString(matches);
        String where = "recipe.yaml: against: ../first/release: index/matches.json: ";
        Files.writeString(matches, text.replace("parts/3", "parts/2"));
        Released.list(release);
        assertEquals(where + "form: expected parts/3, found parts/2", refusal(recipe));
        Files.writeString(matches, text.replace("14x8", "20x13"));
        Released.list(release);
        assertTrue(refusal(recipe).startsWith(where + "matches[0]: expected "), refusal(recipe));
        assertTrue(refusal(recipe).contains("14x8") && refusal(recipe).contains("20x13"), refusal(recipe));
        Files.writeString(matches, text);
        Path rows = release.resolve("index/match-0/old/old.jsonl-00000.rows");
        byte[] bytes = Files.readAllBytes(rows);
        bytes[9] ^= 1;
        Files.write(rows, bytes);
        Released.list(release);
        assertTrue(refusal(recipe).startsWith(where + "digest: expected "), refusal(recipe));
        Files.delete(matches);
        Released.list(release);
        assertTrue(
                refusal(recipe)
                        .startsWith("recipe.yaml: against: ../first/release: expected a release that carries"
                                + " index/matches.json, as one does whose recipe says release: {index: olmoe}"),
                refusal(recipe));
    }

    /// After a takedown a copy of what left is new again, and one of what stayed is not.
    @Test
    void aCopyOfTheIndexHasNoDocumentThatDataAndLedgerNoLongerHave() throws IOException {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add(i == 7 ? "" : NearDuplicatesTest.words(random, 40));
        }
        Path first = write("first", Map.of("old", texts), List.of("old"), "survivors: oldest\n");
        MadeUp.build(first.resolve("recipe.yaml"), first.resolve("corpus"));
        Path release = first.resolve("release");
        Released.of(first.resolve("corpus"), release);
        Path same = temporary.resolve("same");
        MatchIndex.copy(release, same);
        assertEquals(MadeUp.digests(release.resolve("index")), MadeUp.digests(same), "nothing has left");
        Path shard = release.resolve("data/old/train/old.jsonl-00000.parquet");
        List<Column> columns;
        List<Object[]> rows = new ArrayList<>();
        try (TableReader table = new TableReader(FileChannel.open(shard), "shard")) {
            columns = table.columns();
        }
        String[] names = columns.stream().map(Column::name).toArray(String[]::new);
        try (TableReader table = new TableReader(FileChannel.open(shard), "shard", names)) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                rows.add(row);
            }
        }
        List<Object[]> gone = rows.subList(3, 6);
        Set<String> goneTexts = gone.stream()
                .map(row -> (String) row[List.of(names).indexOf("text")])
                .collect(Collectors.toSet());
        gone.clear();
        try (TableWriter table = new TableWriter(Files.newOutputStream(shard), columns, Map.of())) {
            for (Object[] row : rows) {
                table.write(row);
            }
        }
        Path left = temporary.resolve("left");
        MatchIndex.copy(release, left);
        delete(release.resolve("index"));
        Files.move(left, release.resolve("index"));
        Released.list(release);
        Path second =
                write("second", Map.of("new", texts), List.of("new"), "survivors: oldest\nagainst: ../first/release\n");
        MadeUp.build(second.resolve("recipe.yaml"), second.resolve("corpus"));
        Set<String> kept = new TreeSet<>();
        try (Stream<Path> shards = Files.walk(second.resolve("corpus/data"))) {
            for (Path data : (Iterable<Path>) shards.filter(Files::isRegularFile)::iterator) {
                try (TableReader table = new TableReader(FileChannel.open(data), data.toString(), "text")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        kept.add((String) row[0]);
                    }
                }
            }
        }
        assertEquals(3, goneTexts.size());
        assertEquals(new TreeSet<>(goneTexts), kept);
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Map<String, String> rows(Path corpus) throws IOException {
        return NearDuplicatesTest.ledger(corpus).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        row -> row.getValue().step() + " " + row.getValue().matchedKey() + " "
                                + row.getValue().keptKey() + " "
                                + row.getValue().similarity(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private Path write(String name, Map<String, List<String>> texts, List<String> order, String against)
            throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(name));
        StringBuilder recipe = new StringBuilder("name: increment\nversion: 1.0.0\nseed: 1\nwindow: 16\n");
        recipe.append(against).append("sources:\n");
        for (String source : order) {
            recipe.append("  - {name: ").append(source).append(", files: ").append(source);
            recipe.append(".jsonl, license: {spdx: Apache-2.0, evidence: made here}}\n");
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < texts.get(source).size(); i++) {
                lines.append("{\"created\":\"20").append(10 + (i * 7) % 11).append("\",\"id\":\"");
                lines.append(i).append("\",\"text\":\"");
                lines.append(texts.get(source).get(i)).append("\"}\n");
            }
            Files.write(folder.resolve(source + ".jsonl"), lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        recipe.append("steps:\n  - dedup: exact\n  - dedup: {use: minhash, threshold: 0.8}\n");
        recipe.append("split: {validation: 0.1}\ntokenizer: {train: {vocabulary: 300, sample: 30kB}}\n");
        Files.writeString(folder.resolve("recipe.yaml"), recipe);
        return folder;
    }
}
