package olmoe.filters.rule.nemo;

import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static olmoe.filters.rule.Rules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import olmoe.filters.Step;
import olmoe.filters.rule.Alphabetic;
import olmoe.filters.rule.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Both sides of every limit, and what stands at the edges.
class NemoRulesTest {

    /// Rule, a text exactly at its limit, which is kept, one past it, and why that leaves.
    static Stream<Arguments> limits() {
        String words = "word ".repeat(8);
        return Stream.of(
                Arguments.of("non-alphanumeric", "abc-", "abc--", "alpha_numeric"),
                Arguments.of("symbols-to-words", words + "word #", words + "#", "symbol_to_word"),
                Arguments.of("numbers", "123" + "a".repeat(17), "123" + "a".repeat(16), "numbers_ratio"),
                Arguments.of("urls", "http://a" + " ".repeat(32), "http://a" + " ".repeat(31), "urls_ratio"),
                Arguments.of("white-space", "abc ", "abc  ", "white_space"),
                Arguments.of("parentheses", "()" + "a".repeat(18), "()" + "a".repeat(17), "parentheses_ratio"),
                Arguments.of(
                        "boilerplate",
                        "use cookies\n\nuse cookies\n\na\n\nb\n\n",
                        "use cookies\n\nuse cookies\n\na\n\nb",
                        "boilerplate_string_ratio"),
                Arguments.of(
                        "repeated-lines",
                        "a\nb\nc\nd\ne\nf\nlong line\na\na\na",
                        "a\nb\nc\nd\ne\nf\na\na\na",
                        "repeated_lines"),
                Arguments.of(
                        "repeated-lines",
                        "a\n\nb\n\nc\n\nd\n\ne" + "\n\n".repeat(5) + "f",
                        "a\n\nb\n\nc\n\nd\n\ne" + "\n\n".repeat(6) + "f",
                        "repeated_paragraphs"),
                Arguments.of(
                        "repeated-lines",
                        "abcd\nabcd\nx\ny\nz\nw\n" + "l".repeat(8),
                        "abcd\nabcd\nx\ny\nz\nw\n" + "l".repeat(7),
                        "repeated_lines_char"),
                Arguments.of(
                        "repeated-lines",
                        "a\nb\n\na\nb\n\nc\n\nd\n\n" + "l".repeat(7),
                        "a\nb\n\na\nb\n\nc\n\nd\n\n" + "l".repeat(6),
                        "repeated_paragraphs_char"),
                Arguments.of("word-count", "word ".repeat(50), "word ".repeat(49), "word_count"),
                Arguments.of("word-count", "word ".repeat(100_000), "word ".repeat(100_001), "word_count"),
                Arguments.of(
                        "punctuation", "a\n".repeat(17) + "a.\na?\na'", "a\n".repeat(18) + "a.\na?", "punctuation"),
                Arguments.of("words-without-alphabets", "a a a a 1", "a a a 1", "words_without_alphabets"),
                Arguments.of("common-english-words", "the the", "the The", "common_english_words"),
                Arguments.of("mean-word-length", "aa aaaa", "aa aaa aaa", "mean_word_length"),
                Arguments.of("mean-word-length", "a".repeat(10), "a".repeat(11), "mean_word_length"),
                Arguments.of("long-word", "a".repeat(1000), "a".repeat(1001), "max_word_length"),
                Arguments.of(
                        "ellipsis",
                        "a...\n".repeat(3) + "a\n".repeat(7),
                        "a...\n".repeat(4) + "a\n".repeat(6),
                        "ellipsis"),
                Arguments.of("bullets", "• a\n".repeat(9) + "a", "• a\n".repeat(10) + "a", "bullet_ratio"),
                Arguments.of(
                        "pornographic-urls", "http://a.b porn http://x.Porn", "http://a.b/?porn", "pornographic_urls"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("limits")
    void keepsTheLimitAndDropsPastIt(String name, String at, String past, String reason) {
        Step rule = rule(name + "/nemo");
        assertEquals("keep", reason(rule, at));
        assertEquals(reason, reason(rule, past));
    }

    @Test
    void nGramsKeepTheirLimits() {
        Map<String, List<Double>> top = Map.of("max-top-n-grams", List.of(4.0 / 9), "max-duplicate-n-grams", List.of());
        assertEquals("keep", reason(rule("n-grams/nemo", top), "ab c efgh"));
        assertEquals("repeating_top_2grams", reason(rule("n-grams/nemo", top), "ab c efg"));
        Map<String, List<Double>> copies = Map.of("max-top-n-grams", List.of(), "max-duplicate-n-grams", List.of(0.3));
        assertEquals("keep", reason(rule("n-grams/nemo", copies), "a b a b cc"));
        assertEquals("repeating_dup_2gram", reason(rule("n-grams/nemo", copies), "a b a b c"));
    }

    @Test
    void aTopNGramIsTakenOutOfOtherWordsToo() {
        Step rule = rule("n-grams/nemo");
        assertEquals(10.0 / 17, value(rule, "of it of its of i", "repeating_top_2grams"));
        // other white space hides it
        assertEquals(0, value(rule, "a\nb\na\nb", "repeating_top_2grams"));
    }

    @Test
    void copiesCountWithTheSpacesBetweenTheirWords() {
        Map<String, List<Double>> copies =
                Map.of("max-top-n-grams", List.of(), "max-duplicate-n-grams", List.of(1.0, 1.0));
        Step rule = rule("n-grams/nemo", copies);
        // what a copy adds to those before it: `a a` and ` a`, `a a a` and ` a`
        assertEquals(5.0 / 7, value(rule, "a a a a", "repeating_dup_2gram"));
        assertEquals(7.0 / 9, value(rule, "a a a a a", "repeating_dup_3gram"));
        assertEquals(1.0, value(rule, "one", "repeating_dup_2gram"));
    }

    @ParameterizedTest
    @CsvSource({"#, 1", "##, 0", "#a#, 1", "#tag, 0", "..., 1", "…, 1", "[...], 1", "...., 0", "-», 1"})
    void aSymbolIsAnEllipsisOrHasManyRunsOfHashes(String word, double share) {
        assertEquals(share, value(rule("symbols-to-words/nemo"), word, "symbol_to_word"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a%41b, 12",
        "http://a%4, 8",
        "https://, 0",
        "http://http://a, 15",
        "ahttp://b<c, 8",
        "HTTP://a, 0"
    })
    void urlsEndWhereThePatternDoes(String text, int characters) {
        assertEquals((double) characters / text.length(), value(rule("urls/nemo"), text, "urls_ratio"));
    }

    @ParameterizedTest
    @CsvSource({"read more, 1", "READ MORE.., 1", "Read more., 0", "ore, 0", "(...), 1", "[…], 1", "x -», 1"})
    void ellipsesAreEightMarks(String line, double share) {
        assertEquals(share, value(rule("ellipsis/nemo"), line + " \u3000", "ellipsis"));
    }

    @Test
    void policiesAreFoundInAnyCaseAndLoremIpsumIsAll() {
        Step rule = rule("boilerplate/nemo");
        assertEquals(0.5, value(rule, "TERMS of Use\n\na", "boilerplate_string_ratio"));
        assertEquals(1.0, value(rule, "this use\u212Acookies, USE COO\u212AIES", "boilerplate_string_ratio"));
        assertEquals(1.0, value(rule, "a\n\nb\n\nLorem ipsum", "boilerplate_string_ratio"));
        assertEquals(1.0 / 3, value(rule, "use\n\nuse cookies\n\n", "boilerplate_string_ratio"));
    }

    @Test
    void whatTheProgramThrowsOnIsEmpty() {
        for (String name : List.of(
                "symbols-to-words",
                "repeated-lines",
                "punctuation",
                "words-without-alphabets",
                "mean-word-length",
                "long-word",
                "ellipsis",
                "bullets",
                "gopher-quality",
                "gopher-repetition")) {
            assertEquals("empty", reason(rule(name + "/nemo"), " \n\u3000"), name);
        }
        assertEquals("repeating_top_2grams", reason(rule("n-grams/nemo"), ""));
        assertEquals("keep", reason(rule("boilerplate/nemo"), ""));
    }

    @Test
    void marksAreAlphabeticAsUnicodeSays() {
        assertEquals(true, Alphabetic.is(0x941));
        assertEquals(false, Alphabetic.is(0x94D));
        assertEquals(true, Alphabetic.is('é'));
        assertEquals(false, Alphabetic.is(0xF3E));
        assertEquals(1.0, value(rule("words-without-alphabets/nemo"), "\u0941 Ⅷ ⓐ", "words_without_alphabets"));
    }

    @Test
    void theWholeListOfOtherLanguagesLeavesOutWhatIsEnglish() {
        String french = Examples.PROSE.replaceAll("\\b(the|be|to|of|and|that|have|with)\\b", "le");
        assertEquals("common-english-words:common_english_words", reason(rule("english-sequence/nemo"), french));
        assertEquals("keep", reason(rule("non-english-sequence/nemo"), french));
    }

    @Test
    void refusesAPercentage() {
        assertThrows(IllegalArgumentException.class, () -> new NemoNumbers(15));
        assertThrows(IllegalArgumentException.class, () -> new NemoWordCount(50, 49));
        assertThrows(IllegalArgumentException.class, () -> new NemoNGrams(List.of(20.0), List.of()));
    }
}
