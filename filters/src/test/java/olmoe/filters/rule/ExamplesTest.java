package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import olmoe.filters.Catalogue;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// One text that each rule keeps, one that it drops, and why. For a rule on tokens an id is a character.
class ExamplesTest {

    private record Example(String kept, String dropped, String reason) {}

    private static final String PROSE = prose();

    private final Map<String, Example> examples = new LinkedHashMap<>();

    ExamplesTest() {
        example("empty", "x", " \u2003\n", "empty");
        example("language", PROSE, "Ce texte est écrit en français, et non dans une autre langue.", "language");
        example("page-length/dclm", PROSE, "too short", "too-few-words");
        example("word-length/dclm", PROSE, "a b c", "short-words");
        example("symbol-ratio/dclm", PROSE, "#tag #and #more", "symbols");
        example("bullets/dclm", PROSE, "- one\n- two", "bullet-lines");
        example("ellipsis/dclm", PROSE, "and so on...\nmore…", "ellipsis-lines");
        example("alphabetic/dclm", PROSE, "1 + 1 = 2", "non-alphabetic-words");
        example("stop-words/dclm", PROSE, "Bonjour tout le monde", "stop-words");
        example("gopher-quality/dclm", PROSE, PROSE + "# ".repeat(20), "symbols");
        example("gopher-repetition/dclm", PROSE, "home\nabout\nhome\nabout", "line-count");
        example("repetition-tokens/olmo", PROSE, PROSE + "-".repeat(32), "repeated-tokens");
    }

    @Test
    void everyRuleOfTheCatalogueKeepsItsOneAndDropsItsOther() {
        for (Catalogue.Entry entry : Catalogue.entries()) {
            Example example = examples.remove(entry.name());
            assertTrue(example != null, entry.name() + " has no example");
            assertEquals(Verdict.Keep.class, judge(entry, example.kept()).getClass(), entry.name());
            Verdict verdict = judge(entry, example.dropped());
            assertEquals(example.reason(), verdict instanceof Verdict.Drop drop ? drop.reason() : "keep", entry.name());
        }
        assertEquals(Map.of(), examples, "examples of no rule");
    }

    @Test
    void everyRuleHasItsRowInTheReadme() throws IOException {
        Path readme = Path.of(System.getenv().getOrDefault("OLMOE_HOME", ".."), "filters", "README.md");
        String text = Files.readString(readme);
        for (Catalogue.Entry entry : Catalogue.entries()) {
            assertTrue(text.contains("\n| `" + entry.name() + "` |"), entry.name() + " is not in " + readme);
        }
    }

    private static Verdict judge(Catalogue.Entry entry, String text) {
        return entry.onTokens()
                ? entry.tokenJudge(Settings.none()).judge(text.codePoints().toArray())
                : Rules.verdict(entry.step(Settings.none()), TextView.of(text));
    }

    private void example(String rule, String kept, String dropped, String reason) {
        examples.put(rule, new Example(kept, dropped, reason));
    }

    /// Sixty-odd words of plain English without a repeated line.
    private static String prose() {
        return "A reader opens the archive in the morning and finds a page about bridges.\n"
                + "It tells how masons of old towns laid stone upon stone, with rope and patience.\n"
                + "Rivers rose in spring; some arches fell, others have stood for centuries.\n\n"
                + "Nobody knows every name of those builders, yet their work remains to be seen.\n"
                + "Travellers cross it daily, rarely asking who carried each block up that hill.";
    }
}
