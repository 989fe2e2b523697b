package olmoe.filters.rule.dclm;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
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
import org.junit.jupiter.params.provider.ValueSource;

/// Both sides of every limit of the steps that change lines. `|` stands for a newline.
class DclmLineStepsTest {

    @ParameterizedTest
    @CsvSource({"'AB cd|x', 'AB cd|x'", "'ABc|x', x", "'ABcd|x', 'ABcd|x'", "'|a|B|c', 'a|c'", "'Ⅷa', 'Ⅷa'"})
    void uppercaseLinesKeepsHalf(String text, String expected) {
        check("uppercase-lines/dclm", text, expected);
    }

    @ParameterizedTest
    @CsvSource({"'12|a', a", "'12 |a', '12 |a'", "'1²③|a', a", "'½|a', '½|a'", "'a|12', a"})
    void numericLinesKnowsPythonsDigits(String text, String expected) {
        check("numeric-lines/dclm", text, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'a|3 likes', a",
        "'a|- 1,2.3K  Views ...', a",
        "'a|3 likes today', 'a|3 likes today'",
        "'a|3likes', 'a|3likes'",
        "'a|3kk likes', 'a|3kk likes'",
        "'a|² likes', 'a|² likes'",
        "'a|٣ likes', a",
        "'a|x 3 likes', 'a|x 3 likes'",
        "'a|3 like', 'a|3 like'"
    })
    void counterLinesGoOnlyAsAWhole(String text, String expected) {
        check("counter-lines/dclm", text, expected);
    }

    @ParameterizedTest
    @CsvSource({"'one|two words|', 'two words|'", "'two words|one', 'two words'", "'| |a b', '|a b'", "' a b ', ' a b '"
    })
    void lineLengthLeavesEmptyLinesAndBothEnds(String text, String expected) {
        check("line-length/dclm", text, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'1 2 3 4 5 6 7 items in cart', '1 2 3 4 5 6 7'",
        "'1 2 3 4 5 6 7 8 items in cart', '1 2 3 4 5 6 7 8 items in cart'",
        "'a ITEMS İN CART b items in cartitems in cart', 'a b'",
        "'a| |b', 'a|b'",
        "'a|items in cart  |b', 'a|b'"
    })
    void itemsInCartGoFromShortLines(String text, String expected) {
        check("items-in-cart/dclm", text, expected);
    }

    @ParameterizedTest
    @CsvSource({"'a READ more...', a", "'a  read moreabc', a", "'read more.. b', 'read more.. b'", "'a|read more!?!', a"
    })
    void readMoreTakesAnyThreeCharactersForItsDots(String text, String expected) {
        check("read-more/dclm", text, expected);
    }

    @ParameterizedTest
    @CsvSource({"'Sign-in  a', a", "'a Sign-in', 'a Sign-in'", "'ſIGN-ın b', b", "'a|sign-in|b', 'a|b'"})
    void signInGoesFromTheStart(String text, String expected) {
        check("sign-in/dclm", text, expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uppercase-lines/dclm",
                "numeric-lines/dclm",
                "counter-lines/dclm",
                "items-in-cart/dclm",
                "read-more/dclm",
                "sign-in/dclm",
                "url-removal/dclm"
            })
    void nothingLeftIsDroppedAsEmpty(String name) {
        assertEquals("empty", reason(rule(name), ""));
        if (!name.startsWith("url")) {
            assertEquals("empty", reason(rule(name), " \n\u00A0"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'The x http://a.org/b?c=d. y', 'The x y'",
        "'Go to http://a.org', 'Go to http://a.org'",
        "'The x http://a.ORG', 'The x http://a.ORG'",
        "'The            a.org,b', 'The  ,b'",
        "'The a.organ', 'The a.organ'",
        "'The a.org_', 'The a.org_'",
        "'The ax.co.uk-z (x)', 'The (x)'",
        "'The .org', 'The .org'",
        "'Go 1.2.3.4:80/x y', 'Go y'",
        "'Go 300.1.1.1', 'Go 300.1.1.1'",
        "'Go 1.299.3.4444', 'Go'",
        "'Go a1.2.3.4', 'Go a1.2.3.4'",
        "'Go ftp://1.2.3.4', 'Go'",
        "'Go xftp://1.2.3.4', 'Go xftp://'"
    })
    void urlsGoFromATextThatBeginsWithADomainAndAddressesAlways(String text, String expected) {
        check("url-removal/dclm", text, expected);
    }

    @Test
    void aNameOfAUrlHas256CharactersAtMost() {
        assertEquals("The", edited(rule("url-removal/dclm"), "The " + "x".repeat(256) + ".org"));
        assertEquals("The xx", edited(rule("url-removal/dclm"), "The xx" + "y".repeat(256) + ".org"));
    }

    @ParameterizedTest
    @CsvSource({"100, keep", "101, removed-words", "0, no-words"})
    void removalRatioKeepsItsLimit(long before, String expected) {
        Document document = Rules.document("word ".repeat(95)).with(Map.of("previous-word-count", before));
        Verdict verdict = Steps.apply(rule("removal-ratio/dclm"), document, TextView.of(document.text()))
                .verdict();
        assertEquals(expected, verdict instanceof Verdict.Drop drop ? drop.reason() : "keep");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/nude, keep",
        "http://nude/nude, keep",
        "http://nude/bullshit, url-words",
        "http://nudes/bullshit, keep"
    })
    void softWordsDropAtTwoDifferentOnes(String url, String expected) {
        Verdict verdict = Steps.apply(rule("url-soft/dclm"), Rules.document("", url), TextView.of(""))
                .verdict();
        assertEquals(expected, verdict instanceof Verdict.Drop drop ? drop.reason() : "keep");
    }

    @Test
    void refusesNonsense() {
        assertEquals(
                "max-uppercase must be between 0 and 1 but was 50.0",
                assertThrows(IllegalArgumentException.class, () -> new DclmUppercaseLines(50))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new DclmNumericLines(100));
        assertThrows(IllegalArgumentException.class, () -> new DclmRemovalRatio(5));
        assertThrows(IllegalArgumentException.class, () -> new DclmLineLength(-1));
    }

    private static void check(String name, String text, String expected) {
        assertEquals(expected, edited(rule(name), text.replace('|', '\n')).replace('\n', '|'));
    }
}
