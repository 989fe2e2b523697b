package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dates in the order of survival, against all pairs compared.
class SurvivalDatesTest {
    private static final List<String> DATES = List.of(
            "\"2019-05-01T00:00:00Z\"",
            "1556668800", // the same moment
            "\"2019-05-01T02:00:01+02:00\"", // a second later
            "\"2020\"",
            "\"20181231235959\"",
            "\"yesterday\"",
            "null");
    private static final List<Long> SECONDS = Collections.unmodifiableList(new ArrayList<>(
            java.util.Arrays.asList(1556668800L, 1556668800L, 1556668801L, 1577836800L, 1546300799L, null, null)));

    @TempDir
    private Path temporary;

    private record Made(int priority, int date, DocumentKey key, String line, String text, long[] bands) {
        static Made of(String source, int id, int date, String text) {
            String line = "{\"id\":" + id + ",\"created\":" + DATES.get(date) + ",\"text\":\"" + text + "\"}";
            DocumentKey key = DocumentKey.of(source, Integer.toString(id), line.getBytes(StandardCharsets.UTF_8));
            long[] bands = ParameterSet.standard().sketcher().sketch(text).bands();
            return new Made(source.equals("a") ? 0 : 1, date, key, line, text, bands);
        }

        /// Smaller comes first; a document without a date comes last whichever way the others go.
        private long place(boolean newest) {
            Long seconds = SECONDS.get(date);
            return seconds == null ? Long.MAX_VALUE : newest ? -seconds : seconds;
        }

        boolean isNear(Made other) {
            return NearDuplicatesTest.meet(bands, other.bands)
                    && NearDuplicatesTest.jaccard(
                                    NearDuplicatesTest.shingles(text), NearDuplicatesTest.shingles(other.text))
                            >= 0.8;
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"oldest", "newest"})
    void dropsADocumentIfAndOnlyIfAVerifiedNeighbourPrecedesItBySourceDateAndKey(String first) throws IOException {
        List<Made> made = made(new Random(21));
        Path corpus = build(made, first, "once", 1, "--parallelism=2");
        Path again = build(made, first, "again", 5, "--parallelism=5");
        assertEquals(MadeUp.digests(corpus), MadeUp.digests(again), "neither parallelism nor the order of files");

        List<Made> ordered = new ArrayList<>(made);
        ordered.sort(Comparator.comparingInt(Made::priority)
                .thenComparingLong(document -> document.place(first.equals("newest")))
                .thenComparing(Made::key));
        Map<String, String> expected = new TreeMap<>();
        Map<String, Integer> places = new TreeMap<>();
        for (int later = 0; later < ordered.size(); later++) {
            Made document = ordered.get(later);
            places.put(document.key().toString(), later);
            List<Made> before = ordered.subList(0, later);
            if (before.stream().anyMatch(other -> other.text().equals(document.text()))) {
                expected.put(document.key().toString(), "dedup/exact");
            } else if (before.stream().anyMatch(document::isNear)) {
                expected.put(document.key().toString(), "dedup/minhash");
            }
        }
        Map<String, Ledger.Entry> ledger = NearDuplicatesTest.ledger(corpus);
        Map<String, String> found = new TreeMap<>();
        ledger.forEach((key, entry) -> found.put(key, entry.step()));
        assertEquals(expected, found);
        assertTrue(new TreeSet<>(expected.values()).size() == 2 && expected.size() > 80, "there is something to find");
        Set<String> byKey = byKeyAlone(made);
        assertTrue(!byKey.equals(expected.keySet()), "dates decide something");
        for (Ledger.Entry entry : ledger.values()) {
            assertTrue(places.get(entry.matchedKey()) < places.get(entry.key()), "the neighbour precedes");
        }
        explains(corpus, ledger.values().iterator().next());
    }

    private static void explains(Path corpus, Ledger.Entry entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Explain(corpus, new PrintStream(out, true, StandardCharsets.UTF_8)).explain(entry.key());
        String said = out.toString(StandardCharsets.UTF_8);
        long dates = said.split("dated |without a date", -1).length - 1;
        assertEquals(2, dates, said);
    }

    private static Set<String> byKeyAlone(List<Made> made) {
        List<Made> ordered = new ArrayList<>(made);
        ordered.sort(Comparator.comparingInt(Made::priority).thenComparing(Made::key));
        Set<String> dropped = new TreeSet<>();
        for (int later = 0; later < ordered.size(); later++) {
            Made document = ordered.get(later);
            if (ordered.subList(0, later).stream()
                    .anyMatch(other -> other.text().equals(document.text()) || document.isNear(other))) {
                dropped.add(document.key().toString());
            }
        }
        return dropped;
    }

