package olmoe.filters.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import olmoe.filters.RuleSettings;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterCommandTest {
    private static final String KEPT = "{\"text\":\"the words of\",  \"id\":7,\"more\":[\"\\ud800\",1.50]}";
    private static final String DROPPED = "{\"id\":\"b\",\"text\":\"the\"}";

    @TempDir
    private Path folder;

    private record Ended(int status, String out, String err) {}

    @Test
    void writesKeptLinesAsTheyCame() throws IOException {
        Ended ended = run(KEPT + "\n\n" + DROPPED + "\n" + KEPT, "run", "stop-words/dclm");
        assertEquals(0, ended.status());
        assertEquals(KEPT + "\n" + KEPT + "\n", ended.out());
        assertEquals("filter: 3 documents, 2 kept\nfilter: stop-words/dclm: 1 dropped, stop-words 1\n", ended.err());
    }

    @Test
    void writesAVerdictForEachDocumentAndRuleUpToTheFirstDrop() throws IOException {
        Path verdicts = folder.resolve("verdicts");
        run(KEPT + "\n" + DROPPED, "run", "stop-words/dclm", "empty", "--verdicts", verdicts.toString());
        assertEquals(
                List.of(
                        "{\"id\":7,\"filter\":\"stop-words/dclm\",\"verdict\":\"keep\",\"values\":{\"stop-words\":2}}",
                        "{\"id\":7,\"filter\":\"empty\",\"verdict\":\"keep\",\"values\":{\"characters\":10}}",
                        "{\"id\":\"b\",\"filter\":\"stop-words/dclm\",\"verdict\":\"drop\",\"reason\":\"stop-words\","
                                + "\"value\":1.0,\"limit\":2.0,\"values\":{\"stop-words\":1}}"),
                Files.readAllLines(verdicts));
        assertEquals(List.of(verdicts), Files.list(folder).toList());
    }

    /// `default_rng(0)` gives 0.637, 0.270, 0.041, 0.017, `default_rng(1)` 0.512, 0.950, 0.144.
    @Test
    void drawsForOneDocumentAfterTheOther() throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "stone\n");
        String in = "{\"text\":\"a stone\"}\n{\"text\":\"none\"}\n{\"text\":\"stone\"}\n{\"text\":\"the stone\"}\n";
        String[] arguments = {
            "run", "c4-badwords/datatrove", "--set", "words=" + words, "--set", "keep-fraction=0.3", "--in-order", "0"
        };
        assertEquals(in.substring(in.indexOf('\n') + 1), run(in, arguments).out());
        arguments[arguments.length - 1] = "1";
        assertEquals(
                "{\"text\":\"none\"}\n{\"text\":\"the stone\"}\n",
                run(in, arguments).out());
        arguments[arguments.length - 1] = "-1";
        assertEquals(
                "olmoe: --in-order: expected a seed from 0 on, found -1\n",
                run(in, arguments).err());
        assertEquals(
                "olmoe: --in-order: none of these rules draws, found [empty]\n",
                run(in, "run", "empty", "--in-order", "0").err());
    }

    @Test
    void measuresAfterADropWhereAllAreAskedFor() throws IOException {
        Path verdicts = folder.resolve("verdicts");
        Ended ended = run(DROPPED, "run", "--all", "stop-words/dclm", "empty", "--verdicts", verdicts.toString());
        assertEquals(2, Files.readAllLines(verdicts).size());
        assertEquals("", ended.out());
    }

    @Test
    void writesWhatWasMeasuredBesideEachDocumentAsDolmaDoes() throws IOException {
        Path sidecar = folder.resolve("sidecar");
        Ended ended = run(
                KEPT + "\n\n" + DROPPED,
                "run",
                "stop-words/dclm",
                "empty",
                "--sidecar",
                sidecar.toString(),
                "--experiment",
                "rules");
        assertEquals(KEPT + "\n", ended.out());
        assertEquals(
                List.of(
                        "{\"id\":7,\"attributes\":{\"rules__empty__characters\":[[0,12,10.0]],"
                                + "\"rules__stop-words/dclm__stop-words\":[[0,12,2.0]]}}",
                        "{\"id\":\"b\",\"attributes\":{\"rules__empty__characters\":[[0,3,3.0]],"
                                + "\"rules__stop-words/dclm__stop-words\":[[0,3,1.0]]}}"),
                Files.readAllLines(sidecar));
    }

    @Test
    void aBadLineEndsTheRunWithItsNumberAndLeavesNoVerdicts() throws IOException {
        Path verdicts = folder.resolve("verdicts");
        Ended ended = run(KEPT + "\n{\"id\":1}", "run", "empty", "--verdicts", verdicts.toString());
        assertEquals(2, ended.status());
        assertEquals("olmoe: stdin:2: text: expected a text, found nothing\n", ended.err());
        assertEquals(List.of(), Files.list(folder).toList());
        assertTrue(run("{\"text\":", "run", "empty").err().startsWith("olmoe: stdin:1: expected JSON, found "));
        assertEquals(
                "olmoe: stdin:1: expected a JSON object, found ARRAY\n",
                run("[]", "run", "empty").err());
        assertEquals(
                "olmoe: stdin:1: text: expected a text, found NUMBER\n",
                run("{\"text\":1}", "run", "empty").err());
    }

    @Test
    void refusesAnUnknownRuleAndRulesOnTokensWithoutATokenizer() throws IOException {
        Ended unknown = run("", "run", "stop-word/dclm");
        assertEquals(2, unknown.status());
        assertEquals("olmoe: no rule is named stop-word/dclm, did you mean stop-words/dclm?\n", unknown.err());
        Ended tokens = run("", "run", "repetition-tokens/olmo");
        assertEquals(2, tokens.status());
        assertEquals("olmoe: --tokenizer: expected a tokenizer.json for rules on tokens, found none\n", tokens.err());
    }

    @Test
    void takesSettingsForOneRuleOrForEachOfSeveral() throws IOException {
        assertEquals(
                "",
                run(KEPT, "run", "stop-words/dclm", "--set", "min-stop-words=3").out());
        assertEquals(
                "olmoe: --set: expected RULE:KEY=VALUE with a rule of [empty, stop-words/dclm], found min-stop-words=3\n",
                run(KEPT, "run", "stop-words/dclm", "empty", "--set", "min-stop-words=3")
                        .err());
        assertEquals(
                "",
                run(KEPT, "run", "stop-words/dclm", "empty", "--set", "stop-words/dclm:min-stop-words=3")
                        .out());
        assertEquals(
                "olmoe: min-stop-word: unknown key, did you mean min-stop-words?\n",
                run(KEPT, "run", "stop-words/dclm", "--set", "min-stop-word=3").err());
    }

    @Test
    void givesAFileToEveryRuleThatTakesOneAndRefusesOneThatNoneTakes() throws IOException {
        String model = RuleSettings.ofModel("language/dclm").get("model").toString();
        String[] both = {"run", "language/dclm", "refinedweb-sequence/dclm", "--model", model};
        assertTrue(
                run(KEPT, both).err().contains("page-length:too-few-words 1"),
                run(KEPT, both).err());
        assertEquals(
                "olmoe: --model: none of these rules takes one, found m.bin\n",
                run(KEPT, "run", "empty", "--model", "m.bin").err());
        assertEquals(
                "olmoe: --tokenizer: none of these rules takes one, found t.json\n",
                run(KEPT, "run", "empty", "--tokenizer", "t.json").err());
    }

    @Test
    void takesMetadataFromTheLineAndFromItsObject() throws IOException {
        String beside = "{\"text\":\"a\",\"max_stars_count\":2}";
        String within = "{\"text\":\"a\",\"metadata\":{\"max_stars_count\":\"3\"}}";
        assertEquals(
                beside + "\n" + within + "\n",
                run(beside + "\n" + within + "\n{\"text\":\"a\"}", "run", "stars/olmoe")
                        .out());
    }

    @Test
    void takesARuleByItsOtherName() throws IOException {
        Ended ended = run(KEPT, "run", "repetition/dclm", "--set", "max-repeated-lines=0.5");
        assertEquals(KEPT + "\n", ended.out());
    }

    @Test
    void judgesTokensByTheTokenizerGiven() throws IOException {
        String repeated = "{\"id\":1,\"text\":\"" + "ab".repeat(32) + "\"}";
        String fewer = "{\"id\":2,\"text\":\"" + "ab".repeat(31) + "\"}";
        Ended ended =
                run(repeated + "\n" + fewer, "run", "repetition-tokens/olmo", "--tokenizer", RuleSettings.TOKENIZER);
        assertEquals(fewer + "\n", ended.out());
    }

    @Test
    void countsADocumentThatARuleCannotReadAndGoesOn() throws IOException {
        String lone = "{\"id\":1,\"text\":\"a\\ud800\"}";
        String fine = "{\"id\":2,\"text\":\"b\"}";
        Path verdicts = folder.resolve("verdicts");
        String rule = "repetition-tokens/olmo";
        Ended ended = run(
                lone + "\n" + fine,
                "run",
                rule,
                "--tokenizer",
                RuleSettings.TOKENIZER,
                "--verdicts",
                verdicts.toString());
        assertEquals(0, ended.status());
        assertEquals(fine + "\n", ended.out());
        assertEquals(
                "filter: 2 documents, 1 kept\nfilter: " + rule + ": 0 dropped, 1 rejected, unpaired surrogate 1\n",
                ended.err());
        assertEquals(
                "{\"id\":1,\"filter\":\"" + rule + "\",\"verdict\":\"rejected\","
                        + "\"reason\":\"unpaired surrogate\",\"values\":{}}",
                Files.readAllLines(verdicts).get(0));
    }

    @Test
    void listsAndExplains() throws IOException {
        String list = run("", "list").out();
        assertTrue(
                list.matches(
                        "(?s).*\npage-length/dclm +drops +too few or too many words; min-words 50, max-words 100000"
                                + " \\(DCLM-Baseline, mlfoundations/dclm at 361714b, step 10\\)\n.*"),
                list);
        assertEquals("""
                page-length/dclm
                  drops        too few or too many words
                  source       DCLM-Baseline, mlfoundations/dclm at 361714b, step 10
                  setting      min-words: 50
                  setting      max-words: 100000
                  steps        - filter: page-length/dclm
                """, run("", "explain", "page-length/dclm").out());
        String removal = run("", "explain", "removal-ratio/dclm").out();
        assertTrue(removal.contains("  needs        previous-word-count, from a rule before it\n"), removal);
        String counter = run("", "explain", "word-counter/dclm").out();
        assertTrue(counter.contains("  gives        previous-word-count\n"), counter);
        String sequence = run("", "explain", "refinedweb-sequence/dclm").out();
        assertTrue(
                sequence.endsWith(
                        "  steps        - filter: {use: refinedweb-sequence/dclm, model: {path: …, sha256: …}}\n"),
                sequence);
        assertEquals(2, run("", "explain", "nothing").status());
        assertTrue(run("", "list", "--json").out().contains("\"settings\":{\"min-words\":50,\"max-words\":100000}"));
    }

    @Test
    void cutsLinesAcrossItsBuffer() throws IOException {
        String longLine = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
        assertEquals(longLine + "\n", run(longLine, "run", "empty").out());
        assertFalse(run("\n\n", "run", "empty").out().contains("\n"));
    }

    @Test
    void statsOfTwoRunsAddUpToThoseOfOne() throws IOException {
        String first = "{\"text\":\"One line.\",\"source\":\"a\",\"url\":\"http://x.org/\"}\n";
        String second = "{\"text\":\"Two\\nlines?\"}\n";
        Path suffixes = Files.writeString(folder.resolve("suffixes"), "org\n");
        Path one = Files.writeString(folder.resolve("one"), stats(first, suffixes));
        Path two = Files.writeString(folder.resolve("two"), stats(second, suffixes));
        String all = stats(second + first, suffixes);
        assertEquals(
                all, run("", "stats", "--merge", one.toString(), two.toString()).out());
        assertTrue(all.contains("\"org\"") && all.contains("\"x.org\"") && all.contains("\"avg_line_length\""));
    }

    @Test
    void statsRefuseWhatTheyCannotMeasure() throws IOException {
        assertEquals(
                "olmoe: repetition-tokens/olmo: expected a rule on text, found one on tokens\n",
                run("", "stats", "repetition-tokens/olmo").err());
        Path file = Files.writeString(folder.resolve("no.json"), "{\"a\":{\"b\":{\"c\":{}}}}");
        assertEquals(
                "olmoe: " + file + ": a.b.c: expected n, found none\n",
                run("", "stats", "--merge", file.toString()).err());
        assertEquals(2, run("", "stats", "--top", "0").status());
        assertEquals(2, run("[]", "stats").status());
    }

    private String stats(String documents, Path suffixes) throws IOException {
        return run(documents, "stats", "--suffixes", suffixes.toString()).out();
    }

    private static Ended run(String in, String... arguments) {
        InputStream stdin = System.in;
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int status = Commands.execute(new FilterCommand(), arguments);
            return new Ended(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(stdin);
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }
}
