package olmoe.release.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.verify.Finding;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseBuildTest {

    @TempDir
    Path folder;

    @Test
    void runsTheStagesInOrderAndPacksAReleaseThatVerifies() throws IOException {
        MadeUpRun made = MadeUpRun.in(folder);
        Path release = made.release(folder.resolve("run"));
        String run = folder.resolve("run").toString();
        String recipe = folder.resolve("recipe.yaml").toString();
        assertEquals(
                List.of(
                        "corpus build " + recipe + " -o " + run + "/corpus --parallelism=2",
                        "model train " + recipe + " --corpus " + run + "/corpus -o " + run + "/model",
                        "model validate " + run + "/model/final --corpus " + run + "/corpus -o " + run + "/validation"),
                log());
        assertEquals(List.<Finding>of(), Verification.of(release).findings());
        assertEquals(16, Verification.of(release).results().size());
    }

    @Test
    void aReleaseCarriesAnIndexWhereTheRecipeAsksForOne() throws IOException {
        MadeUpRun made = MadeUpRun.withIndex(folder);
        Path release = made.release(folder.resolve("run"));
        String run = folder.resolve("run").toString();
        assertEquals("corpus index " + run + "/corpus " + run + "/index --set olmoe --manifest", log().get(1));
        assertEquals(List.<Finding>of(), Verification.of(release).findings());
        String digest = ReleaseIndex.read(release).digest();
        String sums = Files.readString(release.resolve("SHA256SUMS"), StandardCharsets.UTF_8);
        assertTrue(sums.contains("  index/index.json\n") && sums.contains("  witness/index/_0.cfs\n"), sums);
        Path second = folder.resolve("second");
        Path again = MadeUpRun.withIndex(second).release(second.resolve("run"));
        assertNotEquals(
                Sha256.of(release.resolve("witness/index/_0.cfs")), Sha256.of(again.resolve("witness/index/_0.cfs")));
        assertEquals(digest, ReleaseIndex.read(again).digest(), "Lucene's files may differ");
    }

    @Test
    void whatDidNotChangeIsNotMadeAgain() throws IOException {
        MadeUpRun made = MadeUpRun.in(folder);
        Path release = made.release(folder.resolve("run"));
        var time = Files.getLastModifiedTime(release.resolve("RELEASE.json"));
        made.release(folder.resolve("run"));
        assertEquals(3, log().size());
        assertEquals(time, Files.getLastModifiedTime(release.resolve("RELEASE.json")));
    }

    @Test
    void aLostFileOrAChangedInputStartsItsStageAgain() throws IOException {
        MadeUpRun made = MadeUpRun.in(folder);
        made.release(folder.resolve("run"));
        Files.delete(folder.resolve("run/model/final/config.json"));
        made.release(folder.resolve("run"));
        assertEquals(4, log().size());
        assertTrue(log().get(3).startsWith("model train"));
        Files.writeString(folder.resolve("input/pages/a.jsonl"), "{} ");
        made.release(folder.resolve("run"));
        assertTrue(log().get(4).startsWith("corpus build"));
    }

    @Test
    void twoRunsHaveOneDigestThoughTheirWitnessesDiffer() throws IOException {
        Path one = MadeUpRun.in(Files.createDirectory(folder.resolve("1"))).release(folder.resolve("1/run"));
        Path two = MadeUpRun.in(Files.createDirectory(folder.resolve("2"))).release(folder.resolve("2/run"));
        assertEquals(ReleaseIndex.read(one).digest(), ReleaseIndex.read(two).digest());
        assertEquals(
                Files.readString(one.resolve("RELEASE.json"), StandardCharsets.UTF_8),
                Files.readString(two.resolve("RELEASE.json"), StandardCharsets.UTF_8));
        String performance = "witness/model/performance.json";
        assertNotEquals(Sha256.of(one.resolve(performance)), Sha256.of(two.resolve(performance)));
    }

    @Test
    void nothingButTheReleaseHoldsItsIndex() throws IOException {
        MadeUpRun.in(folder).release(folder.resolve("run"));
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> found = all.filter(path -> path.endsWith("RELEASE.json") || path.endsWith("SHA256SUMS"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertEquals(List.of(folder.resolve("run/release")), found);
        }
    }

    @Test
    void aFileThatIsNotAsLongAsItsManifestStatesIsNotPacked() throws IOException {
        MadeUpRun made = MadeUpRun.in(folder);
        Path weights = folder.resolve("prepared/model/final/model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 1));
        var e = assertThrows(IOException.class, () -> made.release(folder.resolve("run")));
        assertTrue(
                e.getMessage().contains("run/model/final/model.safetensors: expected " + bytes.length), e.getMessage());
        assertFalse(Files.exists(folder.resolve("run/release")));
    }

    @Test
    void aFileThatChangedSinceItWasMadeIsFoundByVerify() throws IOException {
        MadeUpRun made = MadeUpRun.in(folder);
        Path weights = folder.resolve("prepared/model/final/model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        Path release = made.release(folder.resolve("run"));
        assertEquals(
                "model/model.safetensors",
                Verification.of(release).findings().get(0).file());
    }

    @Test
    void aStagesFailureIsPassedOnWithItsLastLine() throws IOException {
        MadeUpRun made = MadeUpRun.in(folder);
        Path run = folder.resolve("run");
        Files.writeString(folder.resolve("fail-model"), "3");
        var check = assertThrows(CheckException.class, () -> made.release(run));
        assertEquals("model train: no such thing", check.getMessage());
        Files.writeString(folder.resolve("fail-model"), "2");
        assertThrows(ConfigurationException.class, () -> made.release(run));
        Files.writeString(folder.resolve("fail-model"), "1");
        assertThrows(IOException.class, () -> made.release(run));
        assertTrue(Files.exists(run.resolve("corpus").resolve(Manifest.NAME)), "the corpus stays");
    }

    @Test
    void sha256sumAcceptsTheSums() throws Exception {
        Path release = MadeUpRun.in(folder).release(folder.resolve("run"));
        Process process = new ProcessBuilder("sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS")
                .directory(release.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log.txt"), StandardCharsets.UTF_8);
    }
}
