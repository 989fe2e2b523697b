package olmoe.dedup.bloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BloomTest {

    @ParameterizedTest
    @CsvSource({"4096, 0.01", "65536, 0.001", "65536, 0.1", "1048576, 0.0001"})
    void aFullFilterTakesNoMoreAndHasTheRateOfFalsePositivesThatItPromises(int bytes, double wanted) {
        BloomFilter filter = new BloomFilter(bytes, wanted);
        SplittableRandom random = new SplittableRandom(1);
        try {
            while (true) {
                long high = random.nextLong();
                long low = random.nextLong();
                filter.add(high, low);
                assertTrue(filter.contains(high, low));
            }
        } catch (CheckException full) {
            assertTrue(full.getMessage().contains("is full"), full.getMessage());
        }
        assertEquals(filter.capacity(), filter.size(), filter.capacity() * 0.05);
        assertEquals(wanted, filter.computedFalsePositives(), wanted * 0.01);
        int probes = 2_000_000;
        double error = 5 * Math.sqrt(wanted * (1 - wanted) / probes) + wanted * 0.02;
        assertEquals(wanted, filter.measuredFalsePositives(probes), error);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void exactKeysAreASet(long seed) {
        Random random = new Random(seed);
        ExactKeys keys = new ExactKeys();
        Set<List<Long>> set = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            long high = random.nextInt(100);
            long low = random.nextInt(100);
            assertEquals(set.contains(List.of(high, low)), keys.contains(high, low));
            keys.add(high, low);
            set.add(List.of(high, low));
        }
        assertEquals(set.size(), keys.size());
    }

    @Test
    void aParagraphLeavesAboveTheThresholdAndStaysAtIt() {
        // 10 n-grams of 13 words, 8 of them known: 0.8 is not more than 0.8
        BffParagraphs old = new BffParagraphs(new ExactKeys(), 13, 13, 0.8, true);
        assertEquals(List.of(), old.next(TextView.of(words(0, 20))).cuts());
        Decision at = old.next(TextView.of(words(0, 20) + " x y"));
        assertEquals(8, at.contained());
        assertEquals(10, at.ngrams());
        assertFalse(at.dropped());
        BffBoth both = new BffBoth(new ExactKeys(), 13, 13, 0.8, true);
        both.next(TextView.of(words(0, 20)));
        assertTrue(both.next(TextView.of(words(0, 20) + " x y")).dropped());
    }

    @Test
    void aParagraphOfFewerTokensThanAnNGramIsKeptAndNotRemembered() {
        BffParagraphs old = new BffParagraphs(new ExactKeys(), 13, 13, 0.8, true);
        for (int i = 0; i < 3; i++) {
            Decision decision = old.next(TextView.of(words(0, 12)));
            assertEquals(0, decision.ngrams());
            assertFalse(decision.dropped());
        }
        BffParagraphs shorter = new BffParagraphs(new ExactKeys(), 5, 13, 0.8, true);
        assertFalse(shorter.next(TextView.of(words(0, 12))).dropped());
        assertTrue(shorter.next(TextView.of(words(0, 12))).dropped());
    }

    @Test
    void onlyTheRepairedModeLooksBeyondTheFirstParagraph() {
        String page = words(100, 30) + "\n" + words(0, 30) + "\n" + words(200, 30);
        for (boolean repaired : new boolean[] {false, true}) {
            BffBoth both = new BffBoth(new ExactKeys(), 13, 13, 0.8, repaired);
            both.next(TextView.of(words(0, 30)));
            Decision decision = both.next(TextView.of(page));
            assertEquals(repaired ? words(100, 30) + "\n" + words(200, 30) : page, decision.apply(page));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n\n", "x", " \n x"})
    void everyModeKeepsTextsOfNoOrOneToken(String text) {
        for (Deduplicator mode : modes(5)) {
            assertFalse(mode.next(TextView.of(text)).dropped());
            mode.next(TextView.of(text)).apply(text);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyModeDecidesOverRandomTextsAsOneThatKeepsItsNGramsAsText(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(4);
        double threshold = random.nextInt(5) / 4.0;
        List<Deduplicator> ours = List.of(
                new BffParagraphs(new ExactKeys(), n, n, threshold, true),
                new BffBoth(new ExactKeys(), n, n, threshold, true),
                new DolmaParagraphs(new ExactKeys(), n, 1 + random.nextInt(3), threshold));
        PlainBloom plain = new PlainBloom(n, threshold, ((DolmaParagraphs) ours.get(2)).stride());
        for (int i = 0; i < 60; i++) {
            String text = text(random);
            for (int mode = 0; mode < ours.size(); mode++) {
                Decision decision = ours.get(mode).next(TextView.of(text));
                String left = decision.dropped() ? "" : decision.apply(text);
                assertEquals(plain.next(mode, text), left, "mode " + mode + ", n " + n + ": " + text);
            }
        }
    }

    private static List<Deduplicator> modes(int n) {
        List<Deduplicator> modes = new ArrayList<>();
        modes.add(new BffParagraphs(new ExactKeys(), n, n, 0.8, true));
        modes.add(new BffBoth(new ExactKeys(), n, n, 0.8, true));
        modes.add(new DolmaParagraphs(new ExactKeys(), 0, 0, 1));
        modes.add(new DolmaParagraphs(new ExactKeys(), n, 1, 0.5));
        return modes;
    }

    private static String words(int from, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            words.append(i == from ? "" : " ").append("w").append(i);
        }
        return words.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int tokens = random.nextInt(25);
        for (int i = 0; i < tokens; i++) {
            text.append((char) ('a' + random.nextInt(3))).append(random.nextInt(4) == 0 ? "\n" : " ");
        }
        return text.toString();
    }
}
