package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedJarTest {
    @TempDir
    private Path temporary;

    @Test
    void isTheClassPathInOneFile() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("classes/olmoe"));
        Files.writeString(folder.resolve("a"), "from the folder");
        Path first = jar("first.jar", Map.of("olmoe/a", "later", "b", "first", "META-INF/services/S", "one\n"));
        Path second = jar(
                "second.jar",
                Map.of("b", "second", "META-INF/services/S", "two # a comment\none", "META-INF/X.SF", "signature"));
        Path all = temporary.resolve("all.jar");
        StagedJar.write(List.of(folder.getParent(), first, temporary.resolve("missing.jar"), second), all);
        try (JarFile jar = new JarFile(all.toFile())) {
            assertEquals("from the folder", text(jar, "olmoe/a"));
            assertEquals("first", text(jar, "b"));
            assertEquals("one\ntwo\n", text(jar, "META-INF/services/S"));
            assertNull(jar.getEntry("META-INF/X.SF"), "a signature of what is no longer one jar");
            assertTrue(jar.isMultiRelease(), "classes for other releases are found");
            assertEquals(4, jar.size());
        }
    }

    @Test
    void leavesOutWhatAClusterHas() {
        String path = String.join(File.pathSeparator, "x/flink-core-1.19.3.jar", "x/beam.jar", "classes");
        assertEquals(List.of(Path.of("x/beam.jar"), Path.of("classes")), StagedJar.withoutFlink(path));
    }

    private Path jar(String name, Map<String, String> files) throws IOException {
        Path jar = temporary.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
