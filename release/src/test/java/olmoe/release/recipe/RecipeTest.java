package olmoe.release.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.shard.ShardFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {

    private static final String RECIPE = """
        name: javadoc-mini
        version: 1.0.0
        seed: 6198
        sources:
          - name: javadoc
            files: crawl/*.warc.gz
            license: {spdx: Apache-2.0, evidence: META-INF/LICENSE}
        steps:
          - extract: main-text
          - language: {model: builtin, keep: [en], min-score: 0.65}
          - filter: {use: frequent-words, max-top-share: 0.30}
          - dedup: exact
        tokenizer: {train: {vocabulary: 8192, sample: 64MB}}
        model: {layers: 2, hidden: 128, heads: 4, experts: 16, top-k: 4, expert-hidden: 64}
        training: {tokens: 600k}
        """;

    @TempDir
    Path folder;

    @Test
    void fillsInEveryDefault() throws IOException {
        Recipe recipe = read(RECIPE);
        assertEquals("javadoc-mini", recipe.name());
        assertEquals(256_000_000, recipe.splitSize());
        assertEquals(4096, recipe.window());
        assertEquals(new TokenizerPlan.Train(8192, 64_000_000), recipe.tokenizer());
        assertEquals(new ModelPlan(2, 128, 4, 4, 16, 4, 64, false, false, false, true), recipe.model());
        assertEquals(
                new TrainingPlan(600_000, 16, 16, 4e-4, 30_000, 0.1, 1, 0, 0, 0, 42, "as-trained"), recipe.training());
        assertEquals(List.of(new Recipe.Mixed("javadoc", 1)), recipe.mix());
        Source source = recipe.sources().get(0);
        assertEquals(0.01, source.maxRejectShare());
        assertEquals(32_000_000, source.maxDocument());
    }

    @Test
    void stepsKeepTheirOrderKindAndSettings() throws IOException {
        List<StepNode> steps = read(RECIPE).steps();
        assertEquals(
                List.of("extract", "language", "filter", "dedup"),
                steps.stream().map(StepNode::kind).toList());
        assertEquals("main-text", steps.get(0).use());
        assertEquals(null, steps.get(1).use());
        assertEquals("frequent-words", steps.get(2).use());
        assertEquals(0.65, steps.get(1).settings().get("min-score").fraction());
        assertEquals(List.of("en"), steps.get(1).settings().get("keep").texts());
        for (StepNode step : List.of(steps.get(0), steps.get(3))) {
            assertEquals(step.use(), step.settings().get("use").text());
            step.settings().finish();
        }
    }

    @Test
    void aSettingThatNobodyAskedForIsRefusedWithItsLine() throws IOException {
        StepNode step =
                read(RECIPE.replace("max-top-share", "max-top-shar")).steps().get(2);
        step.settings().find("max-top-share");
        assertMessage(
                "recipe.yaml:11: steps[2].filter.max-top-shar: unknown key, did you mean max-top-share?",
                () -> step.settings().finish());
    }

    @Test
    void anUnknownKindOfStepIsRefusedWithANearOne() throws IOException {
        StepNode step =
                read(RECIPE.replace("dedup: exact", "dedupe: exact")).steps().get(3);
        assertMessage(
                "recipe.yaml:12: steps[3]: unknown step dedupe, did you mean dedup?",
                () -> step.requireKind(List.of("dedup", "filter")));
    }

    @Test
    void tokenShardsHaveFormatsAndCapsInTokensAndBytes() throws IOException {
        assertEquals(TokensPlan.USUAL, read(RECIPE).tokens());
        String tokens = "tokens: {formats: [megatron, dolma], shard-tokens: 2M, shard-bytes: 1MiB}\n";
        TokensPlan plan = read(RECIPE + tokens).tokens();
        assertEquals(new TokensPlan(List.of(ShardFormat.DOLMA, ShardFormat.MEGATRON), 2_000_000, 1 << 20), plan);
        Path resolved = folder.resolve("recipe.resolved.json");
        CanonicalJson.write(resolved, read(RECIPE + tokens).resolved());
        assertEquals(plan, Recipe.read(resolved).tokens());
        assertTrue(plan.takes(0, 9_000_000, 2));
        assertTrue(plan.takes(1, (1 << 19) - 1, 2));
        assertFalse(plan.takes(1, 1 << 19, 2));
        assertFalse(plan.takes(1, (1 << 19) - 1, 4));
        assertTrue(new TokensPlan(plan.formats(), 10, 0).takes(4, 6, 4));
        assertFalse(new TokensPlan(plan.formats(), 10, 0).takes(4, 7, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-00000", "b~1c.jsonl-00012", "x-00000.00001-00000", "d-123456"})
    void aShardIsNamedAfterItsPart(String part) {
        assertEquals(part, TokensPlan.USUAL.shardOf(part, 0));
        assertEquals(part, TokensPlan.partOf(part));
        TokensPlan capped = new TokensPlan(TokensPlan.USUAL.formats(), 10, 0);
        assertEquals(part + ".00007", capped.shardOf(part, 7));
        assertEquals(part, TokensPlan.partOf(capped.shardOf(part, 7)));
        assertEquals(part, TokensPlan.partOf(capped.shardOf(part, 1_234_567)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "formats: [megatron]~formats: expected dolma among the formats, which training and verify read, found megatron",
                "formats: [dolma, megatrn]~formats: unknown format megatrn, did you mean megatron?",
                "shard-tokens: 0~shard-tokens: expected 1 or more, found 0",
                "shard-bytes: 1XB~shard-bytes: expected a size such as 256MB (10^6 bytes) or 256MiB (2^20 bytes), found 1XB",
                "shard-size: 1~shard-size: unknown key, expected one of [formats, shard-bytes, shard-tokens]"
            })
    void aMistakeInTokensIsRefusedWithItsLine(String wrong, String message) {
        assertMessage("recipe.yaml:16: tokens." + message, () -> read(RECIPE + "tokens: {" + wrong + "}\n"));
    }

    @Test
    void theResolvedRecipeReadsAsTheSameRecipe() throws IOException {
        Recipe recipe = read(RECIPE);
        Path resolved = folder.resolve("recipe.resolved.json");
        CanonicalJson.write(resolved, recipe.resolved());
        Recipe again = Recipe.read(resolved);
        assertEquals(CanonicalJson.string(recipe.resolved()), CanonicalJson.string(again.resolved()));
        assertEquals("main-text", again.steps().get(0).use());
    }

    @Test
    void layoutUnitsAndStatedDefaultsDoNotChangeADigest() throws IOException {
        Recipe recipe = read(RECIPE);
        Recipe other = read(RECIPE.replace("600k", "0.6M")
                .replace("hidden: 128, heads: 4", "heads: 4, hidden: 128, key-value-heads: 4")
                .replace("- extract: main-text", "- extract: {use: main-text}"));
        for (String section : List.of("training", "model", "steps", "sources", "mix", "release")) {
            assertEquals(recipe.digest(section), other.digest(section), section);
        }
        assertNotEquals(
                recipe.digest("training"), read(RECIPE.replace("600k", "601k")).digest("training"));
        assertEquals(
                recipe.digest("steps"), read(RECIPE.replace("600k", "601k")).digest("steps"));
    }

    @Test
    void inputsAreOrderedByCodePointsAndTheirDigestFollowsThem() throws IOException {
        Recipe recipe = read(RECIPE);
        Path crawl = Files.createDirectories(folder.resolve("crawl"));
        Files.writeString(crawl.resolve("b.warc.gz"), "b");
        Files.writeString(crawl.resolve("a-\uFF5E.warc.gz"), "a");
        Files.writeString(crawl.resolve("a-\uD83D\uDE00.warc.gz"), "a");
        Files.writeString(crawl.resolve("no.txt"), "n");
        assertEquals(
                List.of("crawl/a-\uFF5E.warc.gz", "crawl/a-\uD83D\uDE00.warc.gz", "crawl/b.warc.gz"),
                List.copyOf(recipe.sources().get(0).inputs().keySet()));
        var before = recipe.inputs("sources");
        Files.writeString(crawl.resolve("b.warc.gz"), "bb");
        assertNotEquals(before.get("files.javadoc"), recipe.inputs("sources").get("files.javadoc"));
        assertEquals(before.get("recipe.sources"), recipe.inputs("sources").get("recipe.sources"));
    }

    @Test
    void filesThatAreNotThereAreRefusedBeforeTheStart() throws IOException {
        Recipe recipe = read(RECIPE);
        assertMessage(
                "recipe.yaml:6: sources[0].files: expected files in " + folder
                        + ", found none that matches [crawl/*.warc.gz]",
                () -> recipe.checkFiles());
    }

    @Test
    void aGivenTokenizerMustBeTheOneThatIsMeant() throws IOException {
        Files.createDirectories(folder.resolve("crawl"));
        Files.writeString(folder.resolve("crawl/a.warc.gz"), "a");
        Files.writeString(folder.resolve("t.json"), "{}");
        String zeros = "0".repeat(64);
        Recipe recipe = read(RECIPE.replace(
                "{train: {vocabulary: 8192, sample: 64MB}}", "{file: t.json, sha256: \"" + zeros + "\"}"));
        assertMessage(
                "recipe.yaml:13: tokenizer.file: expected a file with sha256 " + zeros
                        + ", found 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                () -> recipe.checkFiles());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: 6198 | seed: six | recipe.yaml:3: seed: expected a whole number, found six",
                "seed: 6198 | sed: 6198 | recipe.yaml:3: sed: unknown key, did you mean seed?",
                "training: | trainin: | recipe.yaml:15: trainin: unknown key, did you mean training?",
                "training: | zzzzzzzzz: | recipe.yaml:15: zzzzzzzzz: unknown key, expected one of [against, mix, model, name,"
                        + " release, seed, sources, split, split-size, steps, survivors, token-steps, tokenizer,"
                        + " tokens, training, version, window]",
                "seed: 6198 | name: again | recipe.yaml:3: name: the key is given twice, first at recipe.yaml:1",
                "seed: 6198 | 'seed: 1\n"
                        + "window: -4' | recipe.yaml:4: window: expected a whole number such as 600, 600k or 1.5M, found"
                        + " -4",
                "seed: 6198 | 'seed: 1\n"
                        + "split: {validation: 5}' | 'recipe.yaml:4: split.validation: expected a fraction between 0 and"
                        + " 1; 5 % is 0.05, found 5'",
                "seed: 6198 | 'seed: 1\n"
                        + "split: {validation: -1}' | 'recipe.yaml:4: split.validation: expected a fraction between 0 and"
                        + " 1, found -1'",
                "seed: 6198 | 'seed: 1\n"
                        + "split-size: 256Mb' | 'recipe.yaml:4: split-size: expected a size such as 256MB (10^6 bytes) or"
                        + " 256MiB (2^20 bytes), found 256Mb'",
                "seed: 6198 | 'seed: 1\n"
                        + "mix: [{source: javado}]' | recipe.yaml:4: mix[0].source: unknown source javado, did you mean"
                        + " javadoc?",
                "seed: 6198 | 'seed: &a 1\nwindow: *a' | recipe.yaml:4: window: expected a value, found an alias",
                "seed: 6198 | seed: !!java.net.URL 1 | recipe.yaml:3: seed: expected a value, found a tag,"
                        + " tag:yaml.org,2002:java.net.URL",
                "version: 1.0.0 | version: 1.0 | recipe.yaml:2: version: expected a version such as 1.0.0, found 1.0",
                "hidden: 128 | hidden: 126 | 'recipe.yaml:14: model.hidden: expected an even multiple of heads, 4,"
                        + " found 126'",
                "top-k: 4 | top-k: 17 | 'recipe.yaml:14: model.top-k: expected at most experts, 16, found 17'",
                "- name: javadoc | - name: Java Doc | 'recipe.yaml:5: sources[0].name: expected a name of lower-case"
                        + " letters, digits, - and _, found Java Doc'",
                "crawl/* | ../crawl/* | 'recipe.yaml:6: sources[0].files: expected patterns below the folder of the"
                        + " recipe, found ../crawl/*.warc.gz'",
                "- dedup: exact | - dedup | 'recipe.yaml:12: steps[3]: expected one step such as filter:"
                        + " gopher-quality/dclm, found dedup'",
                "600k | | recipe.yaml:15: training.tokens: expected a whole number such as 600, 600k or 1.5M, found"
                        + " nothing",
                "vocabulary: 8192 | vocabulari: 8192 | 'recipe.yaml:13: tokenizer.train.vocabulari: unknown key, did"
                        + " you mean vocabulary?'",
            })
    void everyMistakeIsOneLineWithItsPlace(String right, String wrong, String message) throws IOException {
        String text = RECIPE.replaceFirst(
                java.util.regex.Pattern.quote(right),
                java.util.regex.Matcher.quoteReplacement(wrong == null ? "" : wrong));
        assertNotEquals(RECIPE, text);
        assertMessage(message, () -> read(text));
    }

    @Test
    void whatIsNotYamlIsRefusedWithItsLine() {
        var e = assertThrows(ConfigurationException.class, () -> read("name: x\nsources: [a, b\n"));
        assertEquals(0, e.getMessage().indexOf("recipe.yaml:3: not YAML: "), e.getMessage());
    }

    @Test
    void bytesCountInThousandsAndInPowersOfTwo() throws IOException {
        assertEquals(5_000_000, read(RECIPE + "split-size: 5MB\n").splitSize());
        assertEquals(5 << 20, read(RECIPE + "split-size: 5MiB\n").splitSize());
    }

    private void assertMessage(String message, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(
                message, assertThrows(ConfigurationException.class, executable).getMessage());
    }

    private Recipe read(String text) throws IOException {
        return Recipe.read(Files.writeString(folder.resolve("recipe.yaml"), text));
    }
}
