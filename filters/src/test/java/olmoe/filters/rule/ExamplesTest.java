package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import olmoe.filters.Catalogue;
import olmoe.filters.rule.cleaner.CleanerExamples;
import olmoe.filters.rule.code.CodeExamples;
import olmoe.filters.rule.datamap.DatamapExamples;
import olmoe.filters.rule.datatrove.DatatroveExamples;
import olmoe.filters.rule.dclm.DclmExamples;
import olmoe.filters.rule.dolma.DolmaExamples;
import olmoe.filters.rule.fixed.FixedExamples;
import olmoe.filters.rule.olmo.OlmoExamples;
import olmoe.filters.rule.redpajama.RedpajamaExamples;
import olmoe.filters.rule.url.UrlExamples;
import org.junit.jupiter.api.Test;

/// Every rule of the catalogue does what its example says.
class ExamplesTest {

    @Test
    void everyRuleOfTheCatalogueHasAnExampleAndFollowsIt() {
        Examples examples = new Examples();
        OwnExamples.add(examples);
        DclmExamples.add(examples);
        DatatroveExamples.add(examples);
        DatamapExamples.add(examples);
        FixedExamples.add(examples);
        DolmaExamples.add(examples);
        OlmoExamples.add(examples);
        CodeExamples.add(examples);
        CleanerExamples.add(examples);
        RedpajamaExamples.add(examples);
        UrlExamples.add(examples);
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
    void everyRuleHasItsRowInTheReadme() throws IOException {
        Path readme = Path.of(System.getenv().getOrDefault("OLMOE_HOME", ".."), "filters", "README.md");
        String text = Files.readString(readme);
        for (Catalogue.Entry entry : Catalogue.entries()) {
            assertTrue(text.contains("\n| `" + entry.name() + "` |"), entry.name() + " is not in " + readme);
        }
    }
}
