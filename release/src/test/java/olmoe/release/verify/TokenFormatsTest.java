package olmoe.release.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import olmoe.release.build.MadeUpRun;
import olmoe.release.takedown.Request;
import olmoe.release.takedown.Takedown;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A release with tokens in every format and ids of four bytes.
class TokenFormatsTest {
    private static final String PLACE = "tokens/pages/train/input_p0.jsonl";

    @TempDir
    static Path folder;

    private static Path sound;

    @BeforeAll
    static void makeARelease() throws IOException {
        sound = MadeUpRun.inAllFormats(folder.resolve("made")).release(folder.resolve("run"));
    }

    @Test
    void isPackedAndHolds() throws IOException {
        assertEquals(List.of(), findings(sound));
        for (String suffix : List.of(".npy", ".csv.gz", ".bin", ".idx", ".ds", ".ds.index", ".ds.metadata")) {
            assertTrue(Files.exists(sound.resolve(PLACE + suffix)), suffix);
        }
    }

    @Test
    void keepsAllFormatsInATakedown() throws IOException {
        Path to = Files.createTempDirectory(folder, "after").resolve("release");
        String id = "pages-train-p0-5";
        new Takedown(
                        sound,
                        to,
                        new Request(Set.of(), Set.of(), Set.of(id), Set.of(), "personal-data", "2026-05-04"),
                        MadeUpRun::index)
                .run();
        assertEquals(List.of(), findings(to));
        for (String suffix : List.of(".npy", ".bin", ".ds")) {
            assertEquals(
                    Files.size(sound.resolve(PLACE + suffix)) - 4 * 6, // five ids and end-of-text
                    Files.size(to.resolve(PLACE + suffix)),
                    suffix);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".bin", ".idx", ".ds", ".ds.index", ".ds.metadata"})
    void anotherFormatThatIsNotTheSameTokensIsNamedThoughItIsSealedAgain(String suffix) throws IOException {
        Path release = copy();
        Forger.flip(release.resolve(PLACE + suffix));
        Forger.seal(release);
        List<String> found = findings(release);
        String named = PLACE + (suffix.startsWith(".ds") ? ".ds: " : ".idx: ");
        assertTrue(found.stream().anyMatch(line -> line.startsWith(named)), found.toString());
    }

    private static Path copy() throws IOException {
        Path release = Files.createTempDirectory(folder, "copy").resolve("release");
        try (Stream<Path> files = Files.walk(sound)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = release.resolve(sound.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return release;
    }

    private static List<String> findings(Path release) throws IOException {
        return Verification.of(release).findings().stream()
                .map(finding -> finding.file() + ": " + finding.message())
                .toList();
    }
}
