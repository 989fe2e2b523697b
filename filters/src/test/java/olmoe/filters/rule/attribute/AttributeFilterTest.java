package olmoe.filters.rule.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeFilterTest {
    private static final Map<String, Object> ATTRIBUTES =
            Map.of("quality", 0.5, "a/b-c.d__e", 3L, "lang", "de", "notable", 1.0);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "quality >= 0.5; true",
                "quality > 0.5; false",
                "quality<=0.5; true",
                "quality != 5e-1; false",
                "lang == 'de'; true",
                "lang != 'de'; false",
                "not lang == 'de'; false",
                "notable == 1; true",
                "quality > 0.5 or a/b-c.d__e == 3 and lang == 'de'; true",
                "(quality > 0.5 or a/b-c.d__e == 3) and lang == 'en'; false",
                "not (quality > 0.5 or lang == 'en'); true",
                "not not quality == 0.5; true",
                "lang > 3; false",
            })
    void holds(String text, boolean expected) {
        assertEquals(expected, Expression.parse(text).of(ATTRIBUTES).holds(), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "quality; expected one of < <= > >= == != at character 8, found the end in quality",
                "quality >= ; expected a number or a 'word' at character 11, found the end in quality >=",
                "quality >= 0.5 lang == 'de'; expected and, or, or the end at character 16, found lang == 'de' in"
                        + " quality >= 0.5 lang == 'de'",
                "(quality >= 0.5; expected ) at character 16, found the end in (quality >= 0.5",
                "lang < 'de'; expected a number after < at character 8, found 'de' in lang < 'de'",
            })
    void refusesWithThePlace(String text, String message) {
        Settings settings = Settings.of(Map.of("include", text));
        String found = assertThrows(ConfigurationException.class, () -> AttributeFilter.of(settings))
                .getMessage();
        assertEquals("include: " + message, found);
    }

    @Test
    void namesTheComparisonThatDecided() {
        AttributeFilter filter = AttributeFilter.of(
                Settings.of(Map.of("include", "lang == 'de' and quality > 0.7", "exclude", "a/b-c.d__e > 2")));
        assertEquals(List.of("a/b-c.d__e", "lang", "quality"), filter.requires());
        assertEquals(Verdict.drop("include quality", 0.5, 0.7), judge(filter));
        AttributeFilter excluding = AttributeFilter.of(Settings.of(Map.of("exclude", "a/b-c.d__e > 2")));
        assertEquals(Verdict.drop("exclude a/b-c.d__e", 3, 2), judge(excluding));
        AttributeFilter keeping = AttributeFilter.of(Settings.of(Map.of("include", "not lang == 'en'")));
        assertEquals(Verdict.KEEP, judge(keeping));
    }

    @Test
    void refusesToDoNothing() {
        String message = assertThrows(ConfigurationException.class, () -> AttributeFilter.of(Settings.none()))
                .getMessage();
        assertTrue(message.contains("expected include or exclude"), message);
    }

    @Test
    void anyTextIsAnExpressionOrIsRefused() {
        Random random = new Random(5);
        String[] pieces = {"quality", "not", "and", "or", "(", ")", "<", "==", "0.5", "'de'", " ", "lang", "-", "'", "§"
        };
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Expression.parse(text.toString()).of(Map.of("quality", 1.0, "lang", "en"));
                parsed++;
            } catch (ConfigurationException e) {
                assertTrue(e.getMessage().startsWith("expected "), e.getMessage());
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().startsWith("no attribute "), e.getMessage());
            }
        }
        assertTrue(parsed > 0);
        assertThrows(ConfigurationException.class, () -> Expression.parse("(".repeat(1_000_000)));
        assertThrows(ConfigurationException.class, () -> Expression.parse("not ".repeat(1_000_000)));
    }

    private static Verdict judge(AttributeFilter filter) {
        Document document = new Document(new DocumentKey(0, 0), "a", null, "web", null, "text", ATTRIBUTES, "{}");
        return filter.judge(document, TextView.of("text"));
    }
}
