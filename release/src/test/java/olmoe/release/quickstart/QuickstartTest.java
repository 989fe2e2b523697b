package olmoe.release.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import olmoe.release.build.MadeUpRun;
import olmoe.release.build.OlmoeScript;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Recipe;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    @TempDir
    Path folder;

    private Path example;
    private Path run;

    @BeforeEach
    void makeAnExample() throws IOException {
        example = Files.createDirectory(folder.resolve("example"));
        run = folder.resolve("run");
        Files.writeString(example.resolve("inputs.json"), """
                {"schema":1,"inputs":[
                 {"source":"pages","kind":"pages","origin":"g:a:1","file":"a.jar","bytes":1,"sha256":"%1$s","license":"MIT"},
                 {"source":"pages","kind":"pages","origin":"g:b:1","file":"b.jar","bytes":1,"sha256":"%1$s","license":"MIT"},
                 {"source":"code","kind":"code","origin":"g:c:1","file":"c.jar","bytes":1,"sha256":"%1$s","license":"MIT","evidence":"a.jar"}]}
                """.formatted(Sha256.of("x")));
        script(
                "mvn",
                "echo run >> '" + folder + "/mvn.log'; d=${5#-Dinputs.directory=}; for f in a b c; do printf "
                        + "%s \"$(cat '" + folder + "/content')\" > \"$d/$f.jar\"; done");
        script("olmoe", "echo \"$@\" >> '" + folder + "/log.txt'");
        Files.writeString(folder.resolve("content"), "x");
    }

    @Test
    void bringsAndCollectsOnceOneCallForWhatBelongsTogether() throws IOException {
        for (int i = 0; i < 2; i++) {
            QuickstartInputs inputs = new QuickstartInputs(example, run);
            inputs.bring(folder.resolve("mvn").toString());
            inputs.collect(new OlmoeScript(folder));
        }
        String downloads = run + "/downloads/";
        assertEquals(List.of("run"), lines("mvn.log"));
        assertEquals(
                List.of(
                        "corpus collect " + downloads + "a.jar " + downloads + "b.jar -o " + run
                                + "/.input.tmp --name pages --kind pages --license MIT --origin g:a:1 --origin g:b:1",
                        "corpus collect " + downloads + "c.jar -o " + run
                                + "/.input.tmp --name code --kind code --license MIT --origin g:c:1 --evidence "
                                + downloads + "a.jar"),
                lines("log.txt"));
        assertFalse(Files.exists(run.resolve(".input.tmp")));
    }

    @Test
    void anInputThatIsNotThePinnedOneIsRefused() throws IOException {
        Files.writeString(folder.resolve("content"), "y");
        QuickstartInputs inputs = new QuickstartInputs(example, run);
        var e = assertThrows(
                CheckException.class, () -> inputs.bring(folder.resolve("mvn").toString()));
        assertEquals(
                run + "/downloads/a.jar: expected sha256 " + Sha256.of("x") + ", found " + Sha256.of("y"),
                e.getMessage());
    }

    @Test
    void mavensOwnMessageIsPassedOn() throws IOException {
        script("mvn", "echo '[ERROR] no such host'; echo '[ERROR] more'; exit 1");
        QuickstartInputs inputs = new QuickstartInputs(example, run);
        var e = assertThrows(
                IOException.class, () -> inputs.bring(folder.resolve("mvn").toString()));
        assertEquals("Maven could not bring the inputs (status 1): no such host", e.getMessage());
    }

    @Test
    void theSummaryIsOneScreenOfTheReleasesFigures() throws IOException {
        Path release =
                MadeUpRun.in(Files.createDirectory(folder.resolve("made"))).release(run);
        String screen = QuickstartSummary.render(Verification.of(release), Duration.ofSeconds(192));
        assertEquals("""

                made-up 1.0.0: released and verified

                documents   33 read = 29 kept + 3 dropped + 1 rejected
                dropped               2  gopher-quality/dclm: words-few
                                      1  dedup/exact: exact-duplicate
                rejected              1  unexpected end
                duplicates  1 dropped by dedup/exact, in 1 groups, the largest of 2
                tokens               56  pages, and 9 held out
                                     14  talks, and 9 held out
                model       5,408 parameters, 5,312 of them for each token; trained on 64 tokens
                loss        5.700 before training, 4.500 after; unigram 5.600, bigram 5.100
                            nats a token on 2 held-out windows
                checks      16 of 16 of the release hold, 1 of 1 of the model
                release     %1$s
                report      %1$s/index.html
                time        3 min 12 s
                """.formatted(release), screen);
    }

    @Test
    void theExampleRecipeIsReadable() {
        Recipe recipe = Recipe.read(Path.of(System.getenv("OLMOE_HOME"), "release/examples/quickstart/recipe.yaml"));
        assertEquals(
                List.of("javadoc", "code", "speech"),
                recipe.sources().stream().map(source -> source.name()).toList());
    }

    private void script(String name, String body) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8);
    }
}
