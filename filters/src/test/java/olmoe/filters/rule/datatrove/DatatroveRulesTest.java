package olmoe.filters.rule.datatrove;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import olmoe.filters.Step;
import olmoe.filters.rule.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both sides of the limits, by documents of our own.
class DatatroveRulesTest {
    private final Step quality = Rules.rule("gopher-quality/datatrove");
    private final Step repetition = Rules.rule("gopher-repetition/datatrove");
    private final Step c4 = Rules.rule("c4-quality/datatrove");
    private final Step noterm = Rules.rule("c4-quality-noterm/datatrove");
    private final Step fineweb = Rules.rule("fineweb-quality/datatrove");

    /// 48 words and the two stop words that are asked for.
    private static final String FIFTY = "the of " + "word ".repeat(48).strip();

    @Test
    void countsWordsWithoutThoseOfPunctuation() {
        assertEquals("keep", Rules.reason(quality, FIFTY));
        assertEquals("gopher_short_doc", Rules.reason(quality, FIFTY.substring(5) + " , ;"));
        assertEquals("gopher_short_doc", Rules.reason(quality, ""));
        assertEquals("keep", Rules.reason(quality, "the of " + "word ".repeat(99_998)));
        assertEquals("gopher_long_doc", Rules.reason(quality, "the of " + "word ".repeat(99_999)));
    }

    @Test
    void takesMeanLengthsFromThreeToTen() {
        assertEquals("keep", Rules.reason(quality, "the and " + "abc ".repeat(48)));
        assertEquals("gopher_below_avg_threshold", Rules.reason(quality, "the of " + "abc ".repeat(48)));
        String ten = "the " + "of ".repeat(1);
        assertEquals("keep", Rules.reason(quality, ten + "a".repeat(25) + " " + "abcdefghij ".repeat(47)));
        assertEquals(
                "gopher_above_avg_threshold",
                Rules.reason(quality, ten + "a".repeat(26) + " " + "abcdefghij ".repeat(47)));
    }

    @Test
    void keepsATenthOfHashesOrEllipsesButNoMore() {
        // a hash is a word of its own: 6 of 60 are a tenth
        assertEquals("keep", Rules.reason(quality, FIFTY + " word word word word" + " #".repeat(6)));
        assertEquals("gopher_too_many_hashes", Rules.reason(quality, FIFTY + " word word word" + " #".repeat(6)));
        assertEquals("keep", Rules.reason(quality, FIFTY + " word word word" + " …".repeat(6) + " word"));
        assertEquals(
                "gopher_too_many_ellipsis", Rules.reason(quality, FIFTY + " word word" + " ...".repeat(6) + " word"));
    }

    @Test
    void looksAtTheBeginsAndEndsOfLines() {
        String line = "\n- the of word word word";
        assertEquals("keep", Rules.reason(quality, "the of word word word word" + line.repeat(9)));
        assertEquals("gopher_too_many_bullets", Rules.reason(quality, line.substring(1) + line.repeat(9)));
        String prose = "\nthe of word word word word word word word word word word word";
        assertEquals("keep", Rules.reason(quality, prose.repeat(7).strip() + (prose + " ... ").repeat(3)));
        assertEquals(
                "gopher_too_many_end_ellipsis",
                Rules.reason(quality, prose.repeat(6).strip() + (prose + "…").repeat(4)));
    }

    @Test
    void asksForLettersInFourOfFiveWordsAndForTwoStopWords() {
        assertEquals("keep", Rules.reason(quality, "the of " + "word ".repeat(46) + "2024 ".repeat(12)));
        assertEquals(
                "gopher_below_alpha_threshold",
                Rules.reason(quality, "the of " + "word ".repeat(45) + "2024 ".repeat(12)));
        assertEquals("gopher_enough_stop_words", Rules.reason(quality, "the the The Of " + "word ".repeat(46)));
    }

    @Test
    void countsSecondCopiesOfLinesAndParagraphs() {
        assertEquals("keep", Rules.reason(repetition, lines("a", 10, 3, "\n")));
        assertEquals("dup_line_frac", Rules.reason(repetition, lines("a", 10, 4, "\n")));
        assertEquals("dup_para_frac", Rules.reason(repetition, lines("a", 10, 4, "\n\n")));
        assertEquals("empty", Rules.reason(repetition, ""));
        assertEquals(1.0 / 3, Rules.value(repetition, "\none two\n", "dup_line_frac")); // empty, one two, empty
    }

    /// Different lines and, at the end, copies of a short one of them.
    private static String lines(String copy, int all, int copies, String separator) {
        StringBuilder text = new StringBuilder(copy);
        for (int i = 0; i < all - 1 - copies; i++) {
            text.append(separator)
                    .append("line")
                    .append(i)
                    .append(" of")
                    .append(i * 7)
                    .append(" quite")
                    .append(i * 31);
        }
        return text.append((separator + copy).repeat(copies)).toString();
    }

    @Test
    void theTopNGramCountsAlsoWhenItOccursOnce() {
        assertEquals("top_2_gram", Rules.reason(repetition, "two words"));
        assertEquals(1.0, Rules.value(repetition, "two words", "top_2_gram"));
    }

