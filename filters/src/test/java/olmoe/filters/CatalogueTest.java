package olmoe.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import olmoe.filters.rule.dclm.DclmGopherQuality;
import olmoe.filters.rule.dclm.DclmPageLength;
import olmoe.filters.rule.olmo.OlmoRepetitionTokens;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void settingsReplaceTheDefaultsTheyName() {
        assertEquals(new DclmPageLength(20, 100_000), make("page-length/dclm", Map.of("min-words", 20)));
        DclmGopherQuality all = (DclmGopherQuality) make("gopher-quality/dclm", Map.of("max-symbol-ratio", 0.2));
        assertEquals(0.2, all.symbolRatio().maxSymbolRatio());
        assertEquals(50, all.pageLength().minWords());
        assertEquals(
                new OlmoRepetitionTokens(1, 13, 100),
                Catalogue.entry("repetition-tokens/olmo", "").tokenJudge(Settings.of(Map.of("min-times", 100))));
    }

    @Test
    void refusesWhatIsNoSettingAndSaysWhatMayBeMeant() {
        assertEquals(
                "min-word: unknown key, did you mean min-words?", refusal("page-length/dclm", Map.of("min-word", 20)));
        assertEquals("colour: unknown key", refusal("page-length/dclm", Map.of("colour", "red")));
    }

    @Test
    void refusesWrongTypesAndValues() {
        assertEquals(
                "min-words: expected a whole number from 0 on, found many",
                refusal("page-length/dclm", Map.of("min-words", "many")));
        assertEquals(
                "max-bullet-lines must be between 0 and 1 but was 90.0",
                refusal("bullets/dclm", Map.of("max-bullet-lines", 90)));
        assertEquals(
                "max-top-n-grams: expected a list of numbers, found 0.2",
                refusal("gopher-repetition/dclm", Map.of("max-top-n-grams", 0.2)));
        assertEquals(
                "min-times must be at least 3 but was 1", refusal("repetition-tokens/olmo", Map.of("min-times", 1)));
    }

    @Test
    void refusesAnUnknownRuleAndSaysWhichMayBeMeant() {
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> Catalogue.entry("gopher-qualty/dclm", "r.yaml:4"));
        assertEquals(
                "r.yaml:4: no rule is named gopher-qualty/dclm, did you mean gopher-quality/dclm?", e.getMessage());
    }

    @Test
    void refusesARuleWithoutTheListThatItNeeds() {
        assertEquals(
                "domains: expected a file with one entry a line, found none", refusal("domain-ban/dclm", Map.of()));
        assertEquals(
                "domains: expected a file that can be read, found nowhere.txt",
                refusal("domain-ban/dclm", Map.of("domains", "nowhere.txt")));
    }

    @Test
    void findsARuleByItsOtherName() {
        assertEquals(
                "gopher-repetition/dclm", Catalogue.entry("repetition/dclm", "").name());
        assertEquals(
                "refinedweb-sequence/dclm",
                Catalogue.entry("dclm-refinedweb-sequence/dclm", "").name());
    }

    @Test
    void everyRuleIsListedUnderItsOwnNameWithItsLimits() {
        for (Catalogue.Entry entry : Catalogue.entries()) {
            String name = entry.onTokens()
                    ? entry.tokenJudge(RuleSettings.of(entry)).name()
                    : entry.step(RuleSettings.of(entry)).name();
            assertEquals(entry.name(), name);
        }
        Catalogue.Entry entry = Catalogue.entry("gopher-repetition/dclm", "");
        assertEquals("dclm", entry.variant());
        assertEquals("", Catalogue.entry("empty", "").variant());
        assertEquals(List.of(0.2, 0.18, 0.16), entry.limits().get("max-top-n-grams"));
        assertEquals(
                new TreeSet<>(List.of(
                        "max-repeated-lines",
                        "max-repeated-paragraphs",
                        "max-repeated-line-chars",
                        "max-repeated-paragraph-chars",
                        "max-top-n-grams",
                        "max-repeated-n-grams")),
                new TreeSet<>(entry.limits().keySet()));
    }

    private static Object make(String name, Map<String, Object> settings) {
        return Catalogue.entry(name, "").factory().apply(Settings.of(settings));
    }

    private static String refusal(String name, Map<String, Object> settings) {
        Catalogue.Entry entry = Catalogue.entry(name, "");
        return assertThrows(ConfigurationException.class, () -> {
                    if (entry.onTokens()) {
                        entry.tokenJudge(Settings.of(settings));
                    } else {
                        entry.step(Settings.of(settings));
                    }
                })
                .getMessage();
    }
}
