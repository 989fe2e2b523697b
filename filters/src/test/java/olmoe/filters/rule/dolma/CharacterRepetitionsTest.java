package olmoe.filters.rule.dolma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterRepetitionsTest {
    private static final Pattern PATTERN = Pattern.compile("(.+?)([\\t-\\r\\x1C- ]?\\1){3,}", Pattern.UNIX_LINES);

    @ParameterizedTest
    @CsvSource({
        "'aaa',       ''",
        "'aaaa',      '[0,4,4]'",
        "'aa a a',    '[0,6,4]'",
        "'a  a a a',  ''",
        "'        ',  '[0,8,8]'",
        "'  a  a  a  a', '[0,12,4]'",
        "'xab ab ab ab x', '[1,12,4]'",
        "'abcabcabcabcab', '[0,12,4]'"
    })
    void fourTimesIsARepetition(String text, String expected) {
        assertEquals(expected, found(text, false));
    }

    @Test
    void aNewlineBetweenCopiesIsOneOfTheDocumentOnly() {
        assertEquals("[0,7,4]", found("a\na\na\na", false));
        assertEquals("", found("a\na\na\na", true));
        assertEquals("[3,7,4]", found("ab\nxxxx\n", true));
    }

    /// The reference's expression, with the white space of ASCII, on texts that repeat much and in long units.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatTheExpressionFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String text = random(random);
            StringBuilder expected = new StringBuilder();
            Matcher matcher = PATTERN.matcher(text);
            while (matcher.find()) {
                int times = 0;
                String unit = matcher.group(1);
                for (int at = matcher.start();
                        (at = text.indexOf(unit, at)) >= 0 && at + unit.length() <= matcher.end();
                        at += unit.length()) {
                    times++;
                }
                expected.append('[').append(matcher.start()).append(',').append(matcher.end());
                expected.append(',').append(times).append(']');
            }
            assertEquals(expected.toString(), found(text, false), text);
        }
    }

    private static String random(Random random) {
        String letters = "ab \n".substring(0, 2 + random.nextInt(3));
        StringBuilder text = new StringBuilder();
        while (text.length() < 400) {
            StringBuilder unit = new StringBuilder();
            int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 5);
            for (int i = 0; i < length; i++) {
                unit.append(letters.charAt(random.nextInt(letters.length())));
            }
            for (int copies = random.nextInt(6); copies >= 0; copies--) {
                text.append(unit).append(random.nextInt(3) == 0 ? " " : "");
            }
        }
        return text.toString();
    }

    @Test
    void aLongLineTakesSeconds() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        String half = "word ".repeat(3) + "x";
        while (text.length() < 200_000) {
            text.append(half).append((char) ('a' + random.nextInt(26)));
        }
        assertTimeout(Duration.ofSeconds(20), () -> found(text.toString(), false));
    }

    private static String found(String text, boolean paragraphs) {
        StringBuilder found = new StringBuilder();
        Matcher spans = Pattern.compile("\\[(\\d+),(\\d+),\"repetition\",(\\d+)\\.0\\]")
                .matcher(CharacterRepetitions.spans(TextView.of(text), paragraphs));
        while (spans.find()) {
            found.append('[').append(spans.group(1)).append(',').append(spans.group(2));
            found.append(',').append(spans.group(3)).append(']');
        }
        return found.toString();
    }
}
