package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearPairsTest {

    /// 200 bands of one row: that two texts of similarity 0.7 meet in none has a chance of 10^-105.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsExactlyThePairsThatComparingAllFinds(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int family = 0; family < 40; family++) {
            String[] words = text(random, 60).split(" ");
            for (int member = 0; member < 4; member++) {
                texts.add(String.join(" ", words));
                words[random.nextInt(words.length)] = "edit" + random.nextInt(100);
            }
        }
        ParameterSet many = ParameterSet.standard().with(200, 1, null, 0.7);
        Set<String> expected = new HashSet<>();
        Sketcher sketcher = many.sketcher();
        for (int a = 0; a < texts.size(); a++) {
            for (int b = a + 1; b < texts.size(); b++) {
                double similarity = Jaccard.similarity(
                        sketcher.sketch(texts.get(a)).shingles(),
                        sketcher.sketch(texts.get(b)).shingles());
                if (similarity >= 0.7) {
                    expected.add(id(a) + " " + id(b) + " " + similarity);
                }
            }
        }
        assertTrue(expected.size() > 60, "there is something to find");
        assertEquals(expected, pairs(many, texts, seed));
    }

    @Test
    void manyDocumentsOneOfThemAHundredTimes() throws IOException {
        Random random = new Random(2);
        List<String> texts = new ArrayList<>(Collections.nCopies(100, text(random, 50)));
        for (int i = 0; i < 3000; i++) {
            texts.add(text(random, 50));
        }
        assertEquals(100 * 99 / 2, pairs(ParameterSet.standard(), texts, 1).size());
    }

    @Test
    void emptyShortAndVeryLongTexts() throws IOException {
        String huge = "lorem ipsum ".repeat(500_000);
        List<String> texts = List.of("", "", "one", "One!", "one two", huge, huge + "dolor");
        Set<String> pairs = pairs(ParameterSet.standard(), texts, 1);
        assertTrue(pairs.contains(id(2) + " " + id(3) + " 1.0"), pairs.toString());
        assertEquals(1, pairs.size(), "two words by turns have two shingles, with the third word three");
    }

    private static Set<String> pairs(ParameterSet set, List<String> texts, long seed) throws IOException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        Set<String> found = new HashSet<>();
        try (NearPairs documents = new NearPairs(set, 1000)) {
            for (int i : order) {
                documents.add(id(i), texts.get(i));
            }
            documents.find((a, b, similarity) -> {
                assertTrue(a.compareTo(b) < 0, "the smaller id first");
                assertTrue(found.add(a + " " + b + " " + similarity), "each pair once");
            });
        }
        return found;
    }

    private static String id(int i) {
        return String.format(Locale.ROOT, "d%05d", i);
    }

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append("word").append(random.nextInt(1000));
        }
        return text.toString();
    }
}
