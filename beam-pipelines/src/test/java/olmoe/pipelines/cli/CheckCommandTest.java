package olmoe.pipelines.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A recipe that cannot be built is refused in one line before anything starts.
class CheckCommandTest {
    private static final String RECIPE = """
            name: x
            version: 1.0.0
            seed: 1
            window: 64
            sources:
              - {name: a, files: a.jsonl, license: {spdx: Apache-2.0, evidence: here}}
            steps:
              - filter: gopher-quality/dclm
            tokenizer: {train: {vocabulary: 300}}
            """;

    @TempDir
    private Path folder;

    @Test
    void acceptsASoundRecipe() throws IOException {
        assertEquals("0 ", check(RECIPE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: 1|sed: 1|recipe.yaml:3: sed: unknown key, did you mean seed?",
                "seed: 1|seed: one|recipe.yaml:3: seed: expected a whole number, found one",
                "files: a.jsonl|files: b.jsonl|recipe.yaml:6: sources[0].files: expected files",
                "files: a.jsonl|files: a.bin|recipe.yaml:6: sources[0].files: expected .warc, .arc, .wet",
                "gopher-quality/dclm|gopher-quality/dlcm|recipe.yaml:8: ",
                "filter: gopher-quality/dclm|filtre: gopher-quality/dclm|recipe.yaml:8: ",
                "filter: gopher-quality/dclm|language: {keep: [en], min-score: 65}|recipe.yaml:8: ",
                "filter: gopher-quality/dclm|filter: repetition-tokens/olmo|recipe.yaml:8: ",
                "filter: gopher-quality/dclm|filter: removal-ratio/dclm|recipe.yaml:8: steps[0]: removal-ratio/dclm needs"
                        + " the attribute previous-word-count, which no step before it provides for the source a",
                "filter: gopher-quality/dclm|filter: {use: bullets/dclm, max-bullet-lines: 90}|recipe.yaml:8: steps[0]:"
                        + " max-bullet-lines must be between 0 and 1 but was 90.0",
                "filter: gopher-quality/dclm|filter: {use: c4_v1/dolma, words: {path: no.txt, sha256: 0}}|recipe.yaml:8: ",
                "filter: gopher-quality/dclm|dedup: exakt|recipe.yaml:8: ",
                "filter: gopher-quality/dclm|extract: maintext|recipe.yaml:8: ",
                "filter: gopher-quality/dclm|decontaminate: ngram|recipe.yaml:8: steps[0]: against: expected files",
                "filter: gopher-quality/dclm|decontaminate: ngam|recipe.yaml:8: steps[0]: no way to decontaminate is"
            })
    void refusesInOneLineWithFileAndLine(String from, String to, String message) throws IOException {
        String answer = check(RECIPE.replace(from, to));
        assertEquals(
                "2 olmoe: " + message, answer.substring(0, Math.min(answer.length(), 9 + message.length())), answer);
        assertEquals(1, answer.lines().count(), answer);
    }

    /// A step that sees one source provides nothing to the other.
    @Test
    void refusesAnAttributeThatAnotherSourceHas() throws IOException {
        String two = RECIPE.replace(
                        "steps:",
                        "  - {name: b, files: a.jsonl, license: {spdx: Apache-2.0, evidence: here}}\nsteps:\n"
                                + "  - filter: {use: word-counter/dclm, sources: [a]}")
                .replace("gopher-quality/dclm", "{use: removal-ratio/dclm, sources: [SEEN]}");
        assertEquals("0 ", check(two.replace("SEEN", "a")));
        assertEquals(
                "2 olmoe: recipe.yaml:10: steps[1]: removal-ratio/dclm needs the attribute previous-word-count, which"
                        + " no step before it provides for the source b; provided are []\n",
                check(two.replace("SEEN", "b")));
    }

    /// Two columns of one name, and one value for both.
    @Test
    void refusesTwoStepsThatGiveOneAttribute() throws IOException {
        String two = RECIPE.replace(
                        "steps:",
                        "  - {name: b, files: a.jsonl, license: {spdx: Apache-2.0, evidence: here}}\nsteps:\n"
                                + "  - filter: {use: gopher_v1/dolma, sources: [a]}")
                .replace("gopher-quality/dclm", "{use: gopher_v2/dolma, sources: [SEEN]}");
        assertEquals("0 ", check(two.replace("SEEN", "b")));
        String answer = check(two.replace("SEEN", "a"));
        assertEquals(
                "2 olmoe: recipe.yaml:10: steps[1]: gopher_v2/dolma gives the attribute"
                        + " fraction_of_characters_in_most_common_2grams, which gopher_v1/dolma before it gives for the"
                        + " source a\n",
                answer);
    }

    @Test
    void refusesAnEstimateOfNothingAndOneThatWouldNotBePrinted() throws IOException {
        assertEquals("2 olmoe: --estimate: expected a megabyte at least, found 0\n", check(RECIPE, "--estimate", "0"));
        assertEquals(
                "2 olmoe: --estimate: expected a table, found --json\n", check(RECIPE, "--estimate", "1", "--json"));
    }

    private String check(String recipe, String... options) throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{\"text\":\"a\"}\n".repeat(20_000));
        Files.writeString(folder.resolve("a.bin"), "a");
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            List<String> arguments = new ArrayList<>(List.of("check", file.toString()));
            arguments.addAll(List.of(options));
            int status = Commands.execute(new CorpusCommand(), arguments.toArray(String[]::new));
            return status + " " + said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
