package olmoe.tokenizer.text.spacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import olmoe.tokenizer.text.Spans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected words and sentences are those of spacy 3.8.18, `spacy.blank("en")` with the sentencizer.
class SpacyEnglishTest {

    @Test
    void takesPrefixesAndSuffixesOffOneByOne() {
        words(
                "He didn't say: \"It's 10km to St. Louis, isn't it?\"",
                "He",
                "did",
                "n't",
                "say",
                ":",
                "\"",
                "It",
                "'s",
                "10",
                "km",
                "to",
                "St.",
                "Louis",
                ",",
                "is",
                "n't",
                "it",
                "?",
                "\"");
        words("foo@bar baz_qux #tag @me 50% §3", "foo@bar", "baz_qux", "#", "tag", "@me", "50", "%", "§", "3");
        words("x'' ''y ''", "x", "''", "'", "'", "y", "''");
    }

    @Test
    void cutsCurrenciesAndUnitsOnlyBesideDigits() {
        words(
                "$5 US$20 5USD 20€ 30°C. 10km² 5kg.",
                "$",
                "5",
                "US$",
                "20",
                "5USD",
                "20",
                "€",
                "30",
                "°",
                "C",
                ".",
                "10",
                "km²",
                "5",
                "kg",
                ".");
        words("10kmh akm", "10", "kmh", "akm");
    }

    @Test
    void cutsInfixesBetweenTheirNeighboursOnly() {
        words(
                "a--b well-known 3-4 x—y 1+2=3",
                "a",
                "--",
                "b",
                "well",
                "-",
                "known",
                "3",
                "-",
                "4",
                "x",
                "—",
                "y",
                "1",
                "+",
                "2=3");
        words(
                "naïve/both a:b x=y, a,b 1,2",
                "naïve",
                "/",
                "both",
                "a",
                ":",
                "b",
                "x",
                "=",
                "y",
                ",",
                "a",
                ",",
                "b",
                "1,2");
        words("a----b", "a----b");
    }

    @Test
    void keepsEllipsesTogetherAndStopsAfterAbbreviationsOn() {
        words("wait...what… and……so", "wait", "...", "what", "…", "and", "…", "…", "so");
        words(
                "U.S. e.g. 5 p.m. 10am Mr. X.Y end. . .",
                "U.S.",
                "e.g.",
                "5",
                "p.m.",
                "10",
                "am",
                "Mr.",
                "X.Y",
                "end",
                ".",
                ".",
                ".");
    }

    @Test
    void cutsSpecialCasesInTheirOwnWay() {
        words("cannot gonna C'mon ’s it’s", "can", "not", "gon", "na", "C'm", "on", "’s", "it", "’s");
    }

    @Test
    void joinsSpecialCasesAgainThatAffixesHaveCut() {
        words("(so(: and :-)) or :'(", "(", "so", "(:", "and", ":-))", "or", ":'(");
    }

    @Test
    void aPhraseWithASpaceInItStaysCutAndHidesNone() {
        words(": ' ( :'(", ":", "'", "(", ":'(");
    }

    @Test
    void keepsUrlsWhole() {
        words(
                "see https://example.com/a?b=1, www.foo.co.uk. me@mail.org; 192.168.1.1 8.8.8.8",
                "see",
                "https://example.com/a?b=1",
                ",",
                "www.foo.co.uk",
                ".",
                "me@mail.org",
                ";",
                "192.168.1.1",
                "8.8.8.8");
    }

    @Test
    void knowsAUrlFromAHostWithATopLevelOrAPublicAddress() {
        for (String url : List.of(
                "example.com",
                "a.b.co:8080/x",
                "ftp://user:pw@host.org",
                "x@y.zz",
                "8.8.8.8",
                "8.8.8.8:80?q",
                "漢.漢字",
                "1.1.1.1",
                "223.255.255.254",
                "172.15.0.1",
                "192.167.0.1",
                "a_b.com",
                "example.com#f")) {
            assertTrue(url(url), url);
        }
        for (String none : List.of(
                "",
                "example",
                "example.c",
                "a.B.Com",
                "-a.com",
                "a-.com",
                "a..com",
                "8.8.8",
                "8.8.8.0",
                "224.1.1.1",
                "10.1.1.1",
                "127.0.0.1",
                "192.168.0.1",
                "172.16.0.1",
                "169.254.1.1",
                "256.1.1.1",
                "1.1.1.255",
                "example.com:1",
                "example.com:123456",
                "@",
                "a@",
                "_a.com",
                "x".repeat(65) + ".com")) {
            assertFalse(url(none), none);
        }
        assertTrue(url("x".repeat(64) + ".com"));
    }

    @Test
    void whiteSpaceIsNoWordButSeparates() {
        words(" \n\t a\u00a0b\u2003c\u001cd  ", "a", "b", "c", "d");
        words("");
        words(" \n ");
    }

    @Test
    void aSentenceEndsWithTheMarksThatFollowItsEnd() {
        sentences("One. Two! (Three?) Four...", "One.", "Two! (", "Three?)", "Four...");
        sentences("A.B. is. it? Yes.\n\nNext", "A.B. is.", "it?", "Yes.", "Next");
        sentences("Mr. Smith came. \"Yes.\" He left.", "Mr. Smith came. \"", "Yes.\"", "He left.");
        sentences("Hello world", "Hello world");
        sentences("");
    }

    @Test
    void countsAtLeastOneSentenceAndBlankOnesToo() {
        assertEquals(1, count(""));
        assertEquals(1, count("  "));
        assertEquals(2, count("One. " + "\n"));
        assertEquals(2, SpacyEnglish.sentenceCount(points("No. One. Two. No."), 4, 13));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void wordsCoverWhatIsNoWhiteSpaceInOrder(long seed) {
        Random random = new Random(seed);
        for (int k = 0; k < 500; k++) {
            int[] text = random(random);
            Spans words = SpacyEnglish.words(text);
            int at = 0;
            for (int i = 0; i < words.size(); i++) {
                assertTrue(words.start(i) >= at && words.end(i) > words.start(i));
                at = words.end(i);
            }
        }
    }

    @Test
    void longChunksCostTimeInProportionToTheirLength() {
        for (String piece : List.of("(", "a@", "a.b.", "1.", "-", ".", "'s", ":(", "x:y", "…", "\uD800", "a,")) {
            int[] text = points(piece.repeat(300_000));
            assertTimeout(Duration.ofSeconds(20), () -> SpacyEnglish.words(text), piece);
        }
    }

    private static int[] random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(random.nextInt(3) == 0 ? " " : "" + (char) random.nextInt(0x2100));
        }
        return points(text.toString());
    }

    private static void words(String text, String... expected) {
        assertEquals(List.of(expected), texts(SpacyEnglish.words(points(text))), text);
    }

    private static void sentences(String text, String... expected) {
        assertEquals(List.of(expected), texts(SpacyEnglish.sentences(points(text))), text);
        assertEquals(Math.max(1, expected.length), count(text), text);
    }

    private static int count(String text) {
        return SpacyEnglish.sentenceCount(points(text), 0, points(text).length);
    }

    private static boolean url(String text) {
        return UrlPattern.matches(points(text), 0, points(text).length);
    }

    private static List<String> texts(Spans spans) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            texts.add(spans.text(i));
        }
        return texts;
    }

    private static int[] points(String text) {
        return text.codePoints().toArray();
    }
}