    @Test
    void comparesLongNGramsWithoutTheirWordBounds() {
        assertEquals(0, Rules.value(repetition, "v w x y z a b c d e", "duplicated_5_n_grams"));
        String text = "ab c d e f, a bc d e f";
        assertEquals(6.0 / text.length(), Rules.value(repetition, text, "duplicated_5_n_grams"));
        assertEquals(0, Rules.value(repetition, text, "duplicated_6_n_grams"));
    }

    @Test
    void takesLinesAwayThatC4DoesNotWant() {
        String five = "One is here. Two is here. Three is here. Four is here. Five is here.";
        assertEquals(five, Rules.edited(c4, "  " + five + "  \nno end mark here\ntoo few.\nand so on and on..."));
        assertEquals(five + "\nno end mark here", Rules.edited(noterm, five + "\nno end mark here"));
        assertEquals(
                five, Rules.edited(c4, five + "\nPlease enable JavaScript to go on.\nRead our Privacy Policy now."));
        assertEquals(
                five + "\nIt is so .",
                Rules.edited(c4, five + "\nIt is so[12] [edit].").replace("so  .", "so ."));
        assertEquals(five, Rules.edited(c4, five + "\nA " + "x".repeat(1001) + " is long."));
        assertEquals("too_few_sentences", Rules.reason(c4, "One is here. Two is here. Three is here. Four is here."));
    }

    @Test
    void dropsForACurlyBracketOnlyInALineThatStays() {
        String five = "One is here. Two is here. Three is here. Four is here. Five is here.";
        assertEquals("keep", Rules.reason(c4, five + "\nfunction a() {"));
        assertEquals("curly_bracket", Rules.reason(c4, five + "\nThis is { here."));
        assertEquals("lorem_ipsum", Rules.reason(c4, five + "\nIt says Lorem Ipsum here."));
    }

    @Test
    void looksAtTheLinesAsFineWebDoes() {
        String long1 = "This line has more than thirty characters and an end.\n";
        assertEquals("keep", Rules.reason(fineweb, long1 + "This other line has none but is as long as that"));
        assertEquals("line_punct_ratio", Rules.reason(fineweb, long1.replace(".", "") + "Short one but another"));
        assertEquals("short_line_ratio", Rules.reason(fineweb, long1 + "Short.\nShorter.\nShortest."));
        assertEquals("char_dup_ratio", Rules.reason(fineweb, long1 + long1));
        assertEquals("list_ratio", Rules.reason(fineweb, long1 + "\n".repeat(20)));
        assertEquals("empty", Rules.reason(fineweb, " \n "));
    }

    @ParameterizedTest
    @CsvSource({"67, 100, keep", "68, 100, short_line_ratio", "0, 12, keep", "0, 11, line_punct_ratio"})
    void keepsShortLinesAndLinesWithoutAnEndUpToTheLimits(int shortLines, int ended, String expected) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append(
                    i < shortLines ? "Line " + i + " is a short one" : "The line that has number " + i + " is longer");
            text.append(i < ended ? ".\n" : "\n");
        }
        assertEquals(expected, Rules.reason(fineweb, text.toString()));
    }

    @Test
    void replacesAddressesInTurn() {
        Step pii = Rules.rule("pii-formatter/datatrove");
        assertEquals(
                "email@example.com firstname.lastname@example.org email@example.com",
                Rules.edited(pii, "a@b.co c.d+e@f-g.h.io \u00e9x@y.zz".replace("\u00e9x", "x")));
        assertEquals("a@b a@.b.c @b.co .@b.co a@b-.c", Rules.edited(pii, "a@b a@.b.c @b.co .@b.co a@b-.c"));
        assertEquals("(email@example.com)", Rules.edited(pii, "(me@[10.0.0.1])"));
        assertEquals("22.214.171.124, 126.96.36.199", Rules.edited(pii, "8.8.8.8, 1.2.3.4"));
        for (String kept : new String[] {"10.0.0.1", "192.168.1.1", "100.64.0.1", "08.8.8.8", "240.1.1.1", "1.2.3"}) {
            assertEquals(kept, Rules.edited(pii, kept));
        }
        assertEquals("22.214.171.1246", Rules.edited(pii, "1.2.3.256"));
    }

    @Test
    void listsOfJapaneseWordsAreFoundWithinOthers() {
        String list = Rules.file("darn\nsm\n");
        Step english = Rules.rule("c4-badwords/datatrove", Map.of("words", list));
        assertEquals("keep", Rules.reason(english, "darned sm"));
        assertEquals("document_removed_with_badwords", Rules.reason(english, "DARN"));
        Step japanese = Rules.rule("c4-badwords/datatrove", Map.of("words", list, "language", "ja"));
        assertEquals("document_removed_with_badwords", Rules.reason(japanese, "darned"));
        Step all = Rules.rule("c4-badwords/datatrove", Map.of("words", list, "keep-fraction", 1.0));
        assertEquals("keep", Rules.reason(all, "DARN"));
    }
}
