package olmoe.tokenizer.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextViewTest {

    @Test
    void splitsWordsAtEveryPythonSpace() {
        assertEquals(
                List.of("a", "b", "c", "d", "e", "f\u200Bg"),
                texts(TextView.of("\u001Fa\u0085b\u00A0c\u2007 \u202Fd\u3000\n\te\u001Cf\u200Bg ")
                        .words()));
    }

    @Test
    void splitsLinesAtPythonsTenSeparators() {
        String text = "a\nb\rc\r\nd\u000Be\u000Cf\u001Cg\u001Dh\u001Ei\u0085j\u2028k\u2029l\n\nm\n";
        assertEquals(
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "", "m"),
                texts(TextView.of(text).splitLines()));
        assertEquals(List.of(), texts(TextView.of("").splitLines()));
        assertEquals(List.of(""), texts(TextView.of("\r\n").splitLines()));
    }

    @Test
    void linesAreStrippedAndEmptyOnesLeftOut() {
        TextView view = TextView.of(" a \n\u00A0\n\nb\rc\u2029\n");
        assertEquals(List.of("a", "b\rc"), texts(view.lines()));
        assertEquals(List.of("a", "b\rc"), texts(view.paragraphs()));
    }

    @Test
    void paragraphsPairNewlinesFromTheLeft() {
        assertEquals(
                List.of("a", "b", "c\nd"),
                texts(TextView.of("a\n\n\nb\n\n\n\nc\nd").paragraphs()));
    }

    @Test
    void countsCodePointsAndTakesALoneSurrogateForOne() {
        TextView view = TextView.of("😀\uD83D x\uDE00");
        assertEquals(5, view.length());
        assertEquals(2, view.words().length(0));
        assertEquals("x\uDE00", view.words().text(1));
    }

    @Test
    void wordSegmentsBeginWithALetterOrNumber() {
        assertEquals(
                List.of("don't", "²", "x_y", "7"),
                texts(TextView.of("don't _stop- ² (x_y) 7%").wordSegments()));
    }

    @Test
    void equalWordsHaveOneNumberInOrderOfFirstOccurrence() {
        Spans words = TextView.of("to be or not to be").words();
        assertArrayEquals(new int[] {0, 1, 2, 3, 0, 1}, words.ids());
        assertArrayEquals(new int[] {2, 2, 1, 1}, words.counts());
    }

    @Test
    void findsPrefixesAndSuffixesOfAPieceOnly() {
        Spans words = TextView.of("ab… abc 😀").words();
        assertTrue(words.endsWith(0, "…"));
        assertFalse(words.endsWith(0, "xab…"));
        assertTrue(words.startsWith(1, "abc"));
        assertFalse(words.startsWith(1, "abc "));
        assertTrue(words.startsWith(2, "😀"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsNGramsAsPlainCountingDoes(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(200);
        int alphabet = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(alphabet))).append(' ');
        }
        Spans words = TextView.of(text.toString()).words();
        List<String> plain = texts(words);
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int n = 1; n <= 12; n++) {
            assertEquals(n, grams.n());
            assertEquals(Math.max(0, length - n + 1), grams.size());
            int k = 0;
            for (int i = 0; i < grams.size(); i++) {
                int count = 0;
                for (int j = 0; j < grams.size(); j++) {
                    count += plain.subList(i, i + n).equals(plain.subList(j, j + n)) ? 1 : 0;
                }
                if (count > 1) {
                    assertEquals(i, grams.position(k));
                    assertEquals(count, grams.count(k));
                    k++;
                }
            }
            assertEquals(k, grams.copies());
            grams = grams.longer();
        }
    }

    private static List<String> texts(Spans spans) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            texts.add(spans.text(i));
        }
        return texts;
    }
}
