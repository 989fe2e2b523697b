package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Attribute;
import olmoe.filters.Catalogue;
import olmoe.filters.RuleSettings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Sequence.Stage;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {
    private final Sequence lines = new Sequence(
            "lines/test",
            List.of(
                    Stage.of("url-strict/dclm"),
                    Stage.of("word-counter/dclm"),
                    Stage.of("numeric-lines/dclm"),
                    Stage.of("line-length/dclm"),
                    Stage.of("removal-ratio/dclm")));

    @Test
    void eachStageSeesTheTextThatTheOneBeforeItLeft() {
        String words = "two words\n".repeat(20);
        assertEquals(words.strip(), Rules.edited(lines, words + "2024"));
        Verdict verdict = Rules.judge(lines, "two words\nalone\n2024");
        assertEquals(new Verdict.Drop("removal-ratio:removed-words", 2.0 / 4, 0.05, verdict.values()), verdict);
    }

    @Test
    void theValuesOfAStageBearItsNameAndAttributesTheirOwn() {
        Steps.Applied applied = Rules.apply(lines, "two words\n".repeat(20));
        Map<String, Object> values = applied.verdict().values();
        assertEquals(40L, values.get("previous-word-count"));
        assertEquals(0L, values.get("numeric-lines:removed-lines"));
        assertEquals(0.0, values.get("removal-ratio:removed-words"));
        assertEquals(Map.of("previous-word-count", 40L), applied.document().attributes());
    }

    @Test
    void aDocumentLeavesAtTheFirstStageThatDropsItAsItCame() {
        Steps.Applied applied = Rules.apply(lines, "2024");
        assertEquals("numeric-lines:empty", Rules.reason(lines, "2024"));
        assertEquals("2024", applied.document().text());
        assertFalse(applied.verdict().values().containsKey("line-length:removed-lines"), "ran on");
    }

    @Test
    void stagesOnUrlsPassADocumentWithoutOne() {
        Sequence urls = new Sequence("urls/test", List.of(Stage.of("url-strict/datamap"), Stage.of("newline/datamap")));
        assertEquals(Map.of(), withoutStage(Rules.judge(urls, "a").values(), "newline"));
        Verdict banned = Steps.apply(urls, Rules.document("a", "http://2girls.1cup"), TextView.of("a"))
                .verdict();
        assertEquals("url-strict:url-words", ((Verdict.Drop) banned).reason());
    }

    @Test
    void refusesAStageWhoseAttributeNoEarlierOneGives() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> new Sequence("s/test", List.of(Stage.of("removal-ratio/dclm"), Stage.of("word-counter/dclm"))));
        assertEquals(
                "s/test: removal-ratio needs the attributes [previous-word-count], provided are []", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refinedweb-sequence/dclm", "dclm-sequence/datamap", "fineweb-sequence/datatrove"})
    void aListSaysItsStagesAndAsksForItsModel(String name) {
        Catalogue.Entry entry = Catalogue.entry(name, "");
        Sequence sequence = (Sequence) entry.step(RuleSettings.of(entry));
        String order =
                String.join(", ", sequence.stages().stream().map(Stage::name).toList());
        assertTrue(entry.summary().endsWith(order), entry.summary() + " of " + order);
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> Rules.rule(name));
        assertEquals("model: expected a fastText model, found none", e.getMessage());
        List<String> provided =
                sequence.provides().stream().map(Attribute::name).toList();
        assertTrue(provided.contains("language"), provided.toString());
    }

    @Test
    void bansTheDomainsOfAListThatIsGiven() {
        Map<String, Object> settings = new TreeMap<>(RuleSettings.ofModel("refinedweb-sequence/dclm"));
        settings.put("domains", Rules.file("Example.org\n"));
        Step rule = Rules.rule("refinedweb-sequence/dclm", settings);
        Verdict verdict = Steps.apply(
                        rule, Rules.document(Examples.PROSE, "http://example.org/"), TextView.of(Examples.PROSE))
                .verdict();
        assertEquals("domain-ban:banned-domain", ((Verdict.Drop) verdict).reason());
    }

    private static Map<String, Object> withoutStage(Map<String, Object> values, String stage) {
        Map<String, Object> others = new TreeMap<>(values);
        others.keySet().removeIf(name -> name.startsWith(stage + ":"));
        return others;
    }
}
