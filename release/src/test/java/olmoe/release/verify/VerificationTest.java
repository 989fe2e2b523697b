package olmoe.release.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import olmoe.release.build.MadeUpRun;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path sound;
    private Path release;

    @BeforeAll
    static void makeARelease() throws IOException {
        sound = MadeUpRun.in(shared).release(shared.resolve("run"));
    }

    @BeforeEach
    void copyIt() throws IOException {
        release = folder.resolve("release");
        for (Path file : walk(sound)) {
            Path to = release.resolve(sound.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
    }

    @Test
    void oneChangedByteInAnyFileIsFoundAndTheFileIsNamed() throws IOException {
        List<Path> files = walk(release);
        assertTrue(files.size() > 40);
        for (Path file : files) {
            byte[] right = Files.readAllBytes(file);
            for (int at : new int[] {right.length / 2}) {
                byte[] wrong = right.clone();
                wrong[at] ^= 1;
                Files.write(file, wrong);
                String name = file.getFileName().toString();
                assertTrue(
                        findings().stream().anyMatch(finding -> (finding.file() + finding.message()).contains(name)),
                        file + " changed at byte " + at + " is not named in " + findings());
            }
            Files.write(file, right);
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void aMissingAnExtraAndALinkedFileAreFound() throws IOException {
        Files.delete(release.resolve("model/config.json"));
        Files.writeString(release.resolve("data/extra.parquet"), "x");
        Files.delete(release.resolve("README.md"));
        Files.createSymbolicLink(release.resolve("README.md"), sound.resolve("README.md"));
        assertEquals(
                List.of(
                        "README.md: is a link or device; a release holds plain files",
                        "data/extra.parquet: is not listed in SHA256SUMS",
                        "model/config.json: is listed in SHA256SUMS but missing"),
                lines().subList(0, 3));
    }

    @Test
    void aLinkedFolderIsFound() throws IOException {
        Files.createSymbolicLink(release.resolve("data/more"), sound.resolve("data"));
        assertEquals(List.of("data/more: is a link or device; a release holds plain files"), lines());
    }

    /// Who opens such a file waits until somebody writes into it, or reads zeros until memory ends.
    @ParameterizedTest
    @ValueSource(
            strings = {"SHA256SUMS", "RELEASE.json", "witness/witness.json", "attestations/release.sig", "README.md"})
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatNeverEndsIsNotOpened(String path) throws IOException {
        Path file = release.resolve(path);
        for (boolean pipe : new boolean[] {true, false}) {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            if (pipe) {
                HostileChanges.pipe(file);
            } else {
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
            assertEquals(path + ": is a link or device; a release holds plain files", lines().get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"../outside", "/etc/hostname", "data/../README.md", "./README.md", "data//x", "a\\b"})
    void aPathOutOfTheReleaseIsNotFollowed(String path) throws IOException {
        String sums = read("SHA256SUMS");
        Files.writeString(release.resolve("SHA256SUMS"), "0".repeat(64) + "  " + path + "\n" + sums);
        assertEquals(
                "SHA256SUMS: cannot be read as a list of sums: line 1: " + path + " is no path inside the release",
                lines().get(0));
    }

    @Test
    void whatWasForgedAndSealedAgainIsCountedAgain() throws IOException {
        forge("stats/stats.json", "\"kept\": 20", "\"kept\": 21");
        assertFinding("stats/stats.json: pages: kept: expected 20, found 21");
    }

    @Test
    void aForgedReasonIsFound() throws IOException {
        forge("stats/stats.json", "\"words-few\": 2", "\"words-few\": 3");
        assertFinding("stats/stats.json: reason/gopher-quality/dclm/words-few against the shards: expected 2, found 3");
    }

    @Test
    void forgedTokensAndTextSizesAreFound() throws IOException {
        ObjectNode stats = (ObjectNode) CanonicalJson.read(release.resolve("stats/stats.json"));
        ObjectNode pages = (ObjectNode) stats.at("/sources/pages");
        long tokens = pages.at("/tokens/train").longValue();
        long bytes = pages.at("/text-bytes/train").longValue();
        pages.withObject("/tokens").put("train", tokens + 1);
        pages.withObject("/text-bytes").put("train", bytes + 1);
        Files.write(release.resolve("stats/stats.json"), CanonicalJson.bytes(stats));
        Forger.seal(release);
        assertFinding("stats/stats.json: tokens/pages/train against the token shards: expected " + tokens + ", found "
                + (tokens + 1));
        assertFinding("stats/stats.json: text-bytes/pages/train against the shards: expected " + bytes + ", found "
                + (bytes + 1));
    }

    @Test
    void shardsOfTwoPartsThatWereExchangedAreFound() throws IOException {
        Path one = release.resolve("data/pages/train/input_a.jsonl.parquet");
        Path two = release.resolve("data/talks/train/input_a.jsonl.parquet");
        byte[] bytes = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(two));
        Files.write(two, bytes);
        Forger.seal(release);
        assertFinding("data/pages/train/input_a.jsonl.parquet: holds a document of talks/train");
        assertTrue(lines().stream().anyMatch(line -> line.startsWith("tokens/pages/train/input_a.jsonl.npy: row ")));
    }

    @Test
    void anotherOrderThanTheSeedGivesIsFound() throws IOException {
        forge("tokens/order.json", "\"seed\":7", "\"seed\":8");
        assertTrue(lines().stream().anyMatch(line -> line.startsWith("tokens/order.json: sha256: ")), lines() + "");
    }

    @Test
    void parametersThatTheWeightsDoNotHaveAreFound() throws IOException {
        forge("logs/training.json", "\"total\": 5408", "\"total\": 5409");
        assertFinding("logs/training.json: parameters.total: expected 5408, found 5409");
    }

    @Test
    void aTypedFigureInACardIsFound() throws IOException {
        Files.writeString(release.resolve("README.md"), read("README.md") + "Trained on 5 trillion tokens.\n");
        Forger.seal(release);
        assertFinding("README.md: does not follow from the measured figures");
    }

    @Test
    void anotherRecipeThanTheResolvedOneIsFound() throws IOException {
        forge("reproduce/recipe.yaml", "seed: 7", "seed: 8");
        assertFinding("reproduce/recipe.resolved.json: seed: expected 8, found 7");
    }

    @Test
    void aDocumentThatLeftTwiceOrAMissingLedgerIsFound() throws IOException {
        Files.copy(
                release.resolve("ledger/pages/input_a.jsonl.parquet"),
                release.resolve("ledger/talks/input_a.jsonl.parquet"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Forger.seal(release);
        assertFinding("stats/stats.json: outcome/dropped/talks against the shards: expected 3, found 0");
    }

    @Test
    void thePageNamesTheChecksThatPackingEndsWith() throws IOException {
        String page = Files.readString(release.resolve("index.html"));
        String state = page.substring(page.indexOf("<section id=\"state\""), page.indexOf("<section id=\"verify\""));
        List<String> named = new ArrayList<>();
        Matcher name = Pattern.compile("<strong>([a-z-]+)</strong>").matcher(state);
        while (name.find()) {
            named.add(name.group(1));
        }
        List<String> ran = Verification.ofUnsigned(release).results().stream()
                .map(Verification.Result::check)
                .sorted()
                .toList();
        Collections.sort(named);
        assertEquals(ran, named);
    }

    @Test
    void theJsonFormSaysTheSame() throws IOException {
        Files.writeString(release.resolve("README.md"), "x");
        ObjectNode json = Verification.of(release).json();
        assertEquals(false, json.at("/holds").booleanValue());
        assertEquals("sums", json.at("/checks/0/name").textValue());
        assertEquals("README.md", json.at("/checks/0/findings/0/file").textValue());
    }

    @Test
    void aFolderThatIsNotThereIsTheCallersMistake() {
        assertThrows(ConfigurationException.class, () -> Verification.of(folder.resolve("none")));
    }

    private void forge(String path, String right, String wrong) throws IOException {
        String text = read(path);
        assertTrue(text.contains(right), path);
        Files.writeString(release.resolve(path), text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        Forger.seal(release);
    }

    private void assertFinding(String line) throws IOException {
        assertTrue(lines().contains(line), () -> "expected " + line + " among " + findingsQuietly());
    }

    private List<Finding> findingsQuietly() {
        try {
            return findings();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> lines() throws IOException {
        return findings().stream()
                .map(finding -> finding.file() + ": " + finding.message())
                .toList();
    }

    private List<Finding> findings() throws IOException {
        return Verification.of(release).findings();
    }

    private String read(String path) throws IOException {
        return Files.readString(release.resolve(path), StandardCharsets.UTF_8);
    }

    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
