package olmoe.filters.rule.dolma;

import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static olmoe.filters.rule.Rules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import olmoe.filters.Step;
import olmoe.filters.rule.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DolmaGopherTest {
    private static final String WORDS = "some thing the and ";

    @ParameterizedTest
    @CsvSource({"49, word_count", "50, keep", "100000, keep", "100001, word_count"})
    void qualityKeepsBothLimitsOfTheNumberOfWords(int words, String expected) {
        assertEquals(expected, reason(rule("gopher-quality/dolma"), "the ".repeat(words)));
    }

    @Test
    void lengthIsTheMedianAndStopWordsAreLowerCase() {
        Step quality = rule("gopher-quality/dolma", Map.of("min-words", 0));
        assertEquals(2.5, value(quality, "a ab abc abcd", "median_word_length"));
        assertEquals("median_word_length", reason(quality, "ab ab abc"));
        assertEquals("required_word_count", reason(quality, "The and some thing"));
        assertEquals("keep", reason(quality, "the the some thing"));
        assertEquals("median_word_length", reason(quality, ""));
    }

    @Test
    void symbolsAreWordsThatHoldOne() {
        Step quality = rule("gopher-quality/dolma", Map.of("min-words", 0));
        assertEquals("keep", reason(quality, "##… " + WORDS.repeat(2) + "the"));
        assertEquals("symbol_to_word_ratio", reason(quality, "##… " + WORDS.repeat(2)));
        assertEquals("fraction_of_words_with_alpha_character", reason(quality, "1234 1234 " + WORDS + "the"));
        assertEquals("keep", reason(quality, "1234 " + WORDS));
        assertEquals(
                "fraction_of_lines_ending_with_ellipsis",
                reason(quality, "the and of some\nthing…\n".replace("thing…", WORDS.repeat(9) + "thing…")));
        assertEquals("fraction_of_lines_starting_with_bullet_point", reason(quality, "- " + WORDS.repeat(3)));
        assertEquals("keep", reason(quality, " - " + WORDS.repeat(3)));
    }

    @Test
    void theTopNGramRulesFireOnlyWhereTheyAreLive() {
        String text = "one two three four five";
        assertEquals("keep", reason(rule("gopher-repetition/dolma"), text));
        Step live = rule("gopher-repetition/dolma", Map.of("top-n-grams", "live"));
        assertEquals("fraction_of_characters_in_most_common_2grams", reason(live, text));
        assertEquals(6.0 / 19, value(live, text, "fraction_of_characters_in_most_common_2grams"));
    }

    @Test
    void emptyLinesAreCopiesOfEachOtherInTheFirstVersionOnly() {
        String text = "a\n\n\n\nb";
        assertEquals("fraction_of_duplicate_lines", reason(rule("gopher-repetition/dolma"), text));
        assertEquals("keep", reason(rule("gopher-repetition/dolma", Map.of("lines", "v2")), text));
        assertEquals("keep", reason(rule("gopher-repetition/dolma"), "ab\nc\n\n\nd\ne\nf\ng"));
        assertEquals(
                0.5,
                value(rule("gopher-repetition/dolma"), "ab\nab\ncdef", "fraction_of_characters_in_duplicate_lines"));
    }

    @Test
    void anNGramLongerThanTheTextIsNotMeasured() {
        assertFalse(Rules.judge(rule("gopher_v1/dolma"), "one two")
                .values()
                .containsKey("fraction_of_characters_in_most_common_3grams"));
        assertEquals(0, value(rule("gopher_v1/dolma"), "", "character_count"));
    }

    @Test
    void refusesNonsense() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new DolmaGopherRepetition("v3", "dead", 0.3, 0.2, List.of(), List.of()));
        assertEquals(
                "max-top-n-grams must have 3 limits and max-repeated-n-grams 6 but had 0 and 0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new DolmaGopherRepetition("v1", "dead", 0.3, 0.2, List.of(), List.of()))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> new DolmaGopherQuality(50, 100, 3, 10, 10, 0.8, 2, 0.9, 0.3));
    }
}
