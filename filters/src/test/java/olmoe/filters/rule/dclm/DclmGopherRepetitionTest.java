package olmoe.filters.rule.dclm;

import static olmoe.filters.rule.Rules.judge;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static olmoe.filters.rule.Rules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import olmoe.filters.Step;
import olmoe.filters.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DclmGopherRepetitionTest {
    private final Step rule = rule("gopher-repetition/dclm");

    @Test
    void countsEveryCopyOfARepeatedLine() {
        assertEquals(2.0 / 3, value(rule, "a\nb\na", "line-count"));
        assertEquals("line-count", reason(rule, "a\nb\na"));
        assertEquals("keep", reason(rule, lines(7) + "xy\nxy\nxy"));
        assertEquals("line-count", reason(rule, lines(6) + "xy\nxy\nxy"));
    }

    @Test
    void comparesLinesStripped() {
        assertEquals(1, value(rule, " a\n\na\u00A0", "line-count"));
    }

    @Test
    void countsTheCharactersOfRepeatedLines() {
        String long20 = "abcdefghijklmnopqrst\n";
        assertEquals(
                40.0 / 110,
                value(
                        rule,
                        long20.repeat(2) + "0123456789\n1123456789\n2123456789\n3123456789\n"
                                + "4123456789\n5123456789\n6123456789\n",
                        "line-chars"));
        assertEquals(
                "line-chars",
                reason(
                        rule,
                        long20.repeat(2) + "0123456789\n1123456789\n2123456789\n3123456789\n"
                                + "4123456789\n5123456789\n6123456789\n"));
    }

    @Test
    void countsRepeatedParagraphs() {
        String text = "a1\na2\n\na1\na2\n\n" + lines(10).replace("\n", "\n\n");
        assertEquals(2.0 / 12, value(rule, text, "paragraph-count"));
    }

    @Test
    void measuresNothingOfASingleLine() {
        Verdict verdict = judge(rule, "only one line here");
        assertEquals(Verdict.Keep.class, verdict.getClass());
        assertFalse(verdict.values().containsKey("line-count"));
        assertFalse(verdict.values().containsKey("paragraph-chars"));
        assertFalse(verdict.values().containsKey("ngram-5"));
    }

    @Test
    void topNGramIsTheLongestOfTheMostCommonOnes() {
        // twice each: "aa bb" (4) and "cccc dddd" (8), of 4 + 8 + 4 + 8 + 4 characters
        String text = "aa bb x1 cccc dddd x2 aa bb x3 cccc dddd x4";
        assertEquals(16.0 / 32, value(rule, text, "ngram-2"));
    }

    @Test
    void anNGramThatOccursOnceCountsNothing() {
        assertEquals(0, value(rule, "a b", "ngram-2"));
        assertEquals("keep", reason(rule, "a b"));
    }

    @Test
    void aWordThatSeveralRepeatedNGramsCoverCountsOnce() {
        // the first six words twice, overlapping 5-grams; the two last words are covered by none
        String text = "a b c d e f a b c d e f y z";
        assertEquals(12.0 / 14, value(rule, text, "ngram-5"));
        assertEquals(12.0 / 14, value(rule, text, "ngram-6"));
        assertEquals(0, value(rule, text, "ngram-7"));
    }

    @Test
    void dropsATextWithoutLines() {
        assertEquals("empty", reason(rule, ""));
        assertEquals("line-none", reason(rule, " \n\t\n"));
    }

    @ParameterizedTest
    @CsvSource({"2, 0.2", "3, 0.18", "4, 0.16"})
    void topNGramsKeepTheirLimit(int n, double limit) {
        // one n-gram of n words of 50 - 50 / n characters: twice their sum is exactly the limit of all
        int copies = 2;
        int size = 1000;
        int share = (int) Math.round(limit * size / copies);
        assertEquals("keep", reason(rule, withRepeated(n, share, size)));
        assertEquals("ngram-" + n, reason(rule, withRepeated(n, share + 1, size)));
    }

    @ParameterizedTest
    @CsvSource({"5, 0.15", "6, 0.14", "7, 0.13", "8, 0.12", "9, 0.11", "10, 0.10"})
    void repeatedNGramsKeepTheirLimit(int n, double limit) {
        int size = 1000;
        int share = (int) Math.round(limit * size / 2);
        assertEquals(limit, value(rule, withRepeated(n, share, size), "ngram-" + n), 1e-12);
        assertEquals("keep", reason(rule, withRepeated(n, share, size)));
        assertEquals("ngram-" + n, reason(onlyNGrams(n, limit), withRepeated(n, share + 1, size)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void numbersDoNotDependOnTheNamesOfWords(long seed) {
        Random random = new Random(seed);
        int[] words = random.ints(300, 0, 8).toArray();
        String letters =
                IntStream.of(words).mapToObj(w -> "" + (char) ('a' + w)).collect(Collectors.joining(" "));
        String others = IntStream.of(words).mapToObj(w -> "" + (char) ('А' + w)).collect(Collectors.joining(" "));
        assertEquals(judge(rule, letters), judge(rule, others));
    }

    @Test
    void refusesNonsense() {
        assertEquals(
                "max-top-n-grams must be between 0 and 1 but was 20.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new DclmGopherRepetition(0.3, 0.3, 0.2, 0.2, List.of(20.0), List.of()))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new DclmGopherRepetition(30, 0.3, 0.2, 0.2, List.of(), List.of()));
    }

    /// Ten different lines' worth of text: each its own words.
    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "line" + i + "\n").collect(Collectors.joining());
    }

    /// A text of `size` characters in words, in which one n-gram of `share` characters stands twice
    /// and no other n-gram repeats.
    private static String withRepeated(int n, int share, int size) {
        StringBuilder gram = new StringBuilder();
        for (int i = 0; i < n; i++) {
            int length = share / n + (i < share % n ? 1 : 0);
            gram.append((char) ('a' + i)).append("a".repeat(length - 1)).append(' ');
        }
        StringBuilder text = new StringBuilder(gram);
        int rest = size - 2 * share;
        for (int i = 0; rest > 0; i++) {
            String word = "w" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
            word = word + "x".repeat(Math.max(0, Math.min(rest, 9) - word.length()));
            word = rest < 12 ? word.substring(0, 2) + "y".repeat(rest - 2) : word;
            text.append(word).append(' ');
            rest -= word.length();
            if (i == 3) {
                text.append(gram);
            }
        }
        return text.toString();
    }

    private static DclmGopherRepetition onlyNGrams(int n, double limit) {
        List<Double> limits =
                IntStream.rangeClosed(5, n).mapToObj(k -> k == n ? limit : 1.0).toList();
        return new DclmGopherRepetition(1, 1, 1, 1, List.of(1.0, 1.0, 1.0), limits);
    }
}
