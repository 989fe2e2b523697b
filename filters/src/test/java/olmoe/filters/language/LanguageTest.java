package olmoe.filters.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LanguageTest {
    private static final String ENGLISH =
            "The committee met again on Tuesday and agreed that the report should be sent to every member.";
    private static final String GERMAN =
            "Der Ausschuss trat am Dienstag erneut zusammen und beschloss, den Bericht allen Mitgliedern zu senden.";

    private final Language rule = new Language(List.of("en"), 0.65);

    @Test
    void keepsALanguageThatIsWantedAndSaysWhichItIs() {
        Verdict.Keep kept = assertInstanceOf(Verdict.Keep.class, judge(rule, ENGLISH));
        assertEquals("en", kept.values().get("language"));
        assertEquals("en", kept.values().get("label"));
        assertEquals(kept.values().get("probability"), kept.values().get("language-score"));
        assertTrue((double) kept.values().get("language-score") > 0.9);
    }

    @Test
    void dropsAnotherLanguageWithItsScore() {
        Verdict.Drop drop = assertInstanceOf(Verdict.Drop.class, judge(rule, GERMAN));
        assertEquals("language", drop.reason());
        assertEquals(0.65, drop.limit());
        assertEquals("de", drop.values().get("label"));
        assertEquals(drop.values().get("probability"), drop.value());
    }

    @Test
    void dropsTheWantedLanguageBelowTheLimitAndKeepsItAtTheLimit() {
        double score = (double) judge(rule, ENGLISH).values().get("probability");
        assertInstanceOf(Verdict.Keep.class, judge(new Language(List.of("en"), score), ENGLISH));
        double higher = Math.min(1, Math.nextUp(score));
        if (higher > score) {
            assertInstanceOf(Verdict.Drop.class, judge(new Language(List.of("en"), higher), ENGLISH));
        }
    }

    @Test
    void textWithoutLettersIsUndetermined() {
        for (String text : List.of("", " \n", "12 + 30 = 42")) {
            Verdict.Drop drop = assertInstanceOf(Verdict.Drop.class, judge(rule, text));
            assertEquals(
                    Map.of("label", "und", "probability", 0.0, "language", "und", "language-score", 0.0),
                    drop.values());
        }
    }

    @Test
    void looksAtTheStartOnly() {
        String start = (ENGLISH + " ").repeat(12);
        assertEquals(judge(rule, start), judge(rule, start + GERMAN.repeat(50)));
    }

    @Test
    void refusesNamesOfLanguagesAndPercentages() {
        var e = assertThrows(IllegalArgumentException.class, () -> new Language(List.of("english"), 0.65));
        assertEquals("keep must be ISO 639-1 codes such as en but was english", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Language(List.of("en"), 65));
        assertThrows(IllegalArgumentException.class, () -> new Language(List.of("en"), Double.NaN));
    }

    @Test
    void answersTheSameFromSeveralThreads() {
        List<String> texts = List.of(ENGLISH, GERMAN, "Hace dos días", "Le vote aura lieu demain", "今日は良い天気です");
        List<String> alone = texts.stream().map(LanguageTest::detect).toList();
        for (int round = 0; round < 20; round++) {
            assertEquals(alone, texts.parallelStream().map(LanguageTest::detect).toList());
        }
        assertEquals(
                List.of("en", "de", "es", "fr", "ja"),
                alone.stream().map(a -> a.substring(0, 2)).toList());
    }

    @Test
    void findsTheLanguageOfLabelledSentences() throws IOException {
        Path data = sharedData();
        Assumptions.assumeTrue(
                Files.isDirectory(data.resolve("langid")), "6624 labelled sentences skipped: no " + data);
        List<LanguageScores.Labelled> rows = LanguageScores.papluca(data);
        assertEquals(6624, rows.size());
        long right = rows.stream()
                .filter(row -> detect(row.text()).startsWith(row.label() + " "))
                .count();
        assertTrue(right > 0.975 * rows.size(), right + " of " + rows.size());
    }

    private static String detect(String text) {
        LanguageDetector.Answer answer = LanguageDetector.builtin().detect(text);
        return answer.language() + " " + answer.probability();
    }

    private static Verdict judge(Language rule, String text) {
        Document document =
                new Document(DocumentKey.parse("0".repeat(32)), "id", null, "test", null, text, Map.of(), "{}");
        return rule.judge(document, TextView.of(text));
    }

    private static Path sharedData() {
        String home = System.getenv("OLMOE_HOME");
        String shared = System.getenv("OLMOE_SHARED");
        return Path.of(home == null ? "." : home)
                .resolve(shared == null ? "../shared" : shared)
                .resolve("data");
    }
}
