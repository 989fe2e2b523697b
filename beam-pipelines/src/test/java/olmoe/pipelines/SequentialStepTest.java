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
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole builds with a step by which documents go in order, against the same loop in memory.
class SequentialStepTest {
    private static final int SHARDS = 2;
    private static final int LENGTH = 40; // bytes of a repeated passage

    /// @param use as in the recipe, with settings
    /// @param left what stays of each text of a shard, null where the document leaves
    private record Way(String use, String name, List<String> reasons, Function<List<String>, List<String>> left) {
        @Override
        public String toString() {
            return use;
        }
    }

    private static final Way BLOOM = new Way(
            "bloom/old-both, memory: 1MiB",
            "dedup/bloom/old-both",
            List.of("seen-before", "nothing-left"),
            SequentialStepTest::oldBoth);
    private static final Way BLOOM_EXACT =
            new Way("bloom/old-both, memory: exact", BLOOM.name(), BLOOM.reasons(), BLOOM.left());
    private static final Way PARAGRAPHS = new Way(
            "exact, by: paragraph",
            "dedup/exact/paragraph",
            List.of("too-little-left"),
            SequentialStepTest::otherLines);
    private static final Way FIRST = new Way(
            "substring, memory: 1MiB, length: " + LENGTH,
            "dedup/substring",
            List.of("too-little-left"),
            texts -> withoutRepeats(texts, true));
    private static final Way NONE = new Way(
            "substring, memory: 64KiB, keep: none, length: " + LENGTH,
            "dedup/substring",
            List.of("too-little-left"),
            texts -> withoutRepeats(texts, false));

    static List<Way> ways() {
        return List.of(BLOOM, PARAGRAPHS, FIRST, NONE);
    }

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

