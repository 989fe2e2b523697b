package olmoe.filters.rule.datamap;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static olmoe.filters.rule.Rules.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both sides of every limit, and where this port of DCLM's list differs from it. `|` stands for a newline.
class DatamapStepsTest {

    @Test
    void aWordOfAsciiIsARunOfLettersAndDigits() {
        assertEquals(2, value(rule("page-len/datamap"), "don't", "page-words"));
        assertEquals(1, value(rule("page-len/datamap"), "dön't", "page-words"));
        assertEquals(50, value(rule("page-len/datamap"), "(word) ".repeat(50), "page-words"));
        assertEquals("too-few-words", reason(rule("page-len/datamap"), "a ".repeat(49)));
        assertEquals("keep", reason(rule("page-len/datamap"), "a ".repeat(50)));
        assertEquals("too-many-words", reason(rule("page-len/datamap"), "a ".repeat(100_001)));
    }

    @ParameterizedTest
    @CsvSource({"abc abc, keep", "ab abc, short-words", "éa, keep", "ééééé, keep", "éééééa, long-words", "' ', no-words"
    })
    void wordLengthIsInBytes(String text, String expected) {
        assertEquals(expected, reason(rule("word-len/datamap"), text));
    }

    @ParameterizedTest
    @CsvSource({"'. . . a b c d e f g h i', keep", "'. . . a b c d e f g h', symbols", "'', keep"})
    void spacedDotsAreOneWord(String text, String expected) {
        assertEquals(expected, reason(rule("symbol/datamap"), text));
    }

    @ParameterizedTest
    @CsvSource({
        "'-|-|-|-|-|-|-|-|-|a', keep",
        "'-|-|-|-|-|-|-|-|-|-|a', bullet-lines",
        "'-|-|-|-|-|-|-|-|-|', keep",
        "' -', keep"
    })
    void bulletsStandAtTheVeryStartAndEmptyLinesCount(String text, String expected) {
        assertEquals(expected, reason(rule("bullet/datamap"), text.replace('|', '\n')));
    }

    @ParameterizedTest
    @CsvSource({"'a|a|a|a|a|a|a|b...|b...|b...', keep", "'a|a|a|b...||b... ', keep", "'a|a|b...', ellipsis-lines"})
    void ellipsesStandAtTheVeryEnd(String text, String expected) {
        assertEquals(expected, reason(rule("ellipsis/datamap"), text.replace('|', '\n')));
    }

    @ParameterizedTest
    @CsvSource({"w w w w 1, keep", "w w w 1, non-alphabetic-words", "word, one-word", "'', one-word"})
    void aSingleWordIsDropped(String text, String expected) {
        assertEquals(expected, reason(rule("alphabetic/datamap"), text));
    }

    @ParameterizedTest
    @CsvSource({"the, stop-words", "the the, keep", "THE Of, keep"})
    void stopWordsCountsEveryOccurrence(String text, String expected) {
        assertEquals(expected, reason(rule("stop-word/datamap"), text));
    }

    @Test
    void repetitionCountsWhatIsNotStripped() {
        assertEquals("keep", reason(rule("gopher-repetition/datamap"), "a\na \nb"));
        assertEquals("line-count", reason(rule("gopher-repetition/datamap"), "a\na\nb"));
        assertEquals("line-count", reason(rule("gopher-repetition/datamap"), "\n\n"));
        // overlapping copies are covered once
        assertEquals(1, value(rule("gopher-repetition/datamap"), "a a a a", "ngram-2"));
    }

    @ParameterizedTest
    @CsvSource({
        "uppercase, 'ABc|x', x",
        "uppercase, 'AB cd|x', 'AB cd|x'",
        "uppercase, 'ÉÉé', 'ÉÉé'",
        "uppercase, AB, ''",
        "numeric, '12|٣', '٣'",
        "counter, 'a|3 likes|', 'a|'",
        "counter, 'a|3 likes today', 'a|3 likes today'",
        "line-len, 'one|two words|', 'two words|'",
        "line-len, '!!|don t', 'don t'",
        "items-in-cart, 'a items in cart b items in cart', 'a b '",
        "read-more, 'x|Read more...', x",
        "sign-in, ' Sign-in', ' Sign-in'"
    })
    void linesChange(String name, String text, String expected) {
        assertEquals(
                expected,
                edited(rule(name + "/datamap"), text.replace('|', '\n')).replace('\n', '|'));
    }

    @Test
    void nothingLeftIsDroppedByTwoStepsOnly() {
        assertEquals("empty", reason(rule("counter/datamap"), "3 likes"));
        assertEquals("empty", reason(rule("line-len/datamap"), "one\n\n"));
        assertEquals("keep", reason(rule("uppercase/datamap"), "AB"));
        assertEquals("keep", reason(rule("sign-in/datamap"), "Sign-in"));
    }

    @ParameterizedTest
    @CsvSource({"http://a/nude, keep", "http://nude/nude, url-words", "http://nudes/nude, keep", ", no-url"})
    void everyMatchOfAWordCounts(String url, String expected) {
        Verdict verdict = Steps.apply(rule("url-soft/datamap"), Rules.document("", url), TextView.of(""))
                .verdict();
        assertEquals(expected, verdict instanceof Verdict.Drop drop ? drop.reason() : "keep");
    }

    @ParameterizedTest
    @CsvSource({"100, keep", "101, removed-words", "0, no-words"})
    void removalRatioIsItsOwn(long before, String expected) {
        Document document = Rules.document("word ".repeat(95)).with(Map.of("original-word-count", before));
        Verdict verdict = Steps.apply(rule("removal-ratio/datamap"), document, TextView.of(document.text()))
                .verdict();
        assertEquals(expected, verdict instanceof Verdict.Drop drop ? drop.reason() : "keep");
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new DatamapUppercase(50));
        assertThrows(IllegalArgumentException.class, () -> new DatamapBullet(90));
        assertThrows(IllegalArgumentException.class, () -> new DatamapRemovalRatio(5));
        assertThrows(IllegalArgumentException.class, () -> new DatamapPageLen(5, 4));
    }
}
