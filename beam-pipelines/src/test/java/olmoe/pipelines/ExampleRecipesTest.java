package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The recipes in `release/examples` name rules that there are, with settings that these take.
class ExampleRecipesTest {
    private static final Path EXAMPLES = Path.of(System.getenv().getOrDefault("OLMOE_HOME", ".."), "release/examples");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dclm-baseline.yaml",
                "fineweb.yaml",
                "dolma-cc.yaml",
                "starcoder-olmoe.yaml",
                "incremental.yaml",
                "finnish.yaml",
                "thai.yaml"
            })
    void everyStepIsBoundAndEveryInputHasAForm(String name) throws IOException {
        CorpusPlan plan = plan(name);
        plan.checkInputs(Source::inputSizes);
        assertTrue(plan.stepNames().size() >= 4, plan.describe());
    }

    @Test
    void dclmsListIsThatOfItsRuleInTheSameOrder() throws IOException {
        List<String> steps = plan("dclm-baseline.yaml").stepNames();
        assertEquals(
                List.of(
                        "extract/main-text",
                        "url-strict/dclm",
                        "url-hard/dclm",
                        "url-soft/dclm",
                        "url-removal/dclm",
                        "newline-removal/dclm",
                        "language",
                        "gopher-quality/dclm",
                        "gopher-repetition/dclm",
                        "word-counter/dclm",
                        "uppercase-lines/dclm",
                        "numeric-lines/dclm",
                        "counter-lines/dclm",
                        "line-length/dclm",
                        "items-in-cart/dclm",
                        "read-more/dclm",
                        "sign-in/dclm",
                        "removal-ratio/dclm",
                        "dedup/bloom/old-both",
                        "repetition-tokens/olmo"),
                steps);
    }

    /// Of forty made-up texts, one too short, one in German and a copy; of code half has too few stars.
    @ParameterizedTest
    @CsvSource({
        "dclm-baseline.yaml, language {\"language\":2}; dedup/bloom/old-both {\"seen-before\":1}",
        "fineweb.yaml, language {\"language\":2}; dedup/minhash/fineweb {\"near-duplicate\":1}",
        "dolma-cc.yaml, language {\"language\":2}; dedup/exact {\"duplicate\":1}",
        "starcoder-olmoe.yaml, stars/olmoe {\"stars\":22}; dedup/exact {\"duplicate\":1}"
    })
    void anExampleBuildsACorpusOfWhatItsRulesKeep(String name, String dropped) throws IOException {
        Path recipe = Files.copy(EXAMPLES.resolve(name), folder.resolve(name));
        Path input = Files.createDirectories(folder.resolve("input"));
        List<String> texts = texts();
        Files.write(input.resolve("a.warc.gz"), MadeUp.warc(texts));
        Files.write(input.resolve("a.jsonl.gz"), MadeUp.gzip(lines(texts)));
        Path corpus = folder.resolve("corpus");
        MadeUp.build(recipe, corpus, "--parallelism=1");
        JsonNode counts = CanonicalJson.read(corpus.resolve("manifest.json")).get("counts");
        assertEquals(texts.size(), counts.get("read").asInt());
        List<String> reasons = new ArrayList<>();
        for (JsonNode step :
                CanonicalJson.read(corpus.resolve("stats/stats.json")).get("steps")) {
            if (step.path("reasons").size() > 0) {
                reasons.add(step.get("step").asText() + " " + step.get("reasons"));
            }
        }
        assertEquals(dropped, String.join("; ", reasons));
    }

    private static List<String> texts() {
        Random random = new Random(5);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add(MadeUp.text(random));
        }
        texts.add("too short");
        texts.add("Der Leser öffnet das Archiv und findet eine Seite über Brücken und Flüsse im Norden. ".repeat(2)
                + "Niemand kennt die Namen derer, die damals die Steine auf den Berg getragen haben.");
        texts.add(texts.get(7));
        return texts;
    }

    private static byte[] lines(List<String> texts) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode line = CanonicalJson.object();
            line.put("id", "d" + i)
                    .put("text", texts.get(i).replace(". ", ".\n"))
                    .put("url", "https://pages.example/" + i);
            line.put("lang", "markdown").put("ext", "md").put("max_stars_count", i % 4);
            lines.append(line).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void noExampleIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertEquals(
                    7, files.filter(file -> file.toString().endsWith(".yaml")).count());
        }
    }

    /// Bound beside an input of the form that the recipe asks for, and the corpus that it stands on.
    private CorpusPlan plan(String name) throws IOException {
        Path recipe = Files.copy(EXAMPLES.resolve(name), folder.resolve(name));
        Files.createDirectories(folder.resolve("input"));
        String pattern = Files.readString(recipe).split("files: input/", 2)[1].split("\\s", 2)[0];
        Files.writeString(folder.resolve("input").resolve(pattern.replace("*", "a")), "");
        Recipe read = Recipe.read(recipe);
        for (Source source : read.sources()) {
            assertEquals(1, source.inputs().size(), source.name());
        }
        return CorpusPlan.of(read);
    }
}