    @ParameterizedTest
    @MethodSource("ways")
    void keepsTheTextsThatOneLoopForEachShardKeeps(Way way) throws IOException {
        Made made = Made.random(1);
        Path corpus = build(made, "one", "a, b", way.use(), "", "--parallelism=3");
        TreeMap<String, String> expected = expected(made, way);
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
                        entry.step().equals(way.name()) && way.reasons().contains(entry.reason()), entry.toString()));
        if (way.reasons().contains("too-little-left")) {
            ledger.values().forEach(entry -> assertEquals(List.of(0.0, 1.0), List.of(entry.value(), entry.limit())));
        }

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
        JsonNode shards = cuts.get(way.name().equals("dedup/substring") ? "shards" : "filters");
        assertEquals(SHARDS, shards.size());
        assertEquals(made.files().values().stream().mapToInt(List::size).sum(), sum(shards, "documents"));
        if (way == BLOOM) {
            assertEquals(0, sum(shards, "found"), "an almost empty filter does not err");
        }
        if (shards.get(0).has("cut-bytes")) {
            assertEquals(utf8(keys(made).values()), sum(shards, "bytes"));
            long ofDropped = gone.stream()
                    .mapToLong(key -> keys(made).get(key).getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            long ofKept = utf8(keys(made).values()) - ofDropped - utf8(expected.values());
            assertTrue(
                    sum(shards, "cut-bytes") > ofKept && sum(shards, "cut-bytes") <= ofKept + ofDropped,
                    shards.toString());
        }

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Explain(corpus, new PrintStream(out, true, StandardCharsets.UTF_8)).explain(shortened);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains(way.name() + ": kept, "), out.toString());
    }

    private static long sum(JsonNode shards, String figure) {
        long sum = 0;
        for (JsonNode shard : shards) {
            sum += shard.get(figure).longValue();
        }
        return sum;
    }

    private static long utf8(Collection<String> texts) {
        return texts.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"--parallelism=1", "--parallelism=7", "--runner=DirectRunner"})
    void everyRunnerAndOrderOfInputGivesTheSameBytes(String option) throws IOException {
        Made made = Made.random(5);
        String steps = PARAGRAPHS.use() + "}\n  - dedup: {use: " + FIRST.use() + "}\n  - dedup: {use: " + BLOOM.use();
        Path corpus = build(made, "one", "a, b", steps, "", "--parallelism=3");
        Made turned = new Made(new TreeMap<>(Comparator.<String>reverseOrder()));
        turned.files().putAll(made.files());
        assertEquals(MadeUp.digests(corpus), MadeUp.digests(build(turned, "other", "a, b", steps, "", option)));
    }

    static List<Way> remembering() {
        return List.of(BLOOM_EXACT, PARAGRAPHS, FIRST, NONE);
    }

    @ParameterizedTest
    @MethodSource("remembering")
    void anIncrementKeepsWhatOneRunOverBothKeeps(Way way) throws IOException {
        Made made = Made.random(2);
        build(made, "old", "a", way.use(), "", "--parallelism=2");
        Path increment = build(made, "new", "b", way.use(), "against: ../old/corpus\n", "--parallelism=2");
        TreeMap<String, String> expected = expected(made, way);
        expected.keySet().removeIf(key -> !keys(made, "b").containsKey(key));
        assertEquals(expected, texts(increment));
        assertTrue(expected.size() < keys(made, "b").size(), "some document leaves");
    }

    @Test
    void noReleaseCarriesWhatAnIncrementNeeds() throws IOException {
        Made made = Made.random(2);
        build(made, "old", "a", BLOOM_EXACT.use(), "", "--parallelism=2");
        Released.of(temporary.resolve("old/corpus"), temporary.resolve("old/release"));
        assertEquals(
                "recipe.yaml: against: ../old/release: dedup/bloom/old-both goes by the texts of all documents before,"
                        + " which no release carries: expected a corpus with its work, found a release",
                refused(made, BLOOM_EXACT.use(), "against: ../old/release\n"));
    }

    @Test
    void anIncrementDoesNotCompareTextsThatItWouldHaveCut() throws IOException {
        Made made = Made.random(2);
        String steps = FIRST.use() + "}\n  - dedup: {use: exact";
        build(made, "old", "a", steps, "", "--parallelism=2");
        assertEquals(
                "recipe.yaml: against: ../old/corpus: dedup/substring would change the earlier texts: expected it as the"
                        + " last dedup step, found dedup/exact after it",
                refused(made, steps, "against: ../old/corpus\n"));
    }

    private String refused(Made made, String use, String against) {
        return assertThrows(
                        ConfigurationException.class,
                        () -> build(made, "refused", "b", use, against, "--parallelism=1"))
                .getMessage();
    }

    @Test
    void aFullFilterStopsTheBuildAndLeavesNoCorpus() {
        Made made = Made.random(3);
        String refused = assertThrows(
                        IllegalStateException.class,
                        () -> build(made, "full", "a, b", "bloom/old-both, memory: 512", "", "--parallelism=1"))
                .getMessage();
        assertTrue(refused.startsWith("job match-0: the Bloom filter of 512 bytes is full"), refused);
        assertTrue(Files.notExists(temporary.resolve("full/corpus").resolve(Manifest.NAME)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bloom/old-both, memory: 4 | memory must be between 8 and",
                "substring, memory: 4KiB | memory must be between 65536 and",
                "substring, length: 0 | length must be 1 or more but was 0",
                "substring, keep: last | keep: expected first, none, found last",
                "substring, shard: 2 | shard: unknown key, did you mean shards?",
                "substrings | no dedup is named substrings, did you mean substring?",
                "exact, by: paragraphs | by: expected text, normalised, url, json-path, paragraph, found paragraphs",
                "exact, by: paragraph, shards: 0 | shards must be between 1 and 65536 but was 0"
            })
    void refusesSettingsThatMeanNothingWithTheirLine(String use, String expected) {
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> build(Made.random(4), "wrong", "a, b", use, "", "--parallelism=1"))
                .getMessage();
        assertTrue(message.startsWith("recipe.yaml:") && message.contains(expected), message);
        assertEquals(1, message.lines().count());
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
    private static TreeMap<String, String> expected(Made made, Way way) {
        TreeMap<String, String> kept = new TreeMap<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            List<String> keys = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (Map.Entry<String, List<String>> file : made.files().entrySet()) {
                String source = file.getKey().split("/")[0];
                String path = file.getKey().replace("/", "") + ".jsonl";
                if (SequentialDocuments.shard(new Block(source, path, 0, 0, 1), SHARDS) == shard) {
                    for (int i = 0; i < file.getValue().size(); i++) {
                        texts.add(file.getValue().get(i));
                        keys.add(key(source, file.getKey(), i, file.getValue().get(i)));
                    }
                }
            }
            List<String> left = way.left().apply(texts);
            for (int i = 0; i < texts.size(); i++) {
                if (left.get(i) != null
                        && (left.get(i).equals(texts.get(i)) || !left.get(i).isBlank())) {
                    kept.put(keys.get(i), left.get(i));
                }
            }
        }
        return kept;
    }

    private static List<String> oldBoth(List<String> texts) {
        Deduplicator deduplicator = Mode.OLD_BOTH.make(new ExactKeys(), 13, 13, 0, 0.8);
        List<String> left = new ArrayList<>();
        for (String text : texts) {
            Decision decision = deduplicator.next(TextView.of(text));
            left.add(decision.dropped() ? null : decision.apply(text));
        }
        return left;
    }

    private static List<String> otherLines(List<String> texts) {
        Set<String> met = new HashSet<>();
        List<String> left = new ArrayList<>();
        for (String text : texts) {
            left.add(Stream.of(text.split("\n"))
                    .filter(line -> line.isEmpty() || met.add(line))
                    .collect(Collectors.joining("\n")));
        }
        return left;
    }

    /// By the definition: all windows of bytes, one by one.
    private static List<String> withoutRepeats(List<String> texts, boolean keepFirst) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> windows(text).forEach(window -> counts.merge(window, 1, Integer::sum)));
        Set<String> met = new HashSet<>();
        List<String> left = new ArrayList<>();
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            BitSet cut = new BitSet();
            BitSet kept = new BitSet();
            List<String> windows = windows(text);
            for (int at = 0; at < windows.size(); at++) {
                boolean first = met.add(windows.get(at));
                if (counts.get(windows.get(at)) > 1) {
                    (first && keepFirst ? kept : cut).set(at, at + LENGTH);
                }
            }
            cut.andNot(kept);
            StringBuilder rest = new StringBuilder();
            int at = 0;
            for (int point : text.codePoints().toArray()) { // a character goes where all its bytes do
                int end = at + new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8).length;
                if (cut.nextClearBit(at) < end) {
                    rest.appendCodePoint(point);
                }
                at = end;
            }
            assertEquals(utf8.length, at);
            left.add(rest.toString());
        }
        return left;
    }

    private static List<String> windows(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<String> windows = new ArrayList<>();
        for (int at = 0; at + LENGTH <= bytes.length(); at++) {
            windows.add(bytes.substring(at, at + LENGTH));
        }
        return windows;
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

    private Path build(Made made, String name, String sources, String use, String against, String option)
            throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(name));
        StringBuilder recipe = new StringBuilder("name: order\nversion: 1.0.0\nseed: 1\nwindow: 16\n");
        recipe.append(against).append("sources:\n");
        for (String source : sources.split(", ")) {
            recipe.append("  - {name: ").append(source).append(", files: ").append(source);
            recipe.append("*.jsonl, license: {spdx: Apache-2.0, evidence: made here}}\n");
        }
        recipe.append("steps:\n  - dedup: {use: ").append(use);
        recipe.append(use.contains("shard") || use.endsWith("use: exact") ? "}\n" : ", shards: " + SHARDS + "}\n");
        recipe.append("split: {validation: 0.1}\ntokenizer: {train: {vocabulary: 300, sample: 30kB}}\n");
        Files.writeString(folder.resolve("recipe.yaml"), recipe);
        for (Map.Entry<String, List<String>> file : made.files().entrySet()) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < file.getValue().size(); i++) {
                lines.append(line(file.getKey(), i, file.getValue().get(i))).append('\n');
            }
            Files.writeString(folder.resolve(file.getKey().replace("/", "") + ".jsonl"), lines);
        }
        MadeUp.build(folder.resolve("recipe.yaml"), folder.resolve("corpus"), option);
        return folder.resolve("corpus");
    }
}
