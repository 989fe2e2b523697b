package olmoe.filters.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageWordsTest {
    private static final String PROFILE = """
            # made for this test
            words spaces
            letters 41-5A 61-7A
            min-letters 0.5
            min-words 3
            max-words 5
            min-mean-word-length 2
            max-mean-word-length 3
            min-stop-words 2
            stop ja
            stop on
            """;

    @ParameterizedTest
    @CsvSource({
        "ja on se, ''",
        "ja on, too-few-words",
        "ja on se he me, ''",
        "ja on se he me te, too-many-words",
        "(JA) \u201cOn\u201d seli, ''",
        "ja on selitys, long-words",
        "ja on a, short-words",
        "ja ja sel, stop-words",
        "ja on \u043d\u0430\u043d, ''",
        "ja on \u043d\u0430\u043d\u0430\u043d, foreign-letters"
    })
    void everyLimitHasTwoSides(String text, String reason) throws IOException {
        assertEquals(reason, reason(new LanguageWords(read(PROFILE)), text));
    }

    @Test
    void countsFinnishByItsSpacesAndThaiByItsCharacters() {
        LanguageWords finnish = LanguageWords.of(Settings.of(Map.of("language", "fi")));
        String verse = "Alussa loi Jumala taivaan ja maan. Ja maa oli autio ja tyhjä, ja pimeys oli syvyyden päällä. ";
        assertEquals("", reason(finnish, verse.repeat(4)));
        assertEquals("too-few-words", reason(finnish, verse));
        LanguageWords thai = LanguageWords.of(Settings.of(Map.of("language", "th")));
        String sentence = "ในปฐมกาลพระเจ้าทรงสร้างฟ้าสวรรค์และแผ่นดินโลก แผ่นดินก็ว่างเปล่าไม่มีรูปร่าง";
        assertEquals(60L, ((Verdict.Drop) judge(thai, sentence)).values().get("words"));
        assertEquals("", reason(thai, sentence.repeat(3)));
        assertEquals("foreign-letters", reason(thai, verse.repeat(12)));
    }

    @ParameterizedTest
    @CsvSource({
        "words spaces, words tabs, 'line 2: expected one of words, letters, stop'",
        "min-words 3, min-words -3, 'line 5: expected one of words'",
        "min-words 3, min-word 3, 'line 5: expected one of words'",
        "max-words 5, min-words 5, 'line 6: expected it once, found min-words 5 again'",
        "min-stop-words 2, # none, 'expected the key min-stop-words, found none'",
        "stop on, stop, 'line 11: expected a key, a blank and a value, found stop'",
        "letters 41-5A 61-7A, letters a-z, 'line 3: expected one of words'"
    })
    void aMistakeInAProfileIsNamedWithItsLine(String right, String wrong, String message) {
        IOException e = Assertions.assertThrows(IOException.class, () -> read(PROFILE.replace(right, wrong)));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    private static LanguageProfile read(String text) throws IOException {
        return LanguageProfile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Verdict judge(LanguageWords rule, String text) {
        Document document = Rules.document(text);
        return rule.judge(document, TextView.of(text));
    }

    private static String reason(LanguageWords rule, String text) {
        return judge(rule, text) instanceof Verdict.Drop drop ? drop.reason() : "";
    }
}
