package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
