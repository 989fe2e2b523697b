package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A corpus of new documents against an earlier one.
class IncrementTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"", "survivors: oldest\n"})
    void keepsOfTheNewDocumentsWhatOneRunOverBothKeepsAndLeavesTheOldAlone(String survivors) throws IOException {
        Random random = new Random(11);
        List<String> old = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        for (int family = 0; family < 60; family++) {
            String text = NearDuplicatesTest.words(random, 80);
            for (int member = 0; member < 1 + random.nextInt(5); member++) {
                (random.nextBoolean() ? old : fresh).add(text);
                text = random.nextInt(4) == 0 ? text : NearDuplicatesTest.edited(random, text);
            }
        }
        Path first = write("first", Map.of("old", old), List.of("old"), survivors);
        MadeUp.build(first.resolve("recipe.yaml"), first.resolve("corpus"));
        Map<String, String> before = MadeUp.digests(first.resolve("corpus"));
        Path second = write("second", Map.of("new", fresh), List.of("new"), survivors + "against: ../first/corpus\n");
        MadeUp.build(second.resolve("recipe.yaml"), second.resolve("corpus"));
        Path both = write("both", Map.of("old", old, "new", fresh), List.of("old", "new"), survivors);
        MadeUp.build(both.resolve("recipe.yaml"), both.resolve("corpus"));

        assertEquals(before, MadeUp.digests(first.resolve("corpus")), "the earlier corpus is only read");
        Set<String> kept = new TreeSet<>(NearDuplicatesTest.kept(first.resolve("corpus")));
        kept.addAll(NearDuplicatesTest.kept(second.resolve("corpus")));
        assertEquals(new TreeSet<>(NearDuplicatesTest.kept(both.resolve("corpus"))), kept);
        Map<String, String> expected = rows(both.resolve("corpus"));
        Map<String, String> found = rows(first.resolve("corpus"));
        Map<String, String> increment = rows(second.resolve("corpus"));
        long acrossCorpora = NearDuplicatesTest.ledger(second.resolve("corpus")).values().stream()
                .filter(entry -> found.containsKey(entry.matchedKey()))
                .count();
        assertTrue(acrossCorpora > 0, "some new document matches an old one that was dropped itself");
        found.putAll(increment);
        assertEquals(expected, found);
        refusesACorpusOfAnotherRecipeAndOneThatIsNone(second, survivors);
    }

    /// @param second folder of a recipe against the corpus `first`
    private void refusesACorpusOfAnotherRecipeAndOneThatIsNone(Path second, String survivors) throws IOException {
        Path recipe = second.resolve("recipe.yaml");
        Path corpus = temporary.resolve("refused");
        Files.writeString(recipe, Files.readString(recipe).replace("threshold: 0.8", "threshold: 0.7"));
        String message = assertThrows(ConfigurationException.class, () -> MadeUp.build(recipe, corpus))
                .getMessage();
        assertTrue(message.startsWith("recipe.yaml: against: ../first/corpus: steps[1]: expected "), message);
        assertTrue(message.contains("0.7") && message.contains("0.8"), message);
        String recipeText = Files.readString(recipe).replace("threshold: 0.7", "threshold: 0.8");
        Files.writeString(recipe, "survivors: newest\n" + recipeText.replace(survivors, ""));
        message = assertThrows(ConfigurationException.class, () -> MadeUp.build(recipe, corpus))
                .getMessage();
        assertEquals(
                "recipe.yaml: against: ../first/corpus: survivors: expected newest, found "
                        + (survivors.isEmpty() ? "none" : "oldest"),
                message);
        Files.writeString(recipe, Files.readString(recipe).replace("../first/corpus", "../nowhere"));
        message = assertThrows(ConfigurationException.class, () -> MadeUp.build(recipe, corpus))
                .getMessage();
        assertTrue(message.startsWith("recipe.yaml: against: ../nowhere: expected a corpus"), message);
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
