package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.dedup.minhash.Sketcher;
import olmoe.filters.DocumentKey;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole builds with near duplicates on the embedded Flink runner, against all pairs compared.
class NearDuplicatesTest {
    private static final double THRESHOLD = 0.8;

    @TempDir
    private Path temporary;

    private record Made(int priority, String id, DocumentKey key, String text, Set<String> shingles, long[] bands) {}

    /// Families of edited texts and one page in more versions than the cap, built twice.
    @Test
    void dropsADocumentIfAndOnlyIfASimilarOneThatMeetsItInABandPrecedesIt() throws IOException {
        Map<String, List<String>> sources = corpus(new Random(1), 120);
        String page = words(new Random(4), 120);
        for (int version = 0; version < 100; version++) {
            sources.get("b").add(page + " version " + version);
        }
        Path corpus = build(sources, "first", 1, "--parallelism=2");
        Path again = build(sources, "again", 7, "--parallelism=7");
        assertEquals(MadeUp.digests(corpus), MadeUp.digests(again), "neither parallelism nor the order of files");
        Map<String, Made> made = made(sources);
        Map<String, Ledger.Entry> ledger = ledger(corpus);
        Set<String> kept = kept(corpus);
        List<Made> ordered = new ArrayList<>(made.values());
        ordered.sort(Comparator.comparingInt(Made::priority).thenComparing(Made::key));
        Set<String> expected = new TreeSet<>();
        for (int later = 0; later < ordered.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (meet(ordered.get(earlier), ordered.get(later))
                        && jaccard(ordered.get(earlier), ordered.get(later)) >= THRESHOLD) {
                    expected.add(ordered.get(later).key().toString());
                }
            }
        }
        assertTrue(expected.size() > 140, "there is something to find");
        assertEquals(expected, new TreeSet<>(ledger.keySet()));
        int chains = 0;
        for (Ledger.Entry entry : ledger.values()) {
            Made dropped = made.get(entry.key());
            Made matched = made.get(entry.matchedKey());
            assertEquals(jaccard(dropped, matched), entry.similarity(), 1e-12);
            assertTrue(ordered.indexOf(matched) < ordered.indexOf(dropped), "the neighbour precedes");
            String end = entry.matchedKey();
            while (ledger.containsKey(end)) {
                end = ledger.get(end).matchedKey();
            }
            assertEquals(end, entry.keptKey());
            assertTrue(kept.contains(entry.keptKey()), "the end of the chain stays");
            chains += entry.keptKey().equals(entry.matchedKey()) ? 0 : 1;
        }
        assertTrue(chains > 0, "some chain has more than one link");
        long versions = kept.stream()
                .filter(key -> made.get(key).text().startsWith(page))
                .count();
        assertEquals(1, versions, "of the page in many versions one stays");
        assertCounts(corpus, ledger);
    }

    private static void assertCounts(Path corpus, Map<String, Ledger.Entry> ledger) throws IOException {
        Map<String, Integer> sizes = new TreeMap<>();
        ledger.values().forEach(entry -> sizes.merge(entry.keptKey(), 1, Integer::sum));
        JsonNode counts = CanonicalJson.read(corpus.resolve("stats/stats.json"))
                .get("duplicates")
                .get(0);
        assertEquals("dedup/minhash", counts.get("step").textValue());
        assertEquals(ledger.size(), counts.get("documents").intValue());
        assertEquals(sizes.size(), counts.get("groups").intValue());
        int largest = sizes.values().stream().mapToInt(size -> size + 1).max().orElseThrow();
        assertEquals(largest, counts.get("largest").intValue());
        assertEquals(largest, counts.get("clusters").get(0).get("documents").intValue());
        assertTrue(counts.get("compared").longValue() >= ledger.size());
        assertEquals(0, counts.get("uncompared").longValue());
    }

    @Test
    void exactAndNearDuplicatesShareAMatchAndTheFirstStepCounts() throws IOException {
        Random random = new Random(5);
        String page = words(random, 120);
        List<String> texts = List.of(page, page + " more", page, words(random, 3), "", "");
        Path folder = inputs(Map.of("a", texts), "both", 1);
        String recipe = Files.readString(folder.resolve("recipe.yaml"));
        Files.writeString(folder.resolve("recipe.yaml"), recipe.replace("steps:", "steps:\n  - dedup: exact"));
        MadeUp.build(folder.resolve("recipe.yaml"), folder.resolve("corpus"));
        Map<String, Ledger.Entry> ledger = ledger(folder.resolve("corpus"));
        long exact = ledger.values().stream()
                .filter(entry -> entry.step().equals("dedup/exact"))
                .count();
        assertEquals(2, exact);
        assertEquals(3, ledger.size());
        assertEquals(3, kept(folder.resolve("corpus")).size());
    }

    private static Map<String, List<String>> corpus(Random random, int families) {
        Map<String, List<String>> sources = new TreeMap<>(Map.of("a", new ArrayList<>(), "b", new ArrayList<>()));
        for (int family = 0; family < families; family++) {
            String text = words(random, 60 + random.nextInt(80));
            for (int member = 0; member < 1 + random.nextInt(5); member++) {
                sources.get(random.nextBoolean() ? "a" : "b").add(text);
                text = edited(random, text); // from the one before, so that the ends of a chain differ
            }
        }
        sources.get("a").add("");
        sources.get("a").add("one two");
        sources.get("b").add("One, two!");
        return sources;
    }

    static String edited(Random random, String text) {
        String[] words = text.split(" ");
        for (int i = 0; i < random.nextInt(4); i++) {
            words[random.nextInt(words.length)] = "edit" + random.nextInt(1000);
        }
        return String.join(" ", words);
    }

    static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append("word").append(random.nextInt(300));
        }
        return text.toString();
    }

    private Path build(Map<String, List<String>> sources, String name, long seed, String... options)
            throws IOException {
        Path folder = inputs(sources, name, seed);
        MadeUp.build(folder.resolve("recipe.yaml"), folder.resolve("corpus"), options);
        return folder.resolve("corpus");
    }

    /// Each source in three files, created in an order that depends on the seed.
    private Path inputs(Map<String, List<String>> sources, String name, long seed) throws IOException {
        Path folder = temporary.resolve(name);
        Files.createDirectories(folder);
        StringBuilder recipe = new StringBuilder("name: near\nversion: 1.0.0\nseed: 1\nwindow: 16\nsources:\n");
        Map<Path, byte[]> files = new HashMap<>();
        sources.forEach((source, texts) -> {
            recipe.append("  - {name: ").append(source).append(", files: ").append(source);
            recipe.append("*.jsonl, license: {spdx: Apache-2.0, evidence: made here}}\n");
            for (int file = 0; file < 3; file++) {
                StringBuilder lines = new StringBuilder();
                for (int i = file; i < texts.size(); i += 3) {
                    lines.append(line(i, texts.get(i))).append('\n');
                }
                files.put(
                        folder.resolve(source + file + ".jsonl"),
                        lines.toString().getBytes(StandardCharsets.UTF_8));
            }
        });
        List<Path> order = new ArrayList<>(new TreeSet<>(files.keySet()));
        java.util.Collections.shuffle(order, new Random(seed));
        for (Path file : order) {
            Files.write(file, files.get(file));
        }
        recipe.append("steps:\n  - dedup: {use: minhash, bands: 14, rows: 8, ngram: 5, threshold: 0.8}\n");
        recipe.append("split: {validation: 0.1}\ntokenizer: {train: {vocabulary: 300, sample: 30kB}}\n");
        Files.writeString(folder.resolve("recipe.yaml"), recipe);
        return folder;
    }

    private static String line(int i, String text) {
        return "{\"id\":\"" + i + "\",\"text\":\"" + text + "\"}";
    }

    private static Map<String, Made> made(Map<String, List<String>> sources) {
        Map<String, Made> made = new HashMap<>();
        Sketcher sketcher = ParameterSet.standard().sketcher();
        List<String> names = List.copyOf(new TreeSet<>(sources.keySet()));
        sources.forEach((source, texts) -> {
            for (int i = 0; i < texts.size(); i++) {
                byte[] payload = line(i, texts.get(i)).getBytes(StandardCharsets.UTF_8);
                DocumentKey key = DocumentKey.of(source, Integer.toString(i), payload);
                long[] bands = sketcher.sketch(texts.get(i)).bands();
                made.put(
                        key.toString(),
                        new Made(
                                names.indexOf(source),
                                Integer.toString(i),
                                key,
                                texts.get(i),
                                shingles(texts.get(i)),
                                bands));
            }
        });
        return made;
    }

    static Set<String> shingles(String text) {
        List<String> words = Arrays.stream(
                        text.toLowerCase(java.util.Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        Set<String> shingles = new HashSet<>();
        if (words.size() < 5) {
            shingles.add(String.join(" ", words));
        }
        for (int i = 0; i + 5 <= words.size(); i++) {
            shingles.add(String.join(" ", words.subList(i, i + 5)));
        }
        return shingles;
    }

    private static boolean meet(Made a, Made b) {
        return meet(a.bands(), b.bands());
    }

    static boolean meet(long[] a, long[] b) {
        for (int band = 0; band < Math.min(a.length, b.length); band++) {
            if (a[band] == b[band]) {
                return true;
            }
        }
        return false;
    }

    private static double jaccard(Made a, Made b) {
        return jaccard(a.shingles(), b.shingles());
    }

    static double jaccard(Set<String> a, Set<String> b) {
        Set<String> shared = new HashSet<>(a);
        shared.retainAll(b);
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return (double) shared.size() / all.size();
    }

    static Map<String, Ledger.Entry> ledger(Path corpus) throws IOException {
        Map<String, Ledger.Entry> entries = new HashMap<>();
        for (Manifest.Entry file : Manifest.read(corpus).files()) {
            if (file.role().equals("ledger")) {
                for (Ledger.Entry entry : Ledger.read(FileChannel.open(corpus.resolve(file.path())), file.path())) {
                    assertNotEquals(null, entry.matchedKey(), entry.toString());
                    entries.put(entry.key(), entry);
                }
            }
        }
        return entries;
    }

    static Set<String> kept(Path corpus) throws IOException {
        Set<String> keys = new HashSet<>();
        for (Manifest.Entry file : Manifest.read(corpus).files()) {
            if (file.role().equals("data")) {
                try (TableReader table =
                        new TableReader(FileChannel.open(corpus.resolve(file.path())), file.path(), "key")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        keys.add((String) row[0]);
                    }
                }
            }
        }
        return keys;
    }
}
