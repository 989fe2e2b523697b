package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No rule throws, whatever the text, and each number it gives is one; [RuleFuzz] is the long form.
class AnyTextTest {
    private static final int LONG = 100_000;
    private static final AllRules RULES = new AllRules();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noRuleThrowsOnRandomText(long seed) {
        RandomTexts texts = new RandomTexts(seed);
        for (int k = 0; k < 500; k++) {
            RULES.judge(texts.next(), texts.nextMetadata());
        }
    }

    /// Nothing, one line, punctuation only, NUL, halves of a surrogate pair: a verdict, and a reason where it is a
    /// drop.
    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\n", "one line", "?!...,;", "\0", "\0\0\n\0", "\uD800", "\uDC00 \uD800", "\u0301"})
    void everyRuleHasAnAnswerToATextOfTrouble(String text) {
        RULES.reasons(text).forEach((rule, reason) -> assertTrue(reason.matches("[<\\w:. -]+"), rule + ": " + reason));
    }

    @Test
    void aLongLineTakesBoundedTime() {
        StringBuilder different = new StringBuilder();
        for (int i = 0; i < LONG; i++) {
            different.append("word").append(i).append(' ');
        }
        for (String text : List.of(
                different.toString(),
                "word ".repeat(LONG),
                "a\n".repeat(LONG),
                "a'" + "\u0301".repeat(LONG),
                " ".repeat(LONG))) {
            AllRules rules = new AllRules();
            rules.judge(text, "{}");
            String longest = rules.seconds().get(0);
            assertTrue(Double.parseDouble(longest.trim().split(" ")[0]) < 3, longest);
        }
    }
}
