package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.dedup.bloom.Decision;
import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.ExactKeys;
import olmoe.dedup.bloom.Mode;
import olmoe.filters.DocumentKey;
import olmoe.pipelines.io.Block;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.TableReader;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole builds with a step that remembers what went by, against the same loop in memory.
class SequentialStepTest {
    private static final int SHARDS = 2;

    @TempDir
    private Path temporary;

    /// @param sources texts of each file, by source and name
    private record Made(TreeMap<String, List<String>> files) {

        static Made random(long seed) {
            Random random = new Random(seed);
            List<String> paragraphs = new ArrayList<>();
            TreeMap<String, List<String>> files = new TreeMap<>();
            for (String file : List.of("a/one", "a/three", "a/two", "b/one", "b/two")) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    StringBuilder text = new StringBuilder();
                    for (int p = 0; p < 1 + random.nextInt(4); p++) {
                        String paragraph = random.nextInt(3) == 0 && !paragraphs.isEmpty()
                                ? paragraphs.get(random.nextInt(paragraphs.size()))
                                : NearDuplicatesTest.words(random, 20) + " naïve.";
                        paragraphs.add(paragraph);
                        text.append(p == 0 ? "" : "\n").append(paragraph);
                    }
                    texts.add(text.toString());
                }
                texts.add("");
                files.put(file, texts);
            }
            return new Made(files);
        }
    }

    @Test
    void keepsTheTextsThatOneLoopForEachShardKeeps() throws IOException {
        Made made = Made.random(1);
        Path corpus = build(made, "one", "a, b", "memory: 1MiB", "", "--parallelism=3");
        TreeMap<String, String> expected = expected(made);
        assertEquals(expected, texts(corpus));

        Map<String, Ledger.Entry> ledger = new TreeMap<>();
        for (Manifest.Entry file : Manifest.read(corpus).files()) {
            if (file.role().equals("ledger")) {
                Ledger.read(FileChannel.open(corpus.resolve(file.path())), file.path())
                        .forEach(entry -> ledger.put(entry.key(), entry));
            }
        }
        TreeSet<String> gone = new TreeSet<>(keys(made).keySet());
        gone.removeAll(expected.keySet());
        assertTrue(gone.size() > 3, "some document leaves");
        assertEquals(gone, ledger.keySet());
        ledger.values()
                .forEach(entry -> assertTrue(
                        entry.step().equals("dedup/bloom/old-both")
                                && List.of("seen-before", "nothing-left").contains(entry.reason()),
                        entry.toString()));

        JsonNode cuts = CanonicalJson.read(corpus.resolve("stats/stats.json"))
                .get("cuts")
                .get(0);
        int changed = 0;
        int codePoints = 0;
        String shortened = null;
        for (Map.Entry<String, String> text : expected.entrySet()) {
            int lost = keys(made).get(text.getKey()).length() - text.getValue().length();
            changed += lost > 0 ? 1 : 0;
            codePoints += lost;
            shortened = lost > 0 ? text.getKey() : shortened;
        }
        assertTrue(changed > 3, "some text loses a paragraph");
        assertEquals(changed, cuts.get("documents").intValue());
        assertEquals(codePoints, cuts.get("code-points").intValue());
        assertTrue(cuts.get("passages").intValue() >= changed);
        assertEquals(SHARDS, cuts.get("filters").size());
        assertEquals(
                made.files().values().stream().mapToInt(List::size).sum(),
                cuts.get("filters").get(0).get("documents").intValue()
                        + cuts.get("filters").get(1).get("documents").intValue());
        assertEquals(0, cuts.get("filters").get(0).get("found").intValue(), "an almost empty filter does not err");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Explain(corpus, new PrintStream(out, true, StandardCharsets.UTF_8)).explain(shortened);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("dedup/bloom/old-both: kept, "), out.toString());
    }

    @Test
    void anIncrementKeepsWhatOneRunOverBothKeeps() throws IOException {
        Made made = Made.random(2);
        build(made, "old", "a", "memory: exact", "", "--parallelism=2");
        Path increment = build(made, "new", "b", "memory: exact", "against: ../old/corpus\n", "--parallelism=2");
        TreeMap<String, String> expected = expected(made);
        expected.keySet().removeIf(key -> !keys(made, "b").containsKey(key));
        assertEquals(expected, texts(increment));
        Released.of(temporary.resolve("old/corpus"), temporary.resolve("old/release"));
        String refused = assertThrows(
                        ConfigurationException.class,
                        () -> build(made, "more", "b", "memory: exact", "against: ../old/release\n", "--parallelism=2"))
                .getMessage();
        assertEquals(
                "recipe.yaml: against: ../old/release: dedup/bloom/old-both goes by the texts of all documents before,"
                        + " which no release carries: expected a corpus with its work, found a release",
                refused);
    }

    @Test
    void aFullFilterStopsTheBuildAndLeavesNoCorpus() {
        Made made = Made.random(3);
        String refused = assertThrows(
                        IllegalStateException.class,
                        () -> build(made, "full", "a, b", "memory: 512", "", "--parallelism=1"))
                .getMessage();
        assertTrue(refused.startsWith("job match-0: the Bloom filter of 512 bytes is full"), refused);
        assertTrue(Files.notExists(temporary.resolve("full/corpus").resolve(Manifest.NAME)));
    }

    @Test
    void refusesSettingsThatMeanNothingWithTheirLine() {
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> build(Made.random(4), "wrong", "a, b", "memory: 4", "", "--parallelism=1"))
                .getMessage();
        assertTrue(message.contains("recipe.yaml:") && message.contains("memory must be between 8 and"), message);
    }

    private static TreeMap<String, String> keys(Made made, String... sources) {
        TreeMap<String, String> keys = new TreeMap<>();
        made.files().forEach((file, texts) -> {
            String source = file.split("/")[0];
            for (int i = 0; i < texts.size(); i++) {
                if (sources.length == 0 || sources[0].equals(source)) {
                    keys.put(key(source, file, i, texts.get(i)), texts.get(i));
                }
            }
        });
        return keys;
    }

    private static String key(String source, String file, int i, String text) {
        return DocumentKey.of(source, id(file, i), line(file, i, text).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String id(String file, int i) {
        return file.replace("/", "") + i;
    }

    private static String line(String file, int i, String text) {
        return "{\"id\":\"" + id(file, i) + "\",\"text\":\"" + text.replace("\n", "\\n") + "\"}";
    }

    /// Files in the order of their names are sources in the order of the recipe and parts in theirs.
    private static TreeMap<String, String> expected(Made made) {
        TreeMap<String, String> kept = new TreeMap<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            Deduplicator deduplicator = Mode.OLD_BOTH.make(new ExactKeys(), 13, 13, 0, 0.8);
            for (Map.Entry<String, List<String>> file : made.files().entrySet()) {
                String source = file.getKey().split("/")[0];
                String path = file.getKey().replace("/", "") + ".jsonl";
                if (SequentialDocuments.shard(new Block(source, path, 0, 0, 1), SHARDS) != shard) {
                    continue;
                }
                for (int i = 0; i < file.getValue().size(); i++) {
                    String text = file.getValue().get(i);
                    Decision decision = deduplicator.next(TextView.of(text));
                    String left = decision.apply(text);
                    if (!decision.dropped() && (decision.cuts().isEmpty() || !left.isBlank())) {
                        kept.put(key(source, file.getKey(), i, text), left);
                    }
                }
            }
        }
        return kept;
    }

    private static TreeMap<String, String> texts(Path corpus) throws IOException {
        TreeMap<String, String> texts = new TreeMap<>();
        for (Manifest.Entry file : Manifest.read(corpus).files()) {
            if (file.role().equals("data")) {
                try (TableReader table =
                        new TableReader(FileChannel.open(corpus.resolve(file.path())), file.path(), "key", "text")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        texts.put((String) row[0], (String) row[1]);
                    }
                }
            }
        }
        return texts;
    }

    private Path build(Made made, String name, String sources, String memory, String against, String parallelism)
            throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(name));
        StringBuilder recipe = new StringBuilder("name: order\nversion: 1.0.0\nseed: 1\nwindow: 16\n");
        recipe.append(against).append("sources:\n");
        for (String source : sources.split(", ")) {
            recipe.append("  - {name: ").append(source).append(", files: ").append(source);
            recipe.append("*.jsonl, license: {spdx: Apache-2.0, evidence: made here}}\n");
        }
        recipe.append("steps:\n  - dedup: {use: bloom/old-both, ").append(memory);
        recipe.append(", shards: ").append(SHARDS).append("}\n");
        recipe.append("split: {validation: 0.1}\ntokenizer: {train: {vocabulary: 300, sample: 30kB}}\n");
        Files.writeString(folder.resolve("recipe.yaml"), recipe);
        for (Map.Entry<String, List<String>> file : made.files().entrySet()) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < file.getValue().size(); i++) {
                lines.append(line(file.getKey(), i, file.getValue().get(i))).append('\n');
            }
            Files.writeString(folder.resolve(file.getKey().replace("/", "") + ".jsonl"), lines);
        }
        MadeUp.build(folder.resolve("recipe.yaml"), folder.resolve("corpus"), parallelism);
        return folder.resolve("corpus");
    }
}
