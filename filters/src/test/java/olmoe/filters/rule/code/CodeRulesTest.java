package olmoe.filters.rule.code;

import static olmoe.filters.rule.Rules.edited;
import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static olmoe.filters.rule.Rules.value;
import static olmoe.filters.rule.code.CodeExamples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.RuleSettings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeRulesTest {

    @Test
    void linesAreKeptAtEachLimit() {
        Step lines = rule("lines/starcoder");
        String even = ("a".repeat(100) + "\n").repeat(9);
        assertEquals("keep", reason(lines, even));
        assertEquals("long-lines", reason(lines, even + "a".repeat(101)));
        String filled = "b\n".repeat(20);
        assertEquals("keep", reason(lines, "a".repeat(1000) + "\n" + filled));
        assertEquals("long-line", reason(lines, "a".repeat(1001) + "\n" + filled));
        assertEquals("keep", reason(lines, "a..."));
        assertEquals("non-alphanumeric", reason(lines, "a...."));
        assertEquals("non-alphanumeric", reason(lines, ""));
    }

    @Test
    void redPajamaCountsLineEnds() {
        Document even = file("{\"path\":\"x.py\"}", ("a".repeat(100) + "\n").repeat(9));
        assertEquals("long-lines", reasonOf("github/redpajama", even));
        assertEquals(
                "keep", reasonOf("github/redpajama", file("{\"path\":\"x.py\"}", ("a".repeat(99) + "\n").repeat(9))));
        assertEquals("keep", reasonOf("github/redpajama", file("{\"path\":\"Dockerfile\"}", "a")));
        assertEquals("unknown-ending", reasonOf("github/redpajama", file("{}", "a")));
        assertEquals("empty", reasonOf("github/redpajama", file("{\"path\":\"x.py\"}", "")));
    }

    @ParameterizedTest
    @CsvSource({"1000, keep", "1001, long-line"})
    void redPajamaKeepsALineOfAThousandCharacters(int longest, String expected) {
        String text = "a".repeat(longest) + "\n" + "a\n".repeat(99);
        assertEquals(expected, reasonOf("github/redpajama", file("{\"path\":\"x.py\"}", text)));
    }

    @ParameterizedTest
    @CsvSource({"99, small", "100, keep", "5000, keep", "5001, large"})
    void sizesAreKeptAtBothLimits(int size, String expected) {
        assertEquals(expected, reason(rule("size/starcoder"), "\uD83D\uDE00".repeat(size)));
    }

    @ParameterizedTest
    @CsvSource({"99, too-few-words", "100, keep", "20000, keep", "20001, too-many-words"})
    void dolmaKeepsBothLimitsOfTheNumberOfWords(int words, String expected) {
        assertEquals(expected, reason(rule("code-words/dolma"), "a\n".repeat(words)));
    }

    @ParameterizedTest
    @CsvSource({"6, keep", "5, stars", "null, stars", "'\"7\"', keep", "'\"many\"', stars"})
    void starsAreMoreThanTheLimit(String stars, String expected) {
        assertEquals(expected, reasonOf("stars/starcoder", file("{\"max_stars_count\":" + stars + "}", "")));
    }

    @Test
    void fieldsMayStandInAnObjectOfTheirOwn() {
        Document nested = file("{\"metadata\":{\"max_stars_count\":6,\"ext\":\"py\"}}", "x");
        assertEquals("keep", reasonOf("stars/starcoder", nested));
        assertEquals("few-comments", reasonOf("comments/starcoder", nested));
    }

    @Test
    void commentsAreDroppedAtEachLimit() {
        String python = "{\"lang\":\"Python\"}";
        assertEquals("few-comments", reasonOf("comments/starcoder", file(python, "#a\n" + "x".repeat(97))));
        assertEquals("keep", reasonOf("comments/starcoder", file(python, "#ab\n" + "x".repeat(96))));
        assertEquals("many-comments", reasonOf("comments/starcoder", file(python, "#abcdefgh\n")));
        assertEquals("keep", reasonOf("comments/starcoder", file(python, "#abcdefg\nx")));
        assertEquals("keep", reasonOf("comments/starcoder", file("{\"lang\":\"Lua\"}", "x")));
        assertEquals("few-comments", reasonOf("comments/starcoder", file(python, "")));
        assertThrows(IllegalArgumentException.class, () -> new StarcoderComments(0.1, 0.8, List.of("lua")));
        assertThrows(IllegalArgumentException.class, () -> new StarcoderComments(0.8, 0.1, List.of()));
    }

    @Test
    void pagesMustShowMoreThanTheLimits() {
        String html = "{\"ext\":\"htm\"}";
        String tags = "<p>" + "a".repeat(100) + "</p>";
        assertEquals("short-visible-text", reasonOf("html/starcoder", file(html, tags)));
        assertEquals("keep", reasonOf("html/starcoder", file(html, "b" + tags)));
        String fifth = "a".repeat(101) + "<script>" + "x".repeat(387) + "</script>";
        assertEquals("little-visible-text", reasonOf("html/starcoder", file(html, fifth)));
        assertEquals("keep", reasonOf("html/starcoder", file(html, fifth.replace("xx<", "x<"))));
        assertEquals("unreadable", reasonOf("html/starcoder", file(html, "<![x[")));
        assertEquals("keep", reasonOf("html/starcoder", file("{\"ext\":\"py\"}", "x")));
    }

    @Test
    void xmlIsLookedForInTheFirstHundredCharacters() {
        Step xml = rule("xml/starcoder");
        assertEquals("xml", reason(xml, " ".repeat(86) + "<?xml version="));
        assertEquals("keep", reason(xml, " ".repeat(87) + "<?xml version="));
    }

    @Test
    void theTableLimitsByLanguageAndEnding() {
        String header = "language,extension,Include,Long_line_threshold,Alphanum_threshold,Alpha filter,Comment\n";
        Step step = rule(
                "extension-limits/starcoder",
                Map.of(
                        "limits",
                        Rules.file(
                                header + "c-sharp,cs,1,10,0.5,0.25,\"a, \"\"b\"\"\nc\"\nlua,lua,0,,,,\nr,r,1,x,,,\n")));
        assertEquals("keep", reasonOf(step, file("{\"lang\":\"C#\",\"ext\":\"cs\"}", "a111")));
        assertEquals("non-alphanumeric", reasonOf(step, file("{\"ext\":\"cs\"}", "aa...")));
        assertEquals("non-alphabetic", reasonOf(step, file("{\"ext\":\"cs\"}", "a1111")));
        assertEquals("long-line", reasonOf(step, file("{\"ext\":\"cs\"}", "a".repeat(11))));
        assertEquals("excluded-extension", reasonOf(step, file("{\"ext\":\"lua\"}", "a")));
        assertEquals("unknown-extension", reasonOf(step, file("{\"ext\":\"py\"}", "a")));
        assertEquals("keep", reasonOf(step, file("{\"lang\":\"R\",\"ext\":\"r\"}", ".".repeat(2000))));
        assertEquals(
                "limits: expected a CSV file, found none",
                assertThrows(ConfigurationException.class, () -> rule("extension-limits/starcoder"))
                        .getMessage());
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> rule("extension-limits/starcoder", Map.of("limits", Rules.file("a,b\n"))))
                .getMessage();
        assertEquals("line 1: expected the columns", message.substring(message.indexOf("line"), message.indexOf(" [")));
    }

    @Test
    void theFirstClosedCommentAloneIsLookedAt() {
        Step copyright = rule("copyright-comments/redpajama");
        assertEquals("a b", edited(copyright, "a/* (C) COPYRİGHT */ b"));
        assertEquals("/* x */ // copyright", edited(copyright, "/* x */ // copyright"));
        assertEquals("x\n# y", edited(copyright, "#!/bin/sh\n\n-- z\nx\n# y"));
        assertEquals("/* copyright", edited(copyright, "/* copyright"));
        assertEquals("", edited(copyright, "# only\n"));
        assertEquals("/*/ copyright", edited(copyright, "/*/ copyright"));
    }

    @Test
    void tokensOfRegexAreOneMoreThanRuns() {
        assertEquals(5.0 / 4, value(rule("code_redpajama_taggers_v1/dolma"), "ab_1 +- cde", "alpha_token_prop_doc"));
        assertEquals(0, value(rule("code_redpajama_taggers_v1/dolma"), "", "alpha_token_prop_doc"));
        assertEquals(-1, value(rule("code_copyright_comments_v1/dolma"), "", "copyright_doc"));
    }

    private static String reasonOf(String rule, Document document) {
        return reasonOf(rule(rule), document);
    }

    private static String reasonOf(Step rule, Document document) {
        Verdict verdict =
                Steps.apply(rule, document, TextView.of(document.text())).verdict();
        return verdict instanceof Verdict.Drop drop ? drop.reason() : "keep";
    }

    /// One token a byte and one for `ab`: `ababx` has five characters on three tokens.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lang\":\"Java\"}|ababx|1.6|keep",
                "{\"lang\":\"Java\"}|ababx|1.7|short-tokens",
                "{\"lang\":\"Java\"}|abab|2|keep",
                "{\"lang\":\"C\"}|x|9|keep",
                "{\"lang\":\"Java\"}|''|9|keep"
            })
    void aLanguagesFilesNeedSoManyCharactersForEachToken(String metadata, String text, double least, String expected) {
        Step rule = Rules.rule("fertility/starcoder", Map.of("tokenizer", RuleSettings.TOKENIZER, "min-java", least));
        Verdict verdict =
                Steps.apply(rule, file(metadata, text), TextView.of(text)).verdict();
        assertEquals(expected, verdict instanceof Verdict.Drop drop ? drop.reason() : "keep");
    }

    @Test
    void onlyLettersCountForRedpajama() {
        Step rule = Rules.rule(
                "fertility/redpajama", Map.of("tokenizer", RuleSettings.TOKENIZER, "min-letters-per-token", 1.5));
        assertEquals("keep", Rules.reason(rule, "ababab("));
        assertEquals("short-tokens", Rules.reason(rule, "abab(("));
        assertEquals("short-tokens", Rules.reason(rule, "ab\uD800"));
    }
}
