package olmoe.filters.rule.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import olmoe.filters.Step;
import olmoe.filters.rule.Rules;
import org.junit.jupiter.api.Test;

/// What the repaired rules do other than the systems, and both sides of their limits.
class FixedRulesTest {
    private static final String FIVE = "One is here. Two is here. Three is here. Four is here. Five is here.";

    private final Step quality = Rules.rule("gopher-quality/fixed");
    private final Step repetition = Rules.rule("gopher-repetition/fixed");
    private final Step c4 = Rules.rule("c4-quality/fixed");

    @Test
    void whiteSpaceOnlyIsEmpty() {
        for (Step rule : List.of(quality, repetition, c4)) {
            assertEquals("empty", Rules.reason(rule, ""));
            assertEquals("empty", Rules.reason(rule, " \n\u3000"));
        }
    }

    @Test
    void wordsInParenthesesCountAndMarksAloneDoNot() {
        assertEquals("keep", Rules.reason(quality, "The, \"of\" " + "(word) ".repeat(48)));
        assertEquals("too-few-words", Rules.reason(quality, "the of " + "(word) ".repeat(47) + "- "));
    }

    @Test
    void stopWordsAreTwoDifferentOnes() {
        assertEquals("stop-words", Rules.reason(quality, "the The THE " + "word ".repeat(50)));
        assertEquals("keep", Rules.reason(quality, "The (of) " + "word ".repeat(50)));
    }

    @Test
    void aBulletHasWhiteSpaceBehindIt() {
        String words = " the of word word word word word word";
        assertEquals("bullet-lines", Rules.reason(quality, ("-" + words + "\n").repeat(10)));
        assertEquals("keep", Rules.reason(quality, ("*the*" + words + "\n").repeat(10)));
        assertEquals("keep", Rules.reason(quality, ("-" + words + "\n").repeat(9) + words));
    }

    @Test
    void hashesAndEllipsesHaveALimitEach() {
        String words = "the of " + "word ".repeat(52);
        assertEquals("keep", Rules.reason(quality, words + "# ".repeat(3) + "… ".repeat(3) + "word"));
        assertEquals("hashes", Rules.reason(quality, words + "# ".repeat(7) + "word"));
        assertEquals("ellipses", Rules.reason(quality, words + "… ".repeat(7) + "word"));
    }

    @Test
    void noShareIsMoreThanOne() {
        // datatrove says 2 for the bigram of this text
        assertEquals(1.0, Rules.value(repetition, "a a a a a a", "ngram-2"));
        assertEquals(0.0, Rules.value(repetition, "two words", "ngram-2"));
        assertEquals(8.0 / 11, Rules.value(repetition, "ab cd xyz ab cd", "ngram-2"));
        assertEquals("keep", Rules.reason(repetition, "one short text"));
    }

    @Test
    void ofTheMostCommonTheOneThatCoversMostCounts() {
        assertEquals(12.0 / 16, Rules.value(repetition, "a b a b abc def abc def", "ngram-2"));
    }

    @Test
    void copiesCountFromTheSecondOn() {
        assertEquals(0.25, Rules.value(repetition, "a\nb\n c\n\na", "line-count"));
        assertEquals(0.5, Rules.value(repetition, "a\n\na", "paragraph-chars"));
    }

    @Test
    void dropsForACurlyBracketAnywhere() {
        assertEquals("curly-bracket", Rules.reason(c4, FIVE + "\nfunction a() {"));
        assertEquals("lorem-ipsum", Rules.reason(c4, FIVE + "\nlorem ipsum"));
        assertEquals("keep", Rules.reason(c4, FIVE + "\nfunction a()"));
        assertEquals("too-few-sentences", Rules.reason(c4, FIVE.substring(13)));
    }

    @Test
    void looksAtLinesWithoutTheirCitationMarks() {
        assertEquals(FIVE + "\nIt is so.", Rules.edited(c4, FIVE + "\nIt is so. [1] [edit]"));
        assertEquals(FIVE, Rules.edited(c4, FIVE + "\nIt [1]."));
        assertEquals(FIVE + "\nHe says “it is”", Rules.edited(c4, FIVE + "\nHe says “it is”"));
        assertEquals(FIVE, Rules.edited(c4, FIVE + "\nAnd so on..."));
    }
}
