package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the builds of a sample say of all inputs.
class EstimateTest {
    @TempDir
    private Path folder;

    @Test
    void aSampleOfEverythingHasTheCountsOfTheCorpus() throws IOException {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        List<String> lines;
        try {
            lines = estimate(1_000_000_000);
        } finally {
            System.setErr(err);
        }
        String progress = said.toString(StandardCharsets.UTF_8);
        assertEquals(2, progress.split("tokenizer: ").length - 1, progress);
        assertTrue(progress.contains("tokenizer: is there"), "the second build pays no training: " + progress);
        assertTrue(lines.get(0).startsWith("sample of 5 of 5 files, "), lines.get(0));
        assertEquals(
                "documents read               90             90 ", lines.get(2).substring(0, 47));
        assertEquals(
                "documents kept               58             58 ", lines.get(3).substring(0, 47));
        assertEquals(
                "tokens            16.4 thousand  16.4 thousand ", lines.get(4).substring(0, 47));
        assertTrue(lines.get(5).matches("CPU +\\S+ s +\\S+ s .* h"), lines.get(5));
        // 84 documents with a digest in 46 bytes and 14 bands in 24 each
        assertEquals(
                "through shuffles        32.1 kB        32.1 kB ", lines.get(6).substring(0, 47));
    }

    @Test
    void aPartOfTheInputsStandsForAllInProportionToTheirBytes() throws IOException {
        List<String> lines = estimate(1);
        assertTrue(lines.get(0).startsWith("sample of 2 of 5 files, "), lines.get(0));
        double read = Double.parseDouble(lines.get(2).substring(16, 31));
        double all = Double.parseDouble(lines.get(2).substring(31, 46));
        assertTrue(read >= 11 && read < 60, "ten pages, and at least a line: " + lines.get(2));
        assertTrue(all > 1.5 * read, lines.get(2));
    }

    /// The file is in the sample once, as large as its sources want it.
    @Test
    void twoSourcesMayNameOneFile() throws IOException {
        Path recipe = MadeUp.writeNear(folder, 1);
        String again = "\n  - {name: again, files: input/*.gz, license: {spdx: Apache-2.0, evidence: here}}\nsteps:";
        Files.writeString(recipe, Files.readString(recipe).replace("\nsteps:", again));
        List<String> lines = Estimate.of(CorpusPlan.of(Recipe.read(recipe)), 1_000_000_000);
        assertEquals(
                "documents read              120            120 ", lines.get(2).substring(0, 47));
    }

    @Test
    void inputsWithNothingInThemAreRefused() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "");
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                name: x
                version: 1.0.0
                seed: 1
                window: 64
                sources: [{name: a, files: a.jsonl, license: {spdx: Apache-2.0, evidence: here}}]
                tokenizer: {train: {vocabulary: 300}}
                """);
        CorpusPlan plan = CorpusPlan.of(Recipe.read(recipe));
        assertThrows(ConfigurationException.class, () -> Estimate.of(plan, 1));
    }

    private List<String> estimate(long bytes) throws IOException {
        return Estimate.of(CorpusPlan.of(Recipe.read(MadeUp.writeNear(folder, 1))), bytes);
    }
}
