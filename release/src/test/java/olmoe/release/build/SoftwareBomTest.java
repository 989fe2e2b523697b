package olmoe.release.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import olmoe.release.format.Sha256;
import olmoe.release.metadata.SoftwareBom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftwareBomTest {

    @TempDir
    Path folder;

    @Test
    void namesEachJarOfTheClassPathsOnceWithItsSum() throws IOException {
        Path jar = folder.resolve("repository/org/some/thing/1.2/thing-1.2-linux.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "jar");
        for (String module : new String[] {"filters", "release"}) {
            Path list = folder.resolve(module + "/target/classpath.txt");
            Files.createDirectories(list.getParent());
            Files.writeString(list, jar + java.io.File.pathSeparator + folder.resolve("elsewhere.jar") + "\n");
        }
        var components = SoftwareBom.of(folder).orElseThrow().required("components");
        assertEquals(1, components.size());
        assertEquals(
                "pkg:maven/org.some/thing@1.2?classifier=linux",
                components.at("/0/purl").asText());
        assertEquals(Sha256.of("jar"), components.at("/0/hashes/0/content").asText());
        assertEquals("filters release", components.at("/0/properties/0/value").asText());
    }

    @Test
    void aProductThatWasNotBuiltHasNone() throws IOException {
        assertTrue(SoftwareBom.of(folder).isEmpty());
    }
}
