package olmoe.filters.rule.dclm;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import olmoe.filters.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DclmC4LinesTest {
    private static final String LINE = "This line has five words.";

    private final Step rule = rule("c4-lines/dclm");

    @ParameterizedTest
    @CsvSource({
        "This one has five words., true",
        "This has four words., false",
        "This one has five words?, true",
        "This one has five words!, true",
        "'This one has five \"words\"', true",
        "This one has five words, false",
        "This one has five 'words', false",
        "This one has five words.., true",
        "This one has five words..., false",
        "This one has five words…, false",
        "' \u3000', false",
        "This one has five words. \u3000, true"
    })
    void aLineStaysByItsEndAndItsWords(String line, boolean stays) {
        assertEquals(
                stays ? LINE + "\n" + line + "\n" + LINE : LINE + "\n" + LINE,
                edited(rule, LINE + "\n" + line + "\n" + LINE));
    }

    @Test
    void wordsOfTheLimitStay() {
        String four = " has four more words.";
        assertEquals("a".repeat(1000) + four, edited(rule, "a".repeat(1000) + four + "\n" + "a".repeat(1001) + four));
    }

    @Test
    void charactersOfTheLimitStay() {
        String text = LINE + "\n".repeat(190_000 - LINE.length());
        assertEquals(LINE, edited(rule, text));
        assertEquals("too-many-characters", reason(rule, text + "\n"));
    }

    @Test
    void citationsGoBeforeLinesAreLookedAt() {
        assertEquals(LINE + "\n\n" + LINE, edited(rule, LINE + "[12][edit]\n[1]\n" + LINE + "[][citation needed][٣]"));
        assertEquals("empty", reason(rule, "Four words[1] of it."));
    }

    @Test
    void dropsForWhatIsInTheLinesThatAreLeft() {
        assertEquals("lorem-ipsum", reason(rule, "Here is Lorem Ipsum in JavaScript."));
        assertEquals("keep", reason(rule, LINE + "\nlorem ipsum"));
        assertEquals("curly-bracket", reason(rule, "Here it is {a bracket}. Really so."));
        assertEquals("keep", reason(rule, LINE + "\nHere is a { of javascript."));
        assertEquals("curly-bracket", reason(rule, LINE + "\nHere is a { of our privacy policy."));
    }

    @Test
    void linesOfScriptsAndPoliciesGoInAnyCase() {
        assertEquals(
                LINE,
                edited(
                        rule,
                        "Please enable java\u017FCRIPT to go on.\n" + LINE
                                + "\nWe now u\u017Fe COO\u212AIES for all this."));
        assertEquals("empty", reason(rule, "Read all of our Terms Of Use."));
    }
}
