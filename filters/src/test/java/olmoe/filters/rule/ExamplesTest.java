package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.filters.Catalogue;
import olmoe.filters.RuleSettings;
import olmoe.filters.rule.cleaner.CleanerExamples;
import olmoe.filters.rule.code.CodeExamples;
import olmoe.filters.rule.datamap.DatamapExamples;
import olmoe.filters.rule.datatrove.DatatroveExamples;
import olmoe.filters.rule.dclm.DclmExamples;
import olmoe.filters.rule.dolma.DolmaExamples;
import olmoe.filters.rule.fixed.FixedExamples;
import olmoe.filters.rule.nemo.NemoExamples;
import olmoe.filters.rule.olmo.OlmoExamples;
import olmoe.filters.rule.redpajama.RedpajamaExamples;
import olmoe.filters.rule.url.UrlExamples;
import org.junit.jupiter.api.Test;

/// Every rule of the catalogue does what its example says.
class ExamplesTest {

    private final Examples examples = examples();

    private static Examples examples() {
        Examples examples = new Examples();
        OwnExamples.add(examples);
        DclmExamples.add(examples);
        DatatroveExamples.add(examples);
        DatamapExamples.add(examples);
        FixedExamples.add(examples);
        DolmaExamples.add(examples);
        NemoExamples.add(examples);
        OlmoExamples.add(examples);
        CodeExamples.add(examples);
        CleanerExamples.add(examples);
        RedpajamaExamples.add(examples);
        UrlExamples.add(examples);
        return examples;
    }

    @Test
    void everyRuleOfTheCatalogueHasAnExampleAndFollowsIt() {
        Set<String> names = new LinkedHashSet<>();
        Catalogue.entries().forEach(entry -> names.add(entry.name()));
        assertEquals(
                List.copyOf(names),
                names.stream().filter(examples.rules()::contains).toList(),
                "no example");
        for (String rule : examples.rules()) {
            assertTrue(names.contains(rule), rule + " is an example of no rule");
            examples.check(rule);
        }
    }

    @Test
    void everyRuleThatOnlyKeepsOrDropsHasATextForBoth() {
        List<String> judges = Catalogue.entries().stream()
                .filter(entry -> entry.kind() == Catalogue.Kind.JUDGE || entry.onTokens())
                .map(Catalogue.Entry::name)
                .toList();
        assertEquals(
                List.of(),
                judges.stream()
                        .filter(name -> !examples.judged().contains(name))
                        .toList());
        assertTrue(judges.size() > 60, judges.size() + " judges");
    }

    /// An edit keeps what its example says; these texts it drops. Those of no row drop nothing, whatever the text.
    @Test
    void everyEditThatDropsHasATextThatItDrops() {
        Map<String, String> dropped = new TreeMap<>();
        for (String rule : List.of(
                "counter-lines/dclm",
                "items-in-cart/dclm",
                "line-length/dclm",
                "numeric-lines/dclm",
                "read-more/dclm",
                "sign-in/dclm",
                "uppercase-lines/dclm",
                "c4-lines/dclm",
                "line-len/datamap",
                "clean-wikitext",
                "clean-markdown",
                "c4-quality/fixed")) {
            dropped.put(rule, " \n:empty");
        }
        dropped.put("url-removal/dclm", "http://www.a.org/:empty");
        dropped.put("counter/datamap", "3 likes:empty");
        dropped.put("pii/dolma", "\na@b.org ".repeat(6) + ":pii");
        dropped.put("clean-latex/redpajama", "x:no-section");
        dropped.put("clean-stackexchange-html/redpajama", "<p></p>:empty");
        dropped.put("c4-quality/datatrove", "x { y.:curly_bracket");
        dropped.put("c4-quality-noterm/datatrove", "a b { c:curly_bracket");
        RandomTexts random = new RandomTexts(5);
        List<String> texts = Stream.generate(random::next).limit(500).toList();
        for (Catalogue.Entry entry : Catalogue.entries()) {
            if (entry.kind() != Catalogue.Kind.EDIT || entry.name().contains("-sequence/")) {
                continue;
            }
            String[] example = dropped.getOrDefault(entry.name(), ":keep").split(":(?=[^:]*$)", 2);
            for (String text : example[1].equals("keep") ? texts : List.of(example[0])) {
                assertEquals(
                        example[1],
                        Examples.reason(entry.name(), RuleSettings.ofModel(entry.name()), Rules.document(text)),
                        entry.name());
            }
        }
    }

    @Test
    void everyRuleHasItsRowInTheReadme() throws IOException {
        Path readme = Path.of(System.getenv().getOrDefault("OLMOE_HOME", ".."), "filters", "README.md");
        String text = Files.readString(readme);
        for (Catalogue.Entry entry : Catalogue.entries()) {
            assertTrue(text.contains("\n| `" + entry.name() + "` |"), entry.name() + " is not in " + readme);
        }
    }
}
