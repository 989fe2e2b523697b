package olmoe.release.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

    @TempDir
    Path folder;

    @Test
    void comesBackAsItWasWrittenWithItsFilesInOrder() throws IOException {
        Manifest manifest = manifest("b.txt", "data/a.txt");
        manifest.write(folder);
        Manifest read = Manifest.read(folder);
        assertEquals(manifest, read);
        assertEquals(
                List.of("b.txt", "data/a.txt"),
                read.files().stream().map(Manifest.Entry::path).toList());
        assertEquals(manifest("data/a.txt", "b.txt").digest(), read.digest());
        try (var files = Files.list(folder)) {
            assertEquals(3, files.count(), "no temporary file is left");
        }
    }

    @Test
    void whatWitnessesOneRunDoesNotChangeTheDigest() throws IOException {
        Path speed = Files.writeString(folder.resolve("speed.json"), "1");
        var entry = Manifest.Entry.of(folder, speed, Manifest.WITNESS);
        var data = Manifest.Entry.of(folder, speed, "data");
        String without = Manifest.of("model", Map.of(), List.of(), Map.of()).digest();
        assertEquals(
                without,
                Manifest.of("model", Map.of(), List.of(entry), Map.of()).digest());
        assertNotEquals(
                without, Manifest.of("model", Map.of(), List.of(data), Map.of()).digest());
    }

    @Test
    void aFileThatIsGoneOrHasAnotherSizeIsNoticed() throws IOException {
        Manifest manifest = manifest("a.txt", "b.txt");
        assertTrue(manifest.filesArePresent(folder));
        Files.writeString(folder.resolve("a.txt"), "longer than before");
        assertFalse(manifest.filesArePresent(folder));
        Files.delete(folder.resolve("a.txt"));
        assertFalse(manifest.filesArePresent(folder));
    }

    @Test
    void aManifestWithoutFilesIsRefused() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"stage\":\"corpus\"}");
        assertThrows(IOException.class, () -> Manifest.read(folder));
    }

    private Manifest manifest(String... paths) throws IOException {
        List<Manifest.Entry> files = new java.util.ArrayList<>();
        for (String path : paths) {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            files.add(Manifest.Entry.of(folder, Files.writeString(file, path), "data"));
        }
        return Manifest.of("corpus", Map.of("recipe.steps", "00"), files, Map.of("read", 3L));
    }
}
