package olmoe.filters.rule.olmo;

import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OlmoeWordSharesTest {

    @ParameterizedTest
    @CsvSource({
        "'fooBarBaz', 'foo|BarBaz'",
        "'fooB ABC', 'fooB|ABC'",
        "'a, b;;\u00A0c', 'a|,|b|;;|c'",
        "'x - - y', 'x|- -|y'",
        "'ÉaB É_A1', 'ÉaB|É_|A1'",
        "' ', ''"
    })
    void dolmaCutsAtCapitalsAndCountsPunctuation(String text, String expected) {
        assertEquals(expected, words(WordSplitter.DOLMA_TOPK, text));
    }

    @Test
    void theOtherTwoCutAsPythonDoes() {
        assertEquals("a,|b-c", words(WordSplitter.WHITESPACE, "a,\u2003b-c"));
        assertEquals("a|b|c_1", words(WordSplitter.REGEX_WORD, "a,\u2003b-c_1"));
    }

    @ParameterizedTest
    @CsvSource({
        "'a a a b b c d e f g', keep, keep",
        "'a a a b b c d e f g', drop, top-word",
        "'a a a a b c d e f g', keep, top-word",
        "'a a a b b b c d e f', keep, top-two-words",
        "'', drop, keep"
    })
    void aShareAtItsLimitIsKeptUnlessAskedOtherwise(String text, String atLimit, String expected) {
        assertEquals(
                expected,
                reason(rule("frequent-words/olmoe", Map.of("splitter", "whitespace", "at-limit", atLimit)), text));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"max_stars_count\":2}', keep",
        "'{\"max_stars_count\":1}', stars",
        "'{\"max_stars_count\":\"2.0\"}', keep",
        "'{\"max_stars_count\":\"1\"}', stars",
        "'{\"metadata\":{\"max_stars_count\":2}}', keep",
        "'{\"metadata\":{\"max_stars_count\":\"1\"}}', stars",
        "'{\"metadata\":7}', stars-unknown",
        "'{\"max_stars_count\":null}', stars-unknown",
        "'{\"max_stars_count\":\"many\"}', stars-unknown",
        "'{}', stars-unknown"
    })
    void starsAreANumberOrAText(String metadata, String expected) {
        Verdict verdict = Steps.apply(rule("stars/olmoe"), Rules.withMetadata(metadata), TextView.of(""))
                .verdict();
        assertEquals(expected, verdict instanceof Verdict.Drop drop ? drop.reason() : "keep");
    }

    @Test
    void refusesNonsense() {
        assertEquals(
                "max-top-share must be between 0 and 1 but was 30.0",
                assertThrows(IllegalArgumentException.class, () -> new OlmoeFrequentWords(30, 50, "whitespace", "keep"))
                        .getMessage());
        assertEquals(
                "splitter must be one of [dolma-topk, whitespace, regex-word] but was spaces",
                assertThrows(IllegalArgumentException.class, () -> new OlmoeFrequentWords(0.3, 0.5, "spaces", "keep"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new OlmoeFrequentWords(0.3, 0.5, "whitespace", "maybe"));
    }

    private static String words(WordSplitter splitter, String text) {
        Spans words = splitter.words(TextView.of(text));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            all.add(words.text(i));
        }
        return String.join("|", all);
    }
}
