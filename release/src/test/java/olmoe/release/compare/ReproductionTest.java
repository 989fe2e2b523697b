package olmoe.release.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import olmoe.release.build.MadeUpRun;
import olmoe.release.build.OlmoeScript;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {

    @TempDir
    Path folder;

    @Test
    void aReleaseMadeAgainFromItsOwnRecipeIsTheSameWhateverWitnessesSay() throws IOException {
        Path home = folder.resolve("home");
        Path release = MadeUpRun.in(home).release(folder.resolve("run"));
        Path again = folder.resolve("again");
        MadeUpRun.in(again); // the same stages, but the program measures another speed
        Reproduction reproduction = new Reproduction(release);
        Path work = folder.resolve("work");
        Path recipe = reproduction.prepare(home, work);
        Path made = reproduction.build(recipe, work, new OlmoeScript(again), 3, 5);
        assertEquals(Optional.empty(), reproduction.firstDifference(made));
        assertEquals(
                ReleaseIndex.read(release).digest(), ReleaseIndex.read(made).digest());
        String witness = "witness/model/performance.json";
        assertNotEquals(Files.readString(release.resolve(witness)), Files.readString(made.resolve(witness)));
        String started = Files.readString(again.resolve("log.txt"));
        assertTrue(started.contains("--parallelism=3"), started);
        assertTrue(started.contains("--threads=5"), started);
    }

    @Test
    void namesTheFirstFileThatDiffersAndItsCause() throws IOException {
        Path release = MadeUpRun.in(folder.resolve("home")).release(folder.resolve("run"));
        Path other = MadeUpRun.in(folder.resolve("home-2"), 2).release(folder.resolve("run-2"));
        String file = "data/pages/train/input_a.jsonl.parquet";
        assertEquals(
                Optional.of("corpus/" + file + ": expected sha256 " + Sha256.of(release.resolve(file))
                        + ", found null; inputs, recipe and version are the same, so the program does not make equal"
                        + " bytes here"),
                new Reproduction(release).firstDifference(other));
    }

    @Test
    void refusesAnInputThatIsAnotherOrMissing() throws IOException {
        Path home = folder.resolve("home");
        Reproduction reproduction = new Reproduction(MadeUpRun.in(home).release(folder.resolve("run")));
        Path input = home.resolve("input/talks/a.jsonl");
        Files.writeString(input, "{ }");
        String another = assertThrows(CheckException.class, () -> reproduction.prepare(home, folder.resolve("again")))
                .getMessage();
        assertTrue(another.startsWith(input + ": expected sha256 " + Sha256.of("{}")), another);
        Files.delete(input);
        String missing = assertThrows(
                        ConfigurationException.class, () -> reproduction.prepare(home, folder.resolve("once-more")))
                .getMessage();
        assertEquals(home + ": expected the input input/talks/a.jsonl, found none", missing);
    }
}
