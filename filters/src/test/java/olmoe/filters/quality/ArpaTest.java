package olmoe.filters.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import olmoe.filters.RuleSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpaTest {

    /// Sums by hand: of the longest known n-gram, with the weights of the contexts left out.
    @ParameterizedTest
    @CsvSource({
        "a b, -0.6", // -0.2 -0.3 -0.1
        "b, -1.5", // (-0.5 -0.9) -0.1
        "a, -1.15", // -0.2 (-0.25 -0.7)
        "b a, -3.075", // (-0.5 -0.9) (-0.125 -0.6) (-0.25 -0.7)
        "x, -2.2", // (-0.5 -1.0) (0 -0.7)
    })
    void sumsTheLongestKnownNgramsAndBackOffWeights(String sentence, double logarithm) throws IOException {
        assertEquals(logarithm, read(RuleSettings.ARPA).sentence(sentence.split(" ", -1)), 1e-6);
    }

    @Test
    void perplexityCountsTheEndOfEachLineAsAWord() throws IOException {
        Arpa model = read(RuleSettings.ARPA);
        assertEquals(2, model.order());
        assertEquals(Math.pow(10, 0.6 / 3), model.perplexity(" a  b "), 1e-6);
        assertEquals(Math.pow(10, 2.1 / 5), model.perplexity("a b\n\n \nb"), 1e-6);
        assertEquals(0, model.perplexity(" \n"));
    }

    @Test
    void refusesWhatIsNotAsTheFormatHasIt() {
        assertEquals("line 1: expected \\data\\", refusal("hello"));
        assertEquals("line 3: expected the count of 2-grams", refusal(RuleSettings.ARPA.replace("ngram 2", "ngram 3")));
        assertEquals(
                "line 3: expected a count, found ngram 2=x",
                refusal(RuleSettings.ARPA.replace("ngram 2=3", "ngram 2=x")));
        assertEquals(
                "line 13: expected words of the 1-grams, found c",
                refusal(RuleSettings.ARPA.replace("<s> a", "<s> c")));
        assertEquals("line 6: expected a logarithm, found x", refusal(RuleSettings.ARPA.replace("-1.0", "x")));
        for (String number : new String[] {"Infinity", "NaN", "-1e99"}) {
            assertEquals(
                    "line 6: expected a logarithm, found " + number,
                    refusal(RuleSettings.ARPA.replace("-1.0", number)));
        }
        assertEquals(
                "line 9: expected a probability, 1 words and a back-off weight between tabs",
                refusal(RuleSettings.ARPA
                        .replace("ngram 1=5", "ngram 1=9223372036854775807")
                        .replace("-0.6\ta\t-0.25\n-0.9\tb\t-0.125\n", "\\2-grams:\n")));
        assertEquals(
                "line 2: expected a count, found ngram 1=99999999999999999999",
                refusal(RuleSettings.ARPA.replace("ngram 1=5", "ngram 1=99999999999999999999")));
        assertEquals(
                "line 13: expected a probability, 2 words and a back-off weight between tabs",
                refusal(RuleSettings.ARPA.replace("<s> a", "<s>  a")));
        assertEquals(
                "line 16: expected \\end\\ after as many n-grams as announced",
                refusal(RuleSettings.ARPA.replace("ngram 2=3", "ngram 2=2").replace("-0.1\tb </s>\n\n", "\nx\n")));
        assertEquals(
                "expected the words <unk>, <s> and </s> among the 1-grams",
                refusal(RuleSettings.ARPA.replace("<unk>", "unk")));
    }

    @Test
    void aDamagedFileIsRefusedOrAnswers() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(RuleSettings.ARPA);
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.setLength(at);
            } else {
                text.setCharAt(at, "\\=9- \t\nx".charAt(random.nextInt(8)));
            }
            try {
                read(text.toString()).perplexity("a b x\nb");
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("expected "), e.getMessage());
            }
        }
    }

    private static String refusal(String text) {
        return assertThrows(IOException.class, () -> read(text)).getMessage();
    }

    private static Arpa read(String text) throws IOException {
        return Arpa.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
