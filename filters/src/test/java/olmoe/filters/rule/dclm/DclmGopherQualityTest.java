package olmoe.filters.rule.dclm;

import static olmoe.filters.rule.Rules.judge;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static olmoe.filters.rule.Rules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import olmoe.filters.Step;
import olmoe.filters.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both sides of every limit, and what stands at the edges.
class DclmGopherQualityTest {
    private final Step pageLength = rule("page-length/dclm");
    private final Step wordLength = rule("word-length/dclm");
    private final Step symbolRatio = rule("symbol-ratio/dclm");
    private final Step bullets = rule("bullets/dclm");
    private final Step ellipsis = rule("ellipsis/dclm");
    private final Step alphabetic = rule("alphabetic/dclm");
    private final Step stopWords = rule("stop-words/dclm");

    @ParameterizedTest
    @CsvSource({"49, too-few-words", "50, keep", "100000, keep", "100001, too-many-words"})
    void pageLengthKeepsBothLimits(int words, String expected) {
        assertEquals(expected, reason(pageLength, "word ".repeat(words)));
    }

    @Test
    void pageLengthCountsNoWordInParenthesesOrQuotes() {
        assertEquals(0, value(pageLength, "(word) \"word\" —word ".repeat(50), "page-words"));
        assertEquals(2, value(pageLength, "word) ²nd", "page-words"));
    }

    @Test
    void pageLengthSplitsAtAsciiSpaceAndNulOnly() {
        assertEquals(8, value(pageLength, "a b\tc\nd\u000Be\u000Cf\rg\0h", "page-words"));
        assertEquals(1, value(pageLength, "a\u00A0b\u2028c\u0085d\u001Ce", "page-words"));
    }

    @ParameterizedTest
    @CsvSource({
        "aa aaa aaa aaa aaa aaa aaa aaa aaa aaa, short-words",
        "aaa, keep",
        "aaaaaaaaaa, keep",
        "aaaaaaaaaa aaaaaaaaaaa, long-words",
        "' ', no-words"
    })
    void wordLengthKeepsBothLimits(String text, String expected) {
        assertEquals(expected, reason(wordLength, text));
    }

    @Test
    void wordLengthCountsCodePoints() {
        assertEquals(3, value(wordLength, "😀😀😀", "mean-word-length"));
    }

    @Test
    void symbolRatioKeepsTheLimit() {
        assertEquals("keep", reason(symbolRatio, "w ".repeat(45) + "#w ".repeat(5)));
        assertEquals("symbols", reason(symbolRatio, "w ".repeat(44) + "#w ".repeat(6)));
        assertEquals("no-words", reason(symbolRatio, ""));
    }

    @ParameterizedTest
    @CsvSource({"....., 1", "......, 2", "…, 1", "##, 2", ". . ., 1", ". . . . . ., 2", ".. ., 0"})
    void symbolRatioCountsEachMarkWithoutOverlap(String text, long symbols) {
        assertEquals(symbols, value(symbolRatio, text, "symbols"));
    }

    @ParameterizedTest
    @CsvSource({
        "-, 9, keep",
        "-, 10, bullet-lines",
        "●, 10, bullet-lines",
        "•, 10, bullet-lines",
        "*, 10, bullet-lines",
        "‣, 10, keep"
    })
    void bulletsKeepsTheLimit(String bullet, int of10, String expected) {
        assertEquals(expected, reason(bullets, ("\n \u3000" + bullet + "x\n").repeat(of10) + "x\n".repeat(10 - of10)));
    }

    @ParameterizedTest
    @CsvSource({
        "..., 3, keep",
        "..., 4, ellipsis-lines",
        ". . ., 4, ellipsis-lines",
        "…, 4, ellipsis-lines",
        ".., 4, keep"
    })
    void ellipsisKeepsTheLimit(String mark, int of10, String expected) {
        assertEquals(expected, reason(ellipsis, ("x" + mark + " \n\n").repeat(of10) + "x\n".repeat(10 - of10)));
    }

    @Test
    void linesAreNotCutAtOtherSeparators() {
        assertEquals(1, value(bullets, "- a\r- b\u2028- c", "bullet-lines"));
        assertEquals("keep", reason(bullets, " \n"));
        assertEquals("keep", reason(ellipsis, ""));
    }

    @ParameterizedTest
    @CsvSource({"w w w w 1, keep", "w w w 1 ², non-alphabetic-words", "1a 2b ª, keep", "' ', no-words"})
    void alphabeticKeepsTheLimit(String text, String expected) {
        assertEquals(expected, reason(alphabetic, text));
    }

    @ParameterizedTest
    @CsvSource({"the, stop-words", "the the, keep", "THE Of, keep", "'the, of.', stop-words", "withal thee, stop-words"
    })
    void stopWordsCountsEveryOccurrenceInAnyCase(String text, String expected) {
        assertEquals(expected, reason(stopWords, text));
    }

    @Test
    void theWholeGivesTheReasonOfItsFirstStepAndTheValuesOfAll() {
        Step all = rule("gopher-quality/dclm");
        Verdict.Drop drop = (Verdict.Drop) judge(all, "# # #");
        assertEquals("too-few-words", drop.reason());
        assertEquals(0, drop.value());
        assertEquals(50, drop.limit());
        assertEquals(3L, drop.values().get("symbols"));
        assertEquals(3L, drop.values().get("non-alphabetic-words"));
        assertTrue(drop.values().containsKey("stop-words"));
    }

    @Test
    void refusesNonsense() {
        assertEquals(
                "min-words must not exceed max-words but was 5 over 4",
                assertThrows(IllegalArgumentException.class, () -> new DclmPageLength(5, 4))
                        .getMessage());
        assertEquals(
                "max-bullet-lines must be between 0 and 1 but was 90.0",
                assertThrows(IllegalArgumentException.class, () -> new DclmBullets(90))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new DclmWordLength(Double.NaN, 10));
        assertThrows(IllegalArgumentException.class, () -> new DclmSymbolRatio(-1));
        assertThrows(IllegalArgumentException.class, () -> new DclmEllipsis(1.01));
        assertThrows(IllegalArgumentException.class, () -> new DclmAlphabetic(20));
        assertThrows(IllegalArgumentException.class, () -> new DclmStopWords(-1));
    }
}