    private static List<Made> made(Random random) {
        List<Made> made = new ArrayList<>();
        for (int family = 0; family < 50; family++) {
            String text = NearDuplicatesTest.words(random, 60 + random.nextInt(60));
            int members = 1 + random.nextInt(6);
            for (int member = 0; member < members; member++) {
                String source = random.nextInt(3) == 0 ? "a" : "b";
                made.add(Made.of(source, made.size(), random.nextInt(DATES.size()), text));
                text = random.nextInt(3) == 0 ? text : NearDuplicatesTest.edited(random, text);
            }
        }
        return made;
    }

    private Path build(List<Made> made, String first, String name, long seed, String... options) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(first + name));
        Map<String, StringBuilder> files = new TreeMap<>();
        for (int i = 0; i < made.size(); i++) {
            files.computeIfAbsent(
                            (made.get(i).priority() == 0 ? "a" : "b") + i % 3 + ".jsonl", f -> new StringBuilder())
                    .append(made.get(i).line())
                    .append('\n');
        }
        List<String> names = new ArrayList<>(files.keySet());
        Collections.shuffle(names, new Random(seed));
        for (String file : names) {
            Files.writeString(folder.resolve(file), files.get(file));
        }
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), recipe("survivors: " + first + "\n", ""));
        MadeUp.build(recipe, folder.resolve("corpus"), options);
        return folder.resolve("corpus");
    }

    private static String recipe(String survivors, String columns) {
        return "name: dated\nversion: 1.0.0\nseed: 1\nwindow: 16\n" + survivors + "sources:\n"
                + "  - {name: a, files: a*.jsonl, license: {spdx: Apache-2.0, evidence: made here}}\n"
                + "  - {name: b, files: b*.jsonl, license: {spdx: Apache-2.0, evidence: made here}" + columns + "}\n"
                + "steps:\n  - dedup: exact\n  - dedup: {use: minhash, threshold: 0.8}\n"
                + "split: {validation: 0.1}\ntokenizer: {train: {vocabulary: 300, sample: 30kB}}\n";
    }

    @Test
    void takesTheDateFromWhereTheSourceSaysAndOtherwiseFromTheUsualFields() {
        SurvivalDates dates = SurvivalDates.of(parse(recipe("survivors: oldest\n", ", columns: {date: day}")));
        assertEquals(0, dates.place(document("b", "{\"day\":\"1970-01-01\",\"created\":\"2000\"}")));
        assertEquals(SurvivalDates.NONE, dates.place(document("b", "{\"created\":\"2000\"}")));
        assertEquals(0, dates.place(document("a", "{\"added\":\"2000\",\"created\":\"1970\"}")));
        assertEquals(0, dates.place(document("a", "{\"warc-date\":\"1970\",\"created\":\"2000\"}")));
        assertEquals(0, dates.place(document("a", "{\"created\":null,\"added\":\"1970\"}")));
        assertEquals(
                0, dates.place(document("a", "{\"metadata\":{\"created\":\"1970\"}}")), "as dolma's lines have it");
        assertEquals(SurvivalDates.NONE, dates.place(document("a", "{}")));
    }

    @Test
    void refusesASettingThatWouldDoNothing() {
        assertEquals(
                "recipe.yaml:7: sources[1].files: columns.date is day, but no survivors: oldest or newest says what"
                        + " dates are for",
                refused(recipe("", ", columns: {date: day}")));
        assertEquals(
                "recipe.yaml: survivors: expected a dedup step that compares documents, found none",
                refused(recipe("survivors: newest\n", "")
                        .replace("exact", "{use: bloom/old-both, memory: 1MiB}")
                        .replaceAll("  - dedup: .use: minhash.*\n", "")));
        assertEquals(
                "recipe.yaml: release.index: no parameter set is named olmo, did you mean olmoe?",
                refused(recipe("", "") + "release: {index: olmo}\n"));
        assertEquals(
                "recipe.yaml:5: survivors: expected oldest or newest, found latest",
                refused(recipe("survivors: latest\n", "")));
    }

    private static String refused(String recipe) {
        return assertThrows(ConfigurationException.class, () -> CorpusPlan.of(parse(recipe)))
                .getMessage();
    }

    private static Recipe parse(String recipe) {
        return Recipe.parse(recipe, Path.of("recipe.yaml").toAbsolutePath());
    }

    private static Document document(String source, String metadata) {
        return new Document(new DocumentKey(1, 2), "", null, source, null, "", Map.of(), metadata);
    }
}
