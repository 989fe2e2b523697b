package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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

    /// A tenth near-equal to one page, chains in which a-b and b-c match and a-c does not, the rest strangers;
    /// each made when it is added. bench/Crowd.java does the same with millions.
    @Test
    void aCrowdTakesNoMoreThanItsBytesADocumentAndAHotClusterNoMoreThanTheCap() throws IOException {
        int count = 40_000;
        int cap = 8;
        long before = heapInUse();
        int[] found = new int[3]; // hot pairs, links, others
        try (NearPairs documents = new NearPairs(ParameterSet.standard(), cap)) {
            for (int i = 0; i < count; i++) {
                documents.add(id(i), crowd(i));
            }
            long each = (heapInUse() - before) / count;
            assertTrue(each < 600, each + " bytes a document, of them 200 of shingles");
            documents.find((a, b, similarity) -> {
                int first = Integer.parseInt(a.substring(1));
                int second = Integer.parseInt(b.substring(1));
                boolean hot = first % 10 == 0 && second % 10 == 0;
                boolean link = first % 10 >= 1 && first % 10 <= 2 && second == first + 1;
                found[hot ? 0 : link ? 1 : 2]++;
            });
            assertTrue(documents.uncompared() > 0, "the cap left pairs of the cluster out");
        }
        assertTrue(found[0] >= count / 10 - 1, "hot pairs: " + found[0]);
        assertTrue(found[0] <= count / 10 * cap * ParameterSet.standard().bands(), "hot pairs: " + found[0]);
        int links = count / 5;
        double recall = ParameterSet.standard().recall(41 / 51.0);
        assertEquals(links * recall, found[1], 5 * Math.sqrt(links * recall * (1 - recall)), "links");
        assertEquals(0, found[2], "ends of chains and strangers");
    }

    private static String crowd(int i) {
        Random random = new Random(i % 10 == 0 ? 0 : i % 10 <= 3 ? 1 + i / 10 : i + 1_000_000L);
        String[] words = new String[50];
        for (int w = 0; w < words.length; w++) {
            words[w] = "word" + random.nextInt(100_000);
        }
        if (i % 10 == 0) {
            words[new Random(i).nextInt(4)] = "edit" + i; // at most 8 of 46 shingles differ from another's
        } else if (i % 10 <= 3) {
            for (int link = 1; link < i % 10; link++) {
                words[20 * link] = "link" + link; // 5 shingles of 46, and 10 two links on
            }
        }
        return String.join(" ", words);
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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

    /// More pairs of small buckets than are gathered at once, each in every band.
    @Test
    void findsAllPairsOfManySmallClusters() throws IOException {
        int clusters = 160;
        int copies = 64;
        try (NearPairs documents = new NearPairs(ParameterSet.standard(), 1000)) {
            for (int i = 0; i < clusters * copies; i++) {
                documents.add(id(i), "left" + i % clusters + " right" + i % clusters);
            }
            int[] found = new int[2];
            documents.find((a, b, similarity) -> {
                boolean one = (Integer.parseInt(b.substring(1)) - Integer.parseInt(a.substring(1))) % clusters == 0;
                found[one ? 0 : 1]++;
            });
            assertEquals(clusters * copies * (copies - 1) / 2, found[0]);
            assertEquals(0, found[1]);
        }
    }

    /// More documents than one part of a band holds.
    @Test
    void findsThePairsAmongManyDocuments() throws IOException {
        int count = 30_000;
        try (NearPairs documents = new NearPairs(ParameterSet.standard().with(3, 2, 1, null), 10)) {
            for (int i = 0; i < count; i++) {
                int text = i < count - 500 ? i : i - 20_000;
                documents.add(String.format(Locale.ROOT, "%06d", i), "left" + text + " right" + text);
            }
            List<String> found = new ArrayList<>();
            documents.find((a, b, similarity) -> found.add(a + " " + b + " " + similarity));
            List<String> expected = new ArrayList<>();
            for (int i = count - 20_500; i < count - 20_000; i++) {
                expected.add(String.format(Locale.ROOT, "%06d %06d 1.0", i, i + 20_000));
            }
            assertEquals(expected, found);
        }
    }
}
